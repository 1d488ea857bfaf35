import * as z from 'zod';
import { route } from '../example-estate.ts';
import {
  attachments,
  gatewayRoute,
  gatewayTable,
  hubEstate,
  hubTable,
  spokeTable,
  spokeToHub,
} from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-return-missing',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'Requests reach endpoints of another VPC, and their replies have no way back.',
  why: 'The subnets of the endpoints route the replies on their own. Without a route back to the addresses of the caller, in their route table and through every transit gateway on the way, connections never come about and requests time out.',
  fix: "Add a route for the addresses of the callers to the route table of the endpoint's subnets, and make the transit gateway route them back.",
  semantics: ['C4', 'C9', 'R1', 'R22'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "The table of the endpoint's subnet has no route to the spoke",
      facts: hubEstate({ routeTables: [hubTable(), spokeTable(spokeToHub)] }),
      findings: [{ resource: 'rtb-main', affected: ['subnet-spoke'], message: 'vpce-1 (kms) in vpc-1' }],
    },
    {
      title: 'The route back is a blackhole',
      facts: hubEstate({
        routeTables: [
          hubTable(route('10.1.0.0/16', 'tgw-9', { State: 'blackhole' })),
          spokeTable(spokeToHub),
        ],
      }),
      findings: [{ resource: 'rtb-main', message: 'blackhole' }],
    },
    {
      title: 'The transit gateway has no route back',
      facts: hubEstate(gatewayTable(gatewayRoute('10.0.0.0/16', 1))),
      findings: [{ resource: 'tgw-rtb-1' }],
    },
    {
      title: 'The way out is missing, so that there is nothing to reply to',
      facts: hubEstate({ ...attachments({ tableId: null }) }),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('return-route-missing'),
      describe: (fault) => ({
        code: 'NO_ROUTE_TO_DESTINATION',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.hop.message}, so requests time out. Add a route back to the callers.`,
      }),
    });
  },
});
