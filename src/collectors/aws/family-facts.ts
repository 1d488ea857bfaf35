import { type FamilyName, family } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';
import type { SnapshotFile } from '../../model/snapshot-file.ts';
import type { Call } from './call.ts';
import { callTable } from './call-table.ts';
import type { Collected } from './collected.ts';
import { plainItem } from './plain-item.ts';

type Facts = NonNullable<SnapshotFile['scopes'][number]['facts'][FamilyName]>;

/** The facts of a family as the snapshot states them, from the calls that give it. */
export function familyFacts(name: FamilyName, parts: readonly Collected[], asked: readonly Call[]): Facts {
  const problem = parts.flatMap((part) => part.problem ?? [])[0];
  const filters = [
    ...parts.flatMap(({ filter }) => filter ?? []),
    ...(callTable.some((call) => call.family === name && !asked.includes(call))
      ? [parts.map(({ call }) => call.topic ?? call.name).join(', ')]
      : []),
  ];
  const gave = parts.filter(({ status }) => status === 'collected');
  const status = gave.length > 0 ? 'collected' : (parts[0]?.status ?? 'skipped');
  const items = itemsOf(name, parts);
  return {
    status,
    complete: status === 'collected' && problem === undefined && filters.length === 0,
    ...(filters.length === 0 ? {} : { filter: filters.join('; ') }),
    ...(problem === undefined ? {} : { error: { code: problem.code } }),
    ...(status === 'collected' ? { items } : {}),
  };
}

/** Sorted by what identifies them; the answers about one subject in one item. */
function itemsOf(name: FamilyName, parts: readonly Collected[]): RawItem[] {
  const { id, subject } = family(name);
  const byId = new Map<string, RawItem>();
  for (const { items } of parts) {
    for (const raw of items) {
      const item = plainItem(raw, id);
      const key = id.map((field) => String(item[field])).join('\n');
      const other = byId.get(key);
      if (other === undefined) byId.set(key, item);
      else if (subject !== undefined) byId.set(key, joined(other, item));
      else byId.set(`${key}\n${JSON.stringify(item)}`, item);
    }
  }
  return [...byId].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** The pages of one answer, or two answers about one subject. */
function joined(item: RawItem, other: RawItem): RawItem {
  const fields = Object.entries(other).map(([field, value]): [string, unknown] => {
    const before = item[field];
    if (!Array.isArray(before) || !Array.isArray(value)) return [field, value];
    return [field, [...(before as readonly unknown[]), ...(value as readonly unknown[])]];
  });
  return { ...item, ...Object.fromEntries(fields) };
}
