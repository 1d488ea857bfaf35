import * as z from 'zod';
import { absentEndpoint } from '../../analysis/connectivity/absent-endpoint.ts';
import { zoneAnswers } from '../../analysis/connectivity/zone-answers.ts';
import type { AddressSet } from '../../model/address-set.ts';
import { isTrue, map, someOf } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { base, endpointInterface, region, route, routeTable } from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, spokeTable, spokeToHub } from '../hub-example-estate.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { kms, record, soundZones, withZone } from './zone-gap-examples.ts';

/** A record set that is an alias of an endpoint's own name. */
function alias(endpointId: string) {
  const DNSName = `${endpointId}-abcd.kms.${region}.vpce.amazonaws.com.`;
  return { Name: `${kms}.`, Type: 'A', AliasTarget: { DNSName, HostedZoneId: 'Z7' } };
}

export default defineRule({
  id: 'dns-phz-stale-endpoint-target',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary:
    'A private hosted zone leads the name of an AWS service to addresses that nothing has, or to an endpoint that is not there.',
  why: 'Records outlive the endpoint that they lead to: an alias names it still, and one that spells out addresses misses even a change of its subnets. The name goes on leading to what is gone, and requests fail. The name of an endpoint does not tell its account, so where compute gets to networks that the input lacks, the endpoint may stand there, and the rule is undecided.',
  fix: 'Make the record an alias of the DNS name of the endpoint (`aws route53 change-resource-record-sets`), which follows its addresses.',
  semantics: ['5.3', 'I5', 'C1', 'DNS6'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: [...hubFamilies, 'managedPrefixLists'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No interface has the address in the record',
      facts: withZone(kms, [record(kms, '10.0.1.77')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: '10.0.1.77/32' }],
    },
    {
      title: 'An interface of an endpoint has the address',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
    },
    {
      title: 'The address is of a network that is not in the input',
      facts: withZone(kms, [record(kms, '192.168.7.7')]),
    },
    {
      title: 'The record is an alias of an endpoint that is gone, and no route leads to another network',
      facts: withZone(kms, [alias('vpce-9')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: 'vpce-9, which does not stand there' }],
    },
    {
      title: 'The endpoint that the alias names is that of another account, in a subnet of the VPC',
      facts: withZone(kms, [alias('vpce-9')], {
        networkInterfaces: [
          ...(base.networkInterfaces ?? []),
          endpointInterface('eni-other', 'subnet-b', '10.0.2.20', {
            Description: 'VPC Endpoint Interface vpce-9',
          }),
        ],
      }),
    },
    {
      title: 'The transit gateway leads to the hub alone, where the endpoint is not',
      facts: hubEstate({
        resourceRecordSets: [{ HostedZoneId: 'Z1', ResourceRecordSets: [alias('vpce-9')] }],
      }),
      findings: [{ resource: 'Z1', affected: ['vpc-2'], message: 'nor where compute of vpc-2 gets to' }],
    },
    {
      title: 'A peer is not in the input',
      facts: hubEstate({
        resourceRecordSets: [{ HostedZoneId: 'Z1', ResourceRecordSets: [alias('vpce-9')] }],
        routeTables: [hubTable(hubToSpoke), spokeTable(spokeToHub, route('10.9.0.0/16', 'pcx-1'))],
      }),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoint that the alias names may stand behind a transit gateway',
      facts: withZone(kms, [alias('vpce-9')], {
        routeTables: [routeTable('rtb-main', [], [route('pl-branches', 'tgw-1')])],
      }),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
    ...soundZones,
  ],
  *check({ network }) {
    const { items, missing } = zoneAnswers(network);
    const open = [...missing];
    const stale = new Map<string, { at: Place; domain: string; addresses: AddressSet; vpcs: Set<Vpc> }>();
    const gone = new Map<string, { at: Place; id: string; vpcs: Set<Vpc> }>();
    const ownersOf = rememberingOwners(network);
    for (const item of items) {
      const { zone, vpc, answer } = item;
      const absent = absentEndpoint(network, item);
      if (!absent.known) open.push(...absent.missing);
      else if (absent.value) {
        const { at, id } = absent.value;
        const key = `${zone.hostedZoneId} ${id}`;
        const same = gone.get(key) ?? { at, id, vpcs: new Set<Vpc>() };
        gone.set(key, same);
        same.vpcs.add(vpc);
      }
      const blocked = answer.decisions.some(({ decision }) => decision !== 'pass');
      const at = answer.decisions.at(-1)?.at;
      if (blocked || !at) continue;
      for (const { addresses } of answer.destinations) {
        for (const { owner, part } of ownersOf(addresses)) {
          const taken = isTaken(network, owner, part);
          if (isTrue(taken)) continue;
          const doubts = [owner.addresses, taken].flatMap((fact) => (fact.known ? [] : fact.missing));
          if (doubts.length > 0) {
            open.push(...doubts);
            continue;
          }
          const key = `${zone.hostedZoneId} ${at.path}`;
          const same = stale.get(key) ?? { at, domain: zone.domain, addresses: part, vpcs: new Set<Vpc>() };
          stale.set(key, same);
          same.vpcs.add(vpc);
        }
      }
    }
    if (open.length > 0) yield { kind: 'undecided', resource: null, missing: open };
    for (const { at, id, vpcs } of gone.values()) {
      const where = listed([...vpcs].map((vpc) => vpc.id).sort());
      yield problem({
        resource: at.resource,
        key: at.path,
        at,
        affected: [...vpcs],
        message: `Hosted zone ${at.resource.id} leads a name of an AWS service in ${where} to ${id}, which does not stand there, nor where compute of ${where} gets to, so requests fail. Make the record an alias of an endpoint that exists, or remove the zone from the VPC.`,
      });
    }
    for (const { at, domain, addresses, vpcs } of stale.values()) {
      yield problem({
        resource: at.resource,
        key: at.path,
        at,
        affected: [...vpcs],
        message: `Hosted zone ${at.resource.id} (${domain}) leads the name in ${listed([...vpcs].map(({ id }) => id).sort())} to ${listed(addresses.toCidrs())}, which no interface has, so requests time out. Make the record an alias of the DNS name of the endpoint.`,
      });
    }
  },
});

/** A VPC, and those of some addresses that lie in its ranges, or may. */
interface Owner {
  readonly owner: Vpc;
  readonly part: AddressSet;
}

/** The VPCs in whose ranges addresses lie, or of which these are not told. A zone gives the same answer to all of its VPCs. */
function rememberingOwners(network: Network): (addresses: AddressSet) => readonly Owner[] {
  const known = new Map<string, readonly Owner[]>();
  return (addresses) => {
    const key = addresses.toCidrs().join();
    let owners = known.get(key);
    if (!owners) known.set(key, (owners = ownersAmong(network.all('vpcs'), addresses)));
    return owners;
  };
}

function ownersAmong(vpcs: readonly Vpc[], wanted: AddressSet): readonly Owner[] {
  return vpcs.flatMap((owner): readonly Owner[] => {
    const { addresses } = owner;
    const part = addresses.known ? addresses.value.intersect(wanted) : wanted;
    return part.isEmpty() ? [] : [{ owner, part }];
  });
}

/** Whether some interface of a VPC has one of the addresses. */
function isTaken(network: Network, vpc: Vpc, wanted: AddressSet) {
  return someOf(network.inVpc('networkInterfaces', vpc), ({ addresses }) =>
    map(addresses, (own) => own.overlaps(wanted)),
  );
}
