import { conformsTo } from '../../model/conforms.ts';
import { type DescribedIssue, describeIssue } from '../../model/describe-issue.ts';
import { type FamilyName, isFamilyName } from '../../model/fact-families.ts';
import { type SnapshotFile, snapshotFileSchema } from '../../model/snapshot-file.ts';
import type { CollectedList } from '../merge-scopes.ts';

export type ReadSnapshotFile =
  | { readonly file: SnapshotFile; readonly lists: readonly CollectedList[] }
  | { readonly pointer: string; readonly problem: string };

export function isSnapshotFile(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'format' in value && value.format === 'vpce-lint/snapshot'
  );
}

/** The lists of a snapshot file that stands as document number `document`; the first fault otherwise. */
export function readSnapshotFile(value: object, document: number): ReadSnapshotFile {
  if ('version' in value && typeof value.version === 'number' && value.version !== 1) {
    return {
      pointer: '/version',
      problem: `snapshot version ${value.version} is not one that this vpce-lint reads (it reads version 1)`,
    };
  }
  const issue = issueOf(value);
  if (issue) return { pointer: issue.pointer, problem: issue.message };
  const file = value as SnapshotFile;
  const lists: CollectedList[] = [];
  for (const [index, { partition, account, region, facts }] of file.scopes.entries()) {
    const scope = { partition, account, region };
    for (const [family, entry] of Object.entries(facts)) {
      if (!isFamilyName(family)) continue;
      lists.push({
        scope,
        family,
        source: 'snapshot',
        status: entry.status,
        incomplete: reasonIncomplete(entry),
        list: { document, pointer: `/scopes/${index}/facts/${family}/items`, items: entry.items ?? [] },
      });
    }
  }
  return { file, lists };
}

function issueOf(value: object): DescribedIssue | null {
  // The schema makes copies, and code for that first: it is asked where something is wrong.
  if (conformsTo(snapshotFileSchema)(value)) return null;
  const parsed = snapshotFileSchema.safeParse(value);
  return parsed.success ? null : describeIssue(parsed.error, value);
}

function reasonIncomplete(
  entry: NonNullable<SnapshotFile['scopes'][number]['facts'][FamilyName]>,
): string | null {
  if (entry.error) return entry.error.code;
  if (entry.filter !== undefined) return `filtered by ${entry.filter}`;
  return entry.complete ? null : 'incomplete';
}
