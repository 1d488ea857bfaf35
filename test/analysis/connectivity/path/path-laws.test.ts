import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { PathVerdict } from '../../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { isFamilyName } from '../../../../src/model/fact-families.ts';
import { answersOf, forbiddenChange } from './answers.ts';
import { type Asked, askEngine } from './ask-engine.ts';
import type { Question } from './compare.ts';
import { networkOf, networkOfScopes, scopesOf } from './network-of-estate.ts';
import { anyAclEntry } from './random-acls.ts';
import { anyPermission } from './random-groups.ts';
import { type RandomNetwork, randomNetwork } from './random-network.ts';
import { randomQuestion } from './random-question.ts';
import type { RawEstate } from './raw-estate.ts';
import {
  reordered,
  withAclsSplit,
  withEntryFirst,
  withGroupsSplit,
  withPermission,
} from './rewrite-estate.ts';
import { wantedPackets } from './run-size.ts';

function ask(random: RandomNetwork, asking: Question): Asked {
  const asked = askEngine(networkOf(random), asking.sender, asking);
  if (!asked) throw new Error('the sender is not known');
  return asked;
}

function changed(random: RandomNetwork, change: (estate: RawEstate) => RawEstate): RandomNetwork {
  return { ...random, estate: change(random.estate) };
}

const runs = Math.ceil(wantedPackets / 400);
vi.setConfig({ testTimeout: 30_000 + 100 * runs });

/** From less to more: what an allow may do to a verdict. */
const ranks: readonly PathVerdict[] = ['blocked', 'unknown', 'partial', 'reachable'];

function neverLess(was: PathVerdict, is: PathVerdict): boolean {
  if (was === 'unknown') return is === 'unknown';
  return was === 'blocked' || ranks.indexOf(is) >= ranks.indexOf(was);
}

describe('the branches of an answer', () => {
  it('hold each address once', () => {
    fc.assert(
      fc.property(randomNetwork, randomQuestion, (random, asking) => {
        const { branches, merged } = ask(random, asking);
        for (const parts of [branches, merged]) {
          const sets = parts.map(({ destinations }) => destinations);
          expect(AddressSet.unionAll(sets).equals(AddressSet.all)).toBe(true);
          expect(sets.reduce((sum, set) => sum + set.size(), 0n)).toBe(AddressSet.all.size());
          expect(sets.some((set) => set.isEmpty())).toBe(false);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('a path', () => {
  it('is not closed by a security group rule', () => {
    fc.assert(
      fc.property(
        randomNetwork,
        randomQuestion,
        fc.constantFrom('sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5'),
        fc.constantFrom('IpPermissions', 'IpPermissionsEgress'),
        anyPermission,
        (random, asking, groupId, rules, added) => {
          const opened = changed(random, (estate) => withPermission(estate, groupId, rules, added));
          expect(forbiddenChange(ask(random, asking), ask(opened, asking), neverLess)).toBe(null);
        },
      ),
      { numRuns: runs },
    );
  });

  it('is not closed by an allow before the other entries of a network ACL', () => {
    fc.assert(
      fc.property(
        randomNetwork,
        randomQuestion,
        fc.constantFrom('acl-1', 'acl-2', 'acl-3', 'acl-4', 'acl-5'),
        anyAclEntry,
        (random, asking, aclId, entry) => {
          const added = { ...entry, RuleAction: 'allow' } as const;
          const opened = changed(random, (estate) => withEntryFirst(estate, aclId, added));
          expect(forbiddenChange(ask(random, asking), ask(opened, asking), neverLess)).toBe(null);
        },
      ),
      { numRuns: runs },
    );
  });

  it('is the same when blocks are split into halves', () => {
    fc.assert(
      fc.property(randomNetwork, randomQuestion, (random, asking) => {
        const whole = answersOf(ask(random, asking));
        expect(answersOf(ask(changed(random, withGroupsSplit), asking))).toEqual(whole);
        expect(answersOf(ask(changed(random, withAclsSplit), asking))).toEqual(whole);
      }),
      { numRuns: runs },
    );
  });

  it('is the same whatever the order in which things are listed', () => {
    fc.assert(
      fc.property(
        randomNetwork,
        randomQuestion,
        fc.infiniteStream(fc.double({ noNaN: true })),
        (random, asking, ranked) => {
          const next = (): number => Number(ranked.next().value);
          const other = changed(random, (estate) => reordered(estate, next));
          expect(answersOf(ask(other, asking))).toEqual(answersOf(ask(random, asking)));
        },
      ),
      { numRuns: runs },
    );
  });

  it('becomes unknown at most when facts of a family are missing, in all scopes or one', () => {
    fc.assert(
      fc.property(randomNetwork, randomQuestion, (random, asking) => {
        const before = ask(random, asking);
        const scopes = scopesOf(random);
        for (const family of Object.keys(random.estate).filter(isFamilyName)) {
          // Taken to be off where it was not collected, as the answer then says.
          if (family === 'vpcBlockPublicAccessOptions') continue;
          for (const [lacking] of [[null], ...scopes]) {
            const left = scopes.map(([scope, facts]) => {
              const { [family]: _, ...others } = facts;
              return [scope, lacking === null || lacking === scope ? others : facts] as const;
            });
            const after = askEngine(networkOfScopes(left), asking.sender, asking);
            const isAllowed = (was: PathVerdict, is: PathVerdict): boolean => is === was || is === 'unknown';
            expect([family, forbiddenChange(before, after, isAllowed)]).toEqual([family, null]);
          }
        }
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});
