import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import { endpointInterface, without } from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { type Estate, type NaiveRecord, resolveNaively } from './naive-resolver.ts';
import { ask, endpoint, names, record, rules, type ShownAnswer, zones } from './name-estate.ts';

const label = fc.constantFrom('a', 'b');
const nameOf = (minLength: number, maxLength: number) =>
  fc.array(label, { minLength, maxLength }).map((parts) => parts.join('.'));
const host = nameOf(1, 5);
const domain = nameOf(1, 3);
const below = (above: string) => nameOf(0, 3).map((part) => (part === '' ? above : `${part}.${above}`));

const recordIn = (above: string): fc.Arbitrary<NaiveRecord> =>
  fc
    .record({
      name: below(above),
      wildcard: fc.boolean(),
      type: fc.constantFrom('A' as const, 'A' as const, 'CNAME' as const, 'TXT' as const),
      address: fc.integer({ min: 1, max: 250 }),
      target: host,
    })
    .map(({ name, wildcard, type, address, target }) => ({
      name: wildcard ? `*.${name}` : name,
      type,
      value: type === 'A' ? `10.1.0.${address}` : target,
    }));

const zoneOf = domain.chain((above) =>
  fc.record({
    domain: fc.constant(above),
    records: fc
      .uniqueArray(recordIn(above), { maxLength: 4, selector: ({ name }) => name })
      // A domain's own name has no CNAME beside its other records.
      .map((all) => all.filter(({ name, type }) => name !== above || type !== 'CNAME')),
  }),
);

const baseDomain = (name: string) => name.replace(/^\*\./, '');

const estates: fc.Arbitrary<Estate> = fc
  .record({
    zones: fc.uniqueArray(zoneOf, { maxLength: 4, selector: (zone) => zone.domain }),
    endpoints: fc.uniqueArray(
      fc.tuple(nameOf(1, 4), fc.boolean()).map(([name, wildcard]) => (wildcard ? `*.${name}` : name)),
      { maxLength: 3, selector: baseDomain },
    ),
    rules: fc.uniqueArray(
      fc.record({
        domain: nameOf(0, 4),
        type: fc.constantFrom('FORWARD' as const, 'SYSTEM' as const, 'SYSTEM' as const),
      }),
      { maxLength: 3, selector: (rule) => rule.domain },
    ),
  })
  .map(({ zones: own, endpoints, rules: all }) => ({
    zones: own,
    rules: all,
    // AWS lets a VPC have one zone of a name.
    endpoints: endpoints
      .filter((name) => own.every((zone) => zone.domain !== baseDomain(name)))
      .map((name, index) => ({ name, address: `10.0.1.${index + 1}` })),
  }));

function factsOf({ zones: own, endpoints, rules: all }: Estate): Facts {
  return {
    ...names({
      vpcEndpoints: endpoints.map(({ name }, index) =>
        endpoint(`vpce-svc-${index}`, [name], {
          VpcEndpointId: `vpce-0a${index}`,
          NetworkInterfaceIds: [`eni-${index}`],
        }),
      ),
      networkInterfaces: endpoints.map(({ address }, index) =>
        endpointInterface(`eni-${index}`, 'subnet-a', address),
      ),
    }),
    ...zones(
      ...own.map(
        ({ domain: of, records }) =>
          [of, ...records.map(({ name, type, value }) => record(name, type, value))] as const,
      ),
    ),
    ...rules(...all.map((rule) => [rule.domain === '' ? '.' : rule.domain, rule.type] as const)),
  };
}

function comparable({ verdict, addresses, among, missing }: ShownAnswer): string | readonly string[] {
  if (verdict === 'blocked') return 'nothing';
  if (verdict === 'resolved')
    return among.length > 0 ? 'public' : addresses.map((cidr) => cidr.split('/')[0] ?? '');
  return { resolverRules: 'forwarded', resourceRecordSets: 'unclear' }[missing.join()] ?? missing.join();
}

const sorted = (answer: string | readonly string[]) =>
  typeof answer === 'string' ? answer : [...new Set(answer)].sort();

describe('resolving a name', () => {
  it('gives what a second, naive resolver gives', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(estates, fc.array(host, { minLength: 4, maxLength: 8 }), (estate, hosts) => {
        const network = networkOfFacts(factsOf(estate));
        for (const name of hosts) {
          const expected = resolveNaively(estate, name);
          const kind = typeof expected === 'string' ? expected : 'addresses';
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          expect(sorted(comparable(ask(network, name))), name).toEqual(sorted(expected));
        }
      }),
      { numRuns: 600 },
    );
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    for (const kind of ['forwarded', 'public', 'nothing', 'unclear', 'addresses']) {
      expect((seen.get(kind) ?? 0) / total, kind).toBeGreaterThan(0.02);
    }
  });

  it('does not depend on the order in which anything is listed', () => {
    const shuffled = (facts: Facts): fc.Arbitrary<Facts> =>
      fc.record(
        Object.fromEntries(
          Object.entries(facts).map(([family, items]) => [
            family,
            fc.shuffledSubarray([...items], { minLength: items.length }).map((all) => all.map(shuffleWithin)),
          ]),
        ),
      );
    const shuffleWithin = (item: object) =>
      Object.fromEntries(
        Object.entries(item).map(([field, value]) => [
          field,
          Array.isArray(value) ? [...value].reverse() : value,
        ]),
      );
    const withoutOrdinals = (answer: ShownAnswer) => ({
      ...answer,
      places: answer.places.map((place) => place.replace(/\d+$/, '')),
    });
    fc.assert(
      fc.property(
        estates.map(factsOf).chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts))),
        fc.array(host, { minLength: 3, maxLength: 5 }),
        ([facts, other], hosts) => {
          const [network, second] = [networkOfFacts(facts), networkOfFacts(other)];
          for (const name of hosts) {
            expect(withoutOrdinals(ask(second, name))).toEqual(withoutOrdinals(ask(network, name)));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('turns a known answer into the same or into an unknown one when needed facts are missing', () => {
    const needed: readonly FamilyName[] = [
      'vpcAttributes',
      'dhcpOptions',
      'vpcEndpoints',
      'networkInterfaces',
      'resourceRecordSets',
      'resolverRules',
    ];
    fc.assert(
      fc.property(estates, host, fc.constantFrom(...needed), (estate, name, family) => {
        const facts = factsOf(estate);
        const before = ask(networkOfFacts(facts), name);
        const after = ask(networkOfFacts(without(facts, family)), name);
        if (after.verdict !== 'unknown') expect(comparable(after)).toEqual(comparable(before));
        else expect(after.addresses).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
