import * as z from 'zod';
import { route } from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, spokeTable, spokeToHub } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-blackhole-to-endpoint',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'The route by which compute would reach endpoints of another VPC is a blackhole.',
  why: 'A blackhole route leads to something that is gone, such as a deleted peering connection. It still wins over wider routes and drops the packets, so requests to the endpoints time out.',
  fix: 'Delete the route, or replace its target (`aws ec2 replace-route`).',
  semantics: ['R7', 'R16', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The route to the hub leads to a peering connection that was deleted',
      facts: hubEstate({
        routeTables: [
          hubTable(hubToSpoke),
          spokeTable(route('10.0.0.0/16', 'pcx-9', { State: 'blackhole' }), route('0.0.0.0/0', 'tgw-1')),
        ],
      }),
      findings: [{ resource: 'rtb-spoke', affected: ['subnet-spoke'], message: 'a blackhole' }],
    },
    {
      title: 'A blackhole that is wider than the route to the hub',
      facts: hubEstate({
        routeTables: [
          hubTable(hubToSpoke),
          spokeTable(spokeToHub, route('10.0.0.0/8', 'pcx-9', { State: 'blackhole' })),
        ],
      }),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('route-blackhole'),
      describe: (fault) => ({
        code: 'BAD_STATE_ROUTE',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but the route of ${fault.at.resource.id} that decides is a blackhole and drops the packets. Delete it, or replace its target.`,
      }),
    });
  },
});
