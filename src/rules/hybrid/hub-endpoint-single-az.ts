import * as z from 'zod';
import {
  type ZonedSubnet,
  zonesOfCompute,
  zonesOfSubnets,
} from '../../analysis/connectivity/availability-zone.ts';
import { vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { hubUses } from '../../analysis/connectivity/hub-uses.ts';
import { type Fact, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { instanceInterface, subnet, without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { soundAddresses } from '../routing/hub-examples.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import type { Facts } from '../rule.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** Hub and spoke, with an instance of the spoke in a second zone; the endpoint stands in one. */
function spokeInTwoZones(changes: Facts = {}): Facts {
  const { subnets = [], networkInterfaces = [] } = hubEstate();
  return hubEstate({
    subnets: [...subnets, subnet('subnet-spoke-b', '10.1.2.0/24', 'b', { VpcId: 'vpc-2' })],
    // Nothing but the endpoint stands in the hub.
    networkInterfaces: [
      ...networkInterfaces.filter(({ NetworkInterfaceId: id }) => id !== 'eni-a' && id !== 'eni-b'),
      instanceInterface('eni-spoke-b', 'subnet-spoke-b', '10.1.2.10', { VpcId: 'vpc-2' }),
    ],
    ...changes,
  });
}

export default defineRule({
  id: 'hub-endpoint-single-az',
  topic: 'hybrid',
  severity: 'warning',
  category: 'resilience',
  summary: 'A central endpoint stands in one Availability Zone while compute that uses it runs in several.',
  why: 'All VPCs behind the hub depend on the one zone: when it fails, the service is out of reach from every zone of every one of them.',
  fix: 'Add a subnet of the hub in each zone where compute runs (`aws ec2 modify-vpc-endpoint --add-subnet-ids`).',
  semantics: ['I5', 'I6', 'I7', 'I8', 'C1'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The spoke runs in two zones, the endpoint stands in one',
      facts: spokeInTwoZones(),
      findings: [{ resource: 'vpce-1', affected: ['subnet-spoke-b'], message: 'only in zone euw1-az1' }],
    },
    {
      title: 'The spoke runs in one zone',
      facts: hubEstate({ networkInterfaces: spokeInTwoZones().networkInterfaces?.slice(0, -1) ?? [] }),
    },
    { title: 'Compute of the hub runs in both zones too, which is for another rule', facts: hubEstate() },
    {
      title: 'The zones tell which VPCs they are for, and a resolver rule is for another domain',
      facts: without(
        spokeInTwoZones({
          resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
          resolverRuleAssociations: [
            { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
          ],
        }),
        'hostedZonesByVpc',
      ),
      findings: [{ resource: 'vpce-1' }],
    },
    ...soundAddresses,
    {
      title: 'The subnets were not collected',
      facts: without(spokeInTwoZones(), 'subnets'),
      undecided: [{ resource: 'vpce-1', missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    const { uses, missing } = hubUses(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    const spokes = new Map<VpcEndpoint, Vpc[]>();
    for (const { spoke, endpoints } of uses) {
      for (const endpoint of endpoints.keys()) {
        const same = spokes.get(endpoint);
        if (same) same.push(spoke);
        else spokes.set(endpoint, [spoke]);
      }
    }
    for (const [endpoint, users] of spokes) {
      const dependence = dependenceOf(network, endpoint, users);
      if (!dependence.known) yield undecided(endpoint, dependence.missing);
      else if (dependence.value !== null) {
        const { zone, used, outside } = dependence.value;
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: outside.map(({ subnet: place }) => place),
          message: `Endpoint ${endpointText(endpoint)} stands only in zone ${zone}, while compute of ${listed(users.map(({ id }) => id).sort())}, which it serves, runs in ${listed(used)}. When ${zone} fails, the service is out of reach from all of them. Add a subnet of ${endpoint.vpcId ?? 'the hub'} in each zone where compute runs.`,
        });
      }
    }
  },
});

interface Dependence {
  readonly zone: string;
  readonly used: readonly string[];
  readonly outside: readonly ZonedSubnet[];
}

/** The one zone on which compute of several depends; null where there is none such. */
function dependenceOf(
  network: Network,
  endpoint: VpcEndpoint,
  users: readonly Vpc[],
): Fact<Dependence | null> {
  return flatMap(vpcOfEndpoint(network, endpoint), (hub) =>
    flatMap(endpoint.subnetIds, (ids) => {
      const own = zonesOfSubnets(network, hub, ids, endpoint);
      const zones = distinct(own.items);
      if (zones.length > 1 || distinct(zonesOfCompute(network, hub).items).length > 1) return known(null);
      if (own.missing.length > 0) return unknown(...own.missing);
      const [zone] = zones;
      if (zone === undefined) return known(null);
      const lists = users.map((user) => zonesOfCompute(network, user));
      const items = lists.flatMap((list) => list.items);
      const used = distinct(items);
      if (used.length > 1) {
        return known({ zone, used, outside: items.filter((each) => each.zone !== zone) });
      }
      const unread: readonly MissingFact[] = lists.flatMap((list) => list.missing);
      return unread.length > 0 ? unknown(...unread) : known(null);
    }),
  );
}

function distinct(items: readonly ZonedSubnet[]): readonly string[] {
  return [...new Set(items.map(({ zone }) => zone))].sort();
}
