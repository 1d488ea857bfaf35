import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcesNamed } from '../../../../src/analysis/connectivity/sources-of.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import { without } from '../../../../src/rules/example-estate.ts';
import { networkOfScopes } from '../network-of-facts.ts';
import { compareNetworks, sendersIn, verdictsOn } from './compare-plans.ts';
import { factsOf, networkOfPlan } from './facts.ts';
import { plans } from './random-plans.ts';
import { networkOfStaticSearch, trace } from './trace.ts';

const families = [
  'transitGateways',
  'transitGatewayVpcAttachments',
  'transitGatewayAttachments',
  'transitGatewayPeeringAttachments',
  'transitGatewayRoutes',
  'managedPrefixListEntries',
  'vpcs',
  'subnets',
  'routeTables',
  'networkAcls',
  'securityGroups',
] as const satisfies readonly FamilyName[];

describe('any network of transit gateways', () => {
  it('takes each packet as a walk step by step does', () => {
    const count = { compared: 0 };
    for (let seed = 1; count.compared < 4000; seed++) expect(compareNetworks(seed, 10, count)).toBe(null);
  });

  it('is decided by every step somewhere', () => {
    const decided = new Map<string, number>();
    const count = (key: string) => decided.set(key, (decided.get(key) ?? 0) + 1);
    for (const plan of fc.sample(plans, { numRuns: 200, seed: 1 })) {
      const network = networkOfPlan(plan);
      for (const { id, addresses } of sendersIn(plan)) {
        for (const { verdict, hops } of trace(network, id, ...addresses)) {
          count(verdict);
          for (const { reason, decision } of hops) if (decision !== 'pass') count(reason);
        }
      }
    }
    const reached = [
      'reachable',
      'return-route-missing',
      'security-group-reference-lost',
      'security-group-unknown',
      'network-acl-denied',
      'network-acl-reply-denied',
      'network-acl-unknown',
      'route-unknown',
      'transit-gateway-attachment-not-available',
      'transit-gateway-zone-not-attached',
      'transit-gateway-table-none',
      'transit-gateway-route-none',
      'transit-gateway-route-blackhole',
      'transit-gateway-unknown',
    ].map((key) => [key, (decided.get(key) ?? 0) >= 10]);
    expect(reached).toEqual(reached.map(([key]) => [key, true]));
  });

  it('C5: is the same where propagated routes are told by propagations', () => {
    const available = plans.filter(({ attachments }) =>
      attachments.every(({ state }) => state === 'available'),
    );
    fc.assert(
      fc.property(available, (plan) => {
        const told = networkOfPlan(plan);
        const derived = networkOfStaticSearch(factsOf(plan, 'static-routes'));
        for (const { id, addresses } of sendersIn(plan)) {
          expect(verdictsOn(derived, id, addresses)).toEqual(verdictsOn(told, id, addresses));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is never told otherwise when a family of facts is missing, only less', () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(...families), (plan, family) => {
        const full = networkOfPlan(plan);
        const less = networkOfScopes(
          ...factsOf(plan).map(([scope, facts]) => [scope, without(facts, family)] as const),
        );
        for (const { id, addresses } of sendersIn(plan)) {
          if (sourcesNamed(less, id)?.items.length === 0) continue;
          const verdicts = verdictsOn(full, id, addresses);
          const kept = verdictsOn(less, id, addresses).map((verdict, index) =>
            verdict === 'unknown' ? verdicts[index] : verdict,
          );
          expect([family, ...kept]).toEqual([family, ...verdicts]);
        }
      }),
      { numRuns: 80 },
    );
  });
});
