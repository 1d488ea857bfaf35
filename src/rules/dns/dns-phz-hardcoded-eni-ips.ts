import * as z from 'zod';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { endpointsAt } from '../../analysis/connectivity/name/endpoints-at.ts';
import { once } from '../../analysis/connectivity/once.ts';
import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import { parseAddress } from '../../model/ip-address.ts';
import type { Network } from '../../model/network.ts';
import type { RecordSet, RecordSetsOfZone } from '../../model/resources/record-set.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { without } from '../example-estate.ts';
import { spelledWays } from '../routing/hub-examples.ts';
import { wayFamilies } from '../routing/hub-faults.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { aliasRecord, kms, record, withZone } from './zone-gap-examples.ts';

export default defineRule({
  id: 'dns-phz-hardcoded-eni-ips',
  topic: 'dns',
  severity: 'warning',
  category: 'resilience',
  summary: 'Records of a hosted zone spell out the addresses of an endpoint in place of its name.',
  why: 'The interfaces of an endpoint keep their addresses for as long as they live. Once a subnet of the endpoint is changed, or the endpoint is made anew, the record leads nowhere; and until then it leads to zones that fail, which the name of the endpoint leaves out.',
  fix: 'Make the records aliases of the DNS name of the endpoint (`aws route53 change-resource-record-sets`).',
  semantics: ['I5', 'DNS12', 'C1'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: [
    'vpcEndpoints',
    'vpcs',
    'networkInterfaces',
    'vpcEndpointServices',
    'hostedZones',
    'hostedZonesByVpc',
    'hostedZoneVpcs',
    'resourceRecordSets',
    'profileAssociations',
    'resolverRules',
    'resolverRuleAssociations',
    ...wayFamilies,
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A record has the address of an interface of an endpoint',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
      findings: [{ resource: 'Z1', affected: ['vpce-1'], message: `${kms} spells out` }],
    },
    {
      title: 'The zone is of a domain of the user',
      facts: withZone('corp.example', [record('kms.corp.example', '10.0.1.20')]),
      findings: [{ resource: 'Z1' }],
    },
    {
      title: 'A transit gateway leads to the endpoint',
      facts: spelledWays.gateway(),
      findings: [{ resource: 'Z1', affected: ['vpce-1'] }],
    },
    {
      title: 'A peering connection leads to the endpoint',
      facts: spelledWays.peering(),
      findings: [{ resource: 'Z1', affected: ['vpce-1'] }],
    },
    {
      title: 'The record is an alias of the endpoint',
      facts: withZone(kms, [aliasRecord(kms)]),
    },
    {
      title: 'The address is that of an instance',
      facts: withZone(kms, [record(kms, '10.0.1.10')]),
    },
    {
      title: 'The zone tells which VPCs it is for',
      facts: without(withZone(kms, [aliasRecord(kms)]), 'hostedZonesByVpc'),
      undecided: [{ missing: ['hostedZonesByVpc'] }],
    },
    {
      title: 'The interfaces were not collected',
      facts: without(withZone(kms, [record(kms, '10.0.1.20')]), 'networkInterfaces'),
      undecided: [{ resource: 'Z1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    const { zones, missing: unseen } = zonesOfVpcs(network);
    const open: MissingFact[] = [...unseen];
    for (const [zone, vpcs] of zones) {
      const sets = zone.recordSets;
      if (!sets.known) open.push(...sets.missing);
      else {
        const missing: MissingFact[] = [];
        const found = spelledOut(network, sets.value, vpcs, missing);
        if (found) {
          const { names, endpoints, first } = found;
          yield problem({
            resource: zone,
            at: `/ResourceRecordSets/${first.index}`,
            affected: [...endpoints],
            message: `In hosted zone ${zone.id}, ${listed([...names].sort())} ${names.size === 1 ? 'spells' : 'spell'} out addresses of ${listed([...endpoints].map(endpointText).sort())}. When a subnet of the endpoint changes, or it is made anew, the record leads nowhere. Make it an alias of the endpoint's DNS name.`,
          });
        } else if (missing.length > 0) yield undecided(zone, distinctMissing(missing));
      }
    }
    if (open.length > 0) yield { kind: 'undecided', resource: null, missing: distinctMissing(open) };
  },
});

interface Zones {
  /** With the VPCs whose hosts they answer. */
  readonly zones: ReadonlyMap<RecordSetsOfZone, readonly Vpc[]>;
  readonly missing: readonly MissingFact[];
}

/** The records of all zones of the user's on VPCs of the input. Without any endpoint none can be that of one. */
function zonesOfVpcs(network: Network): Zones {
  const zones = new Map<RecordSetsOfZone, Vpc[]>();
  const missing: MissingFact[] = [];
  const vpcs = network.all('vpcEndpoints').length === 0 ? [] : network.all('vpcs');
  for (const vpc of vpcs) {
    const { zones: byDomain, zoneDoubts, uncollected } = authoritiesOf(network, vpc);
    missing.push(...zoneDoubts.flatMap((doubt) => doubt.missing));
    missing.push(...uncollected.flatMap((each) => (each.kind === 'hosted zone' ? each.missing : [])));
    for (const zone of [...byDomain.values()].flat()) {
      if (zone.kind !== 'customer-zone') continue;
      const { hostedZoneId, account } = zone;
      const whereabouts = { account, region: vpc.region, scope: vpc.scope };
      const records = network.answerFor('resourceRecordSets', hostedZoneId, whereabouts);
      if (records.known) once(zones, records.value, () => []).push(vpc);
      else missing.push(...records.missing);
    }
  }
  return { zones, missing };
}

/** The records with addresses of endpoints. What keeps others from being seen is added to `missing`. */
function spelledOut(
  network: Network,
  sets: readonly RecordSet[],
  vpcs: readonly Vpc[],
  missing: MissingFact[],
) {
  const names = new Set<string>();
  const endpoints = new Set<VpcEndpoint>();
  let first: RecordSet | null = null;
  for (const set of sets) {
    const addresses = privateAddressesOf(set);
    if (addresses.isEmpty()) continue;
    for (const vpc of vpcs) {
      const at = endpointsAt(network, addresses, vpc);
      missing.push(...at.missing);
      if (at.items.length === 0) continue;
      first ??= set;
      names.add(set.name);
      for (const endpoint of at.items) endpoints.add(endpoint);
    }
  }
  return first && { names, endpoints, first };
}

/** Endpoints have private addresses, or IPv6 ones. */
const endpointRange = privateIpv4.union(AddressSet.allIpv6);

function privateAddressesOf({ type, alias, values }: RecordSet): AddressSet {
  if (alias !== null || (type !== 'A' && type !== 'AAAA')) return AddressSet.empty;
  const all = AddressSet.unionAll(
    values.flatMap((value) => {
      const address = parseAddress(value);
      return address === null ? [] : AddressSet.ofAddress(address);
    }),
  );
  return all.intersect(endpointRange);
}
