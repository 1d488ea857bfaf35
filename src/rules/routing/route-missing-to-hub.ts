import * as z from 'zod';
import type { RawItem } from '../../model/snapshot.ts';
import { route } from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, spokeTable } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

const withSpokeTable = (...routes: readonly RawItem[]) =>
  hubEstate({ routeTables: [hubTable(hubToSpoke), spokeTable(...routes)] });

export default defineRule({
  id: 'route-missing-to-hub',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The names of services lead compute to endpoints of another VPC, to which its route table has no route.',
  why: "A hosted zone makes the service's name resolve to the addresses of an endpoint in another VPC. Where the route table of the caller has no route to that VPC, or sends private addresses to the internet, every request times out.",
  fix: 'Add a route for the addresses of the other VPC to the transit gateway or peering connection that leads there (`aws ec2 create-route`).',
  semantics: ['R1', 'R7', '1.5', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "The spoke's table has its local route only",
      facts: withSpokeTable(),
      findings: [{ resource: 'rtb-spoke', affected: ['subnet-spoke'], message: 'vpce-1 (kms) in vpc-1' }],
    },
    {
      title: 'All that is not local goes to the internet gateway',
      facts: withSpokeTable(route('0.0.0.0/0', 'igw-1')),
      findings: [{ resource: 'rtb-spoke' }],
    },
    {
      title: 'A default route leads to the transit gateway',
      facts: withSpokeTable(route('0.0.0.0/0', 'tgw-1')),
    },
    {
      title: 'The zone is associated with no spoke, so nothing is led to the hub',
      facts: hubEstate({
        routeTables: [hubTable(), spokeTable()],
        hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [] }],
        hostedZonesByVpc: [
          { VpcId: 'vpc-1', HostedZoneSummaries: [] },
          { VpcId: 'vpc-2', HostedZoneSummaries: [] },
        ],
      }),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('route-none', 'internet-gateway-private-destination'),
      describe: (fault) => ({
        code: 'NO_ROUTE_TO_DESTINATION',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.at.resource.id} has no route there, so requests time out. Add a route to the transit gateway or peering connection that leads to that VPC.`,
      }),
    });
  },
});
