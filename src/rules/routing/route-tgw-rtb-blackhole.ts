import * as z from 'zod';
import { gatewayRoute, gatewayTable, hubEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-tgw-rtb-blackhole',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'A transit gateway route table drops what compute sends to endpoints of another VPC.',
  why: 'A blackhole route of a transit gateway drops packets, on purpose or because its attachment is gone. It wins over wider routes, so requests to the endpoints time out.',
  fix: 'Delete the blackhole route, or add a more specific one to the attachment of the VPC with the endpoints.',
  semantics: ['C4', 'C5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The route to the hub is a blackhole',
      facts: hubEstate(
        gatewayTable(
          gatewayRoute('10.0.0.0/16', null),
          gatewayRoute('0.0.0.0/0', 1),
          gatewayRoute('10.1.0.0/16', 2),
        ),
      ),
      findings: [{ resource: 'tgw-rtb-1', affected: ['subnet-spoke'], message: 'blackhole' }],
    },
    {
      title: 'A blackhole that is wider than the route to the hub',
      facts: hubEstate(
        gatewayTable(
          gatewayRoute('10.0.0.0/8', null),
          gatewayRoute('10.0.0.0/16', 1),
          gatewayRoute('10.1.0.0/16', 2),
        ),
      ),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('transit-gateway-route-blackhole'),
      describe: (fault) => ({
        code: 'TGW_RTB_BAD_STATE_ROUTE',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but the route of ${fault.at.resource.id} that decides is a blackhole and drops the packets. Delete it, or add a more specific route to the attachment of that VPC.`,
      }),
    });
  },
});
