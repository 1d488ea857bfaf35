import type { FamilyName } from './fact-families.ts';
import type { Scope } from './scope.ts';
import type { FamilyFacts, RawItem, Snapshot } from './snapshot.ts';

export const exampleScope: Scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

/** A snapshot of one scope in which each given family was collected completely, in one document. */
export function snapshotOfFacts(
  facts: Readonly<Partial<Record<FamilyName, readonly RawItem[]>>>,
  scope: Scope = exampleScope,
): Snapshot {
  const families: Partial<Record<FamilyName, FamilyFacts>> = {};
  for (const [name, items] of Object.entries(facts)) {
    const pointer = `/scopes/0/facts/${name}/items`;
    const lists = [{ document: 0, pointer, items }];
    families[name as FamilyName] = { status: 'collected', complete: true, lists };
  }
  return {
    documents: [{ path: 'example.json', kind: 'snapshot', start: 0, readText: () => '' }],
    scopes: [{ scope, families }],
    collectedAt: null,
  };
}
