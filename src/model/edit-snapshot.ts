import { type FamilyName, family, isFamilyName } from './fact-families.ts';
import type { FactList, FamilyFacts, RawItem, Snapshot } from './snapshot.ts';

/** A change of the facts as AWS would state them afterwards. */
export interface Edit {
  readonly family: FamilyName;
  readonly id: string;
  readonly change: (item: RawItem) => RawItem;
}

/** A copy of the snapshot in which an item reads otherwise, wherever it is described. Nothing else is copied. */
export function editSnapshot(snapshot: Snapshot, { family: name, id, change }: Edit): Snapshot {
  const [field] = family(name).id;
  const edited = (list: FactList): FactList => {
    const isMeant = (item: RawItem) => field !== undefined && item[field] === id;
    if (!list.items.some(isMeant)) return list;
    return { ...list, items: list.items.map((item) => (isMeant(item) ? change(item) : item)) };
  };
  const scopes = snapshot.scopes.map(({ scope, families }) => {
    const changed = Object.entries(families).map(([key, facts]): readonly [string, FamilyFacts] => [
      key,
      isFamilyName(key) && key === name ? { ...facts, lists: facts.lists.map(edited) } : facts,
    ]);
    return { scope, families: Object.fromEntries(changed) };
  });
  return { ...snapshot, scopes };
}

/** The items of a list field of a raw item. */
export function itemsOf(item: RawItem, field: string): readonly unknown[] {
  const items: unknown = item[field];
  return Array.isArray(items) ? items : [];
}
