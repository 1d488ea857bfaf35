import { type FamilyName, family } from './fact-families.ts';
import type { FactList, RawItem, Snapshot } from './snapshot.ts';

/** A change of the facts as AWS would state them afterwards. */
export interface Edit {
  readonly family: FamilyName;
  readonly id: string;
  readonly change: (item: RawItem) => RawItem;
}

/** A copy of the snapshot in which an item reads otherwise, wherever it is described. Nothing else is copied. */
export function editSnapshot(snapshot: Snapshot, { family: name, id, change }: Edit): Snapshot {
  const [field = ''] = family(name).id;
  const isMeant = (item: RawItem) => item[field] === id;
  const edited = (list: FactList): FactList =>
    list.items.some(isMeant)
      ? { ...list, items: list.items.map((item) => (isMeant(item) ? change(item) : item)) }
      : list;
  const scopes = snapshot.scopes.map((described) => {
    const facts = described.families[name];
    if (!facts) return described;
    const changed = { ...facts, lists: facts.lists.map(edited) };
    return { ...described, families: { ...described.families, [name]: changed } };
  });
  return { ...snapshot, scopes };
}

/** The items of a list field of a raw item. */
export function itemsOf(item: RawItem, field: string): readonly unknown[] {
  const items: unknown = item[field];
  return Array.isArray(items) ? items : [];
}
