import { mergeScopes } from '../../src/collectors/merge-scopes.ts';
import { type BuiltNetwork, buildNetwork } from '../../src/model/build-network.ts';
import type { FamilyName } from '../../src/model/fact-families.ts';
import type { Scope } from '../../src/model/scope.ts';
import type { CollectionStatus, Declaration, RawItem, Snapshot } from '../../src/model/snapshot.ts';

export const home: Scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
export const abroad: Scope = { partition: 'aws', account: '444455556666', region: 'eu-west-1' };

/** One list of items of one family, as one answer gives it. */
export interface ExampleList {
  readonly family: FamilyName;
  readonly items: readonly RawItem[];
  readonly scope?: Scope;
  readonly status?: CollectionStatus;
  readonly incomplete?: string;
  /** For items that infrastructure code declares. */
  readonly declared?: Declaration;
}

/** A snapshot of lists, each in a document of its own. */
export function snapshotOfLists(lists: readonly ExampleList[]): Snapshot {
  return {
    documents: lists.map((_, index) => ({
      path: `${index}.json`,
      kind: 'aws-cli',
      start: 0,
      readText: () => '',
    })),
    scopes: mergeScopes(
      lists.map(
        ({ family, items, scope = home, status = 'collected', incomplete = null, declared }, document) => ({
          scope,
          family,
          source: 'aws-cli',
          status,
          incomplete,
          list: { document, pointer: '', items, ...(declared && { declared }) },
        }),
      ),
    ),
    collectedAt: null,
  };
}

export function networkOfLists(...lists: readonly ExampleList[]): BuiltNetwork {
  return buildNetwork(snapshotOfLists(lists));
}
