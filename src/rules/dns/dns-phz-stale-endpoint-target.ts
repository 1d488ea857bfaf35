import * as z from 'zod';
import { zoneAnswers } from '../../analysis/connectivity/zone-answers.ts';
import { AddressSet } from '../../model/address-set.ts';
import { isFalse, isTrue, map, someOf } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { nameFamilies } from '../name-families.ts';
import { defineRule, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { kms, record, soundZones, withZone } from './zone-gap-examples.ts';

export default defineRule({
  id: 'dns-phz-stale-endpoint-target',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'A private hosted zone leads the name of an AWS service to addresses that nothing has.',
  why: 'Records that spell out the addresses of an endpoint outlive it: when the endpoint is replaced, or a subnet of it, its new interfaces have other addresses. The name goes on leading to the old ones, and requests time out.',
  fix: 'Make the record an alias of the DNS name of the endpoint (`aws route53 change-resource-record-sets`), which follows its addresses.',
  semantics: ['5.3', 'I5', 'C1'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: nameFamilies,
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
    ...soundZones,
  ],
  *check({ network }) {
    const { items, missing } = zoneAnswers(network);
    const open = [...missing];
    const stale = new Map<string, { at: Place; domain: string; addresses: AddressSet; vpcs: Set<Vpc> }>();
    for (const { zone, vpc, answer } of items) {
      const blocked = answer.decisions.some(({ decision }) => decision !== 'pass');
      const at = answer.decisions.at(-1)?.at;
      if (blocked || !at) continue;
      for (const { addresses } of answer.destinations) {
        for (const owner of network.all('vpcs')) {
          const own = owner.addresses;
          const part = own.known ? addresses.intersect(own.value) : AddressSet.empty;
          if (part.isEmpty()) continue;
          const taken = isTaken(network, owner, part);
          if (isTrue(taken)) continue;
          if (!isFalse(taken)) {
            open.push(...(taken.known ? [] : taken.missing));
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

/** Whether some interface of a VPC has one of the addresses. */
function isTaken(network: Network, vpc: Vpc, wanted: AddressSet) {
  return someOf(network.inVpc('networkInterfaces', vpc), ({ addresses }) =>
    map(addresses, (own) => own.overlaps(wanted)),
  );
}
