import type { FamilyFacts, Snapshot } from '../../model/snapshot.ts';
import type { SnapshotFile } from '../../model/snapshot-file.ts';

type FamilyFile = NonNullable<SnapshotFile['scopes'][number]['facts']['vpcs']>;

const filtered = /^filtered by (.+)$/s;

/** What was read from any inputs as one snapshot file; of items that are told twice in the same words, one. */
export function snapshotOfInputs(
  { scopes, collectedAt }: Snapshot,
  tool: SnapshotFile['tool'],
): SnapshotFile {
  return {
    format: 'vpce-lint/snapshot',
    version: 1,
    ...(tool === undefined ? {} : { tool }),
    ...(collectedAt === null ? {} : { collectedAt }),
    scopes: scopes.map(({ scope: { partition, account, region }, families }) => ({
      partition,
      account,
      region,
      facts: Object.fromEntries(
        Object.entries(families)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([family, facts]) => [family, familyFile(facts)]),
      ),
    })),
  };
}

function familyFile({ status, complete, reason, lists }: FamilyFacts): FamilyFile {
  return {
    status,
    complete,
    ...whyIncomplete(reason),
    items: distinct(lists.flatMap(({ items }) => items)),
  };
}

/** As the reader of snapshots tells it again. */
function whyIncomplete(reason: string | undefined): Pick<FamilyFile, 'filter' | 'error'> {
  if (reason === undefined || reason === 'incomplete') return {};
  const [, filter] = filtered.exec(reason) ?? [];
  return filter === undefined ? { error: { code: reason } } : { filter };
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
