import type { FamilyName } from '../model/fact-families.ts';
import { type Scope, scopeKey } from '../model/scope.ts';
import type {
  CollectionStatus,
  FactList,
  FamilyFacts,
  ScopeFacts,
  SourceDocument,
} from '../model/snapshot.ts';
import { oneHostedZone } from './aws-cli/answer-list.ts';

/** One list of one family, with the scope it was collected in and how far. */
export interface CollectedList {
  readonly scope: Scope;
  readonly family: FamilyName;
  readonly source: SourceDocument['kind'];
  readonly status: CollectionStatus;
  /** Why it is not complete; null when it is. */
  readonly incomplete: string | null;
  /** Null where a call was refused and gave nothing. */
  readonly list: FactList | null;
}

/** Lists brought together by scope and family; their order does not show. */
export function mergeScopes(lists: Iterable<CollectedList>): readonly ScopeFacts[] {
  const scopes = new Map<string, { scope: Scope; families: Map<FamilyName, CollectedList[]> }>();
  for (const list of lists) {
    const key = scopeKey(list.scope);
    let entry = scopes.get(key);
    if (!entry) scopes.set(key, (entry = { scope: list.scope, families: new Map() }));
    const family = entry.families.get(list.family);
    if (family) family.push(list);
    else entry.families.set(list.family, [list]);
  }
  return [...scopes]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { scope, families }]) => ({
      scope,
      families: Object.fromEntries([...families].map(([name, found]) => [name, mergeFamily(found)])),
    }));
}

/**
 * A family is complete when a snapshot says so, or when no answer of the AWS CLI left anything over:
 * which of several answers with page tokens belong together cannot be seen.
 */
function mergeFamily(found: readonly CollectedList[]): FamilyFacts {
  // An answer about one item says nothing about the list of all, which may stand beside it.
  const answers = found.filter(
    ({ source, incomplete }) => source === 'aws-cli' && incomplete !== oneHostedZone,
  );
  const complete =
    (answers.length > 0 && answers.every(({ incomplete }) => incomplete === null)) ||
    found.some(
      ({ source, status, incomplete }) =>
        source === 'snapshot' && status === 'collected' && incomplete === null,
    );
  const statuses = found.map(({ status }) => status).sort();
  const [reason] = found.flatMap(({ incomplete }) => incomplete ?? []).sort();
  return {
    status: statuses.includes('collected') ? 'collected' : (statuses[0] ?? 'skipped'),
    complete,
    ...(complete || reason === undefined ? {} : { reason }),
    lists: found.flatMap(({ list }) => list ?? []),
  };
}
