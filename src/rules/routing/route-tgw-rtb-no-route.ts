import * as z from 'zod';
import { gatewayRoute, gatewayTable, hubEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-tgw-rtb-no-route',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'A transit gateway route table has no route to the endpoints of another VPC that compute uses.',
  why: 'The route table of the transit gateway decides which of its VPCs reach which others. Without a route to the VPC with the endpoints, as where segments are kept apart, the packets are dropped and requests time out.',
  fix: 'Propagate the attachment of the VPC with the endpoints to the table, or add a static route (`aws ec2 enable-transit-gateway-route-table-propagation`, `create-transit-gateway-route`).',
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
      title: 'The table of the transit gateway has a route to the spoke only',
      facts: hubEstate(gatewayTable(gatewayRoute('10.1.0.0/16', 2))),
      findings: [{ resource: 'tgw-rtb-1', affected: ['subnet-spoke'], message: 'no route' }],
    },
    {
      title: 'A default route leads to the hub',
      facts: hubEstate(gatewayTable(gatewayRoute('0.0.0.0/0', 1), gatewayRoute('10.1.0.0/16', 2))),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('transit-gateway-route-none'),
      describe: (fault) => ({
        code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.at.resource.id} has no route there, so the transit gateway drops the packets. Propagate the attachment of that VPC to the table, or add a static route.`,
      }),
    });
  },
});
