import * as z from 'zod';
import { hubUses } from '../../analysis/connectivity/hub-uses.ts';
import { AddressSet } from '../../model/address-set.ts';
import { endpointInterface, instanceInterface, subnet, vpc } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { openWays, soundAddresses } from './hub-examples.ts';
import { hubFamilies } from './hub-faults.ts';

export default defineRule({
  id: 'route-overlapping-cidr-tgw',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'The names of services lead compute to endpoints of another VPC at addresses of its own VPC.',
  why: "A hosted zone makes the service's name resolve to an endpoint in another VPC whose addresses are also addresses of the caller's VPC. There the local route decides: packets never leave the VPC, and requests time out or reach something else.",
  fix: 'Give one of the two VPCs other addresses, or create the endpoint in the VPC itself.',
  semantics: ['R11', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'Hub and spoke have the same addresses',
      facts: hubEstate({
        vpcs: [vpc(), vpc({ VpcId: 'vpc-2' })],
        subnets: [
          subnet('subnet-a', '10.0.1.0/24', 'a'),
          subnet('subnet-spoke', '10.0.1.0/24', 'a', { VpcId: 'vpc-2' }),
        ],
        networkInterfaces: [
          endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
          instanceInterface('eni-spoke', 'subnet-spoke', '10.0.1.10', { VpcId: 'vpc-2' }),
        ],
      }),
      findings: [{ resource: 'vpc-2', affected: ['vpce-1'], message: '10.0.1.20/32' }],
    },
    ...openWays.slice(0, 2),
    ...soundAddresses,
    {
      title: 'The spoke does not ask the zone',
      facts: hubEstate({
        vpcs: [vpc(), vpc({ VpcId: 'vpc-2' })],
        hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [] }],
        hostedZonesByVpc: [
          { VpcId: 'vpc-1', HostedZoneSummaries: [] },
          { VpcId: 'vpc-2', HostedZoneSummaries: [] },
        ],
      }),
    },
    {
      title: 'The interfaces of the endpoint were not collected',
      facts: hubEstate({
        networkInterfaces: [instanceInterface('eni-spoke', 'subnet-spoke', '10.1.1.10', { VpcId: 'vpc-2' })],
      }),
      undecided: [{ missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    const { uses, missing } = hubUses(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    for (const { spoke, endpoints } of uses) {
      const own = spoke.addresses;
      if (!own.known) {
        yield { kind: 'undecided', resource: spoke, missing: own.missing };
        continue;
      }
      const lost = [...endpoints].filter(([, addresses]) => addresses.overlaps(own.value));
      if (lost.length === 0) continue;
      const shared = AddressSet.unionAll(lost.map(([, addresses]) => addresses.intersect(own.value)));
      yield problem({
        resource: spoke,
        at: '/CidrBlock',
        affected: lost.map(([endpoint]) => endpoint),
        code: 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
        message: `Hosted zones lead the compute of ${spoke.id} to ${listed(lost.map(([endpoint]) => endpointText(endpoint)).sort())} in another VPC, but ${listed(shared.toCidrs())} ${lost.length === 1 ? 'is' : 'are'} in ${spoke.id} itself, where the local route keeps the packets. Give one of the VPCs other addresses, or create the endpoint in ${spoke.id}.`,
      });
    }
  },
});
