import { expect } from 'vitest';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Network } from '../../../src/model/network.ts';
import type { Scope } from '../../../src/model/scope.ts';
import { exampleScope, snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import type { Facts } from '../../../src/rules/rule.ts';

/** The network of one completely collected scope. */
export function networkOfFacts(facts: Facts, scope: Scope = exampleScope): Network {
  return networkOfScopes([scope, facts]);
}

/** The network of several scopes, each of them collected completely. */
export function networkOfScopes(...scopes: readonly (readonly [Scope, Facts])[]): Network {
  const { network, malformed } = buildNetwork({
    documents: [],
    scopes: scopes.flatMap(([scope, facts]) => snapshotOfFacts(facts, scope).scopes),
    collectedAt: null,
  });
  expect(malformed).toEqual([]);
  return network;
}
