import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { anyAclEntry } from '../path/random-acls.ts';
import { anyPermission } from '../path/random-groups.ts';
import { wantedPackets } from '../path/run-size.ts';
import { answersAbout, forbiddenChange, type Told } from './answers.ts';
import { randomEstates } from './random-estates.ts';
import {
  reordered,
  withAclsSplit,
  withEntry,
  withGroupsSplit,
  withoutFamily,
  withPermission,
} from './rewrite-facts.ts';

const runs = Math.ceil(wantedPackets / 5000);
vi.setConfig({ testTimeout: 60_000 + 1000 * runs });

/** What an allow may do: nobody that got through is stopped, in whole or in part. */
function neverLess({ verdict: was }: Told, { verdict: is }: Told): boolean {
  return was === 'blocked' || is === was || is === 'reachable' || (was === 'unknown' && is !== 'blocked');
}

/** What a missing family may do: nothing is told for certain that was not so before. */
function onlyLess({ verdict: was }: Told, { verdict: is }: Told): boolean {
  return is === was || is === 'unknown' || is === 'partial';
}

const turn = fc.nat({ max: 5 });

describe.each(Object.entries(randomEstates))('paths and matrix in %s', (_, estates) => {
  it('are not closed by a security group rule', () => {
    const rules = fc.constantFrom('IpPermissions' as const, 'IpPermissionsEgress' as const);
    fc.assert(
      fc.property(estates, turn, rules, anyPermission, (estate, group, direction, added) => {
        const opened = withPermission(estate.scopes, group, direction, added);
        const before = answersAbout(estate, estate.scopes);
        expect(forbiddenChange(before, answersAbout(estate, opened), neverLess)).toBe(null);
      }),
      { numRuns: runs },
    );
  });

  it('are not closed by an allow before the other entries of an ACL, nor by one after them', () => {
    const number = fc.constantFrom(1, 32766);
    fc.assert(
      fc.property(estates, turn, number, anyAclEntry, (estate, acl, RuleNumber, entry) => {
        const opened = withEntry(estate.scopes, acl, { ...entry, RuleNumber, RuleAction: 'allow' });
        const before = answersAbout(estate, estate.scopes);
        expect(forbiddenChange(before, answersAbout(estate, opened), neverLess)).toBe(null);
      }),
      { numRuns: runs },
    );
  });

  it('are the same when the blocks of groups and ACLs are split into halves', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const whole = answersAbout(estate, estate.scopes);
        expect(answersAbout(estate, withGroupsSplit(estate.scopes))).toEqual(whole);
        expect(answersAbout(estate, withAclsSplit(estate.scopes))).toEqual(whole);
      }),
      { numRuns: runs },
    );
  });

  it('are the same whatever the order of scopes, items and lists', () => {
    const ranks = fc.infiniteStream(fc.double({ noNaN: true }));
    fc.assert(
      fc.property(estates, ranks, (estate, ranked) => {
        const other = reordered(estate.scopes, () => Number(ranked.next().value));
        const sorted = (answers: ReadonlyMap<string, Told>) =>
          [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(answersAbout(estate, other))).toEqual(sorted(answersAbout(estate, estate.scopes)));
      }),
      { numRuns: runs },
    );
  });

  it('tell nothing that was not so when facts of a family are missing, in all scopes or one', () => {
    const picks = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(estates, picks, (estate, choices) => {
        const { scopes, families } = estate;
        const before = answersAbout(estate, scopes);
        for (const choice of choices) {
          const family = families[choice % families.length];
          if (family === undefined) continue;
          const only = choice % 3 === 0 ? choice % scopes.length : null;
          const after = answersAbout(estate, withoutFamily(scopes, family, only));
          expect([family, only, forbiddenChange(before, after, onlyLess)]).toEqual([family, only, null]);
        }
      }),
      { numRuns: runs },
    );
  });
});
