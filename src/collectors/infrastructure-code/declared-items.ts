import { type FamilyName, family as familyOf } from '../../model/fact-families.ts';
import { hostedZoneId } from '../../model/resources/hosted-zone.ts';
import type { Scope } from '../../model/scope.ts';
import type { RawItem, ScopeFacts } from '../../model/snapshot.ts';
import type { DeclaredItem } from './declared-item.ts';

/** What exists beside the code, where it is known. */
export interface Existing {
  readonly find: (family: FamilyName, matches: (item: RawItem) => boolean) => RawItem | null;
}

/** Families whose lists the code of others than their own does not add to. */
const keptWhole: ReadonlySet<FamilyName> = new Set<FamilyName>(['vpcs', 'subnets', 'prefixLists']);

/** The items that code becomes, each id once. */
export class DeclaredItems {
  readonly #items = new Map<string, DeclaredItem>();
  readonly #byFamily = new Map<FamilyName, DeclaredItem[]>();
  readonly existing: Existing;

  constructor(existing: Existing) {
    this.existing = existing;
  }

  get items(): readonly DeclaredItem[] {
    return [...this.#items.values()];
  }

  /** The item that the code declares. */
  declared(family: FamilyName, id: string): DeclaredItem | null {
    return this.#items.get(`${family} ${id}`) ?? null;
  }

  /** The item, also one that exists beside the code: of that, the lists are empty, for what the code adds. */
  find(family: FamilyName, id: string): DeclaredItem | null {
    const declared = this.declared(family, id);
    if (declared || id === '') return declared;
    const [idField = ''] = familyOf(family).id;
    const existing = this.existing.find(family, (item) => idIn(item, idField) === id);
    if (!existing) return null;
    const fields = Object.entries(existing).map(([field, value]): [string, unknown] => [
      field,
      Array.isArray(value) && !keptWhole.has(family) ? [] : value,
    ]);
    const item: DeclaredItem = {
      family,
      id,
      scope: nowhere,
      fields: new Map(fields),
      open: new Map(),
      place: '',
      parts: new Map(),
      isElsewhere: true,
    };
    this.add(item);
    return item;
  }

  add(item: DeclaredItem): void {
    this.#items.set(`${item.family} ${item.id}`, item);
    const same = this.#byFamily.get(item.family);
    if (same) same.push(item);
    else this.#byFamily.set(item.family, [item]);
  }

  ofFamily(family: FamilyName): readonly DeclaredItem[] {
    return [...(this.#byFamily.get(family) ?? [])];
  }
}

/** An id as code writes it: AWS gives those of hosted zones with and without what they begin with. */
export function idIn(item: RawItem, idField: string): string {
  return hostedZoneId(String(item[idField]));
}

/** The scope of what exists is that of its description, which is looked up again. */
const nowhere: Scope = { partition: 'aws', account: null, region: null };

/** The text of a field; empty where it has none, or none that is known. */
export function textOf(item: DeclaredItem | null, field: string): string {
  const value = item?.fields.get(field);
  return typeof value === 'string' ? value : '';
}

/** Nothing is known beside the code. */
export const nothingElse: Existing = { find: () => null };

/** What was described beside the code. */
export function existingIn(scopes: readonly ScopeFacts[]): Existing {
  const items = new Map<FamilyName, RawItem[]>();
  for (const { families } of scopes) {
    for (const [name, { lists }] of Object.entries(families)) {
      const family = name as FamilyName;
      items.set(family, [...(items.get(family) ?? []), ...lists.flatMap((list) => list.items)]);
    }
  }
  return { find: (family, matches) => items.get(family)?.find(matches) ?? null };
}
