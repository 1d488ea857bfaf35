import { type FamilyName, family as familyOf } from '../../model/fact-families.ts';
import { type Scope, scopeKey } from '../../model/scope.ts';
import {
  type DocumentPlace,
  type FactList,
  type FamilyFacts,
  itemPointer,
  type RawItem,
  type ScopeFacts,
  type SourceDocument,
} from '../../model/snapshot.ts';
import { type DeclaredItem, declaredLists, placeIn } from './declared-item.ts';
import { idIn } from './declared-items.ts';
import { changeList } from './list-changes.ts';

/** What code declares before and after it is deployed, among the documents of a run. */
export interface CodeChange {
  readonly document: number;
  readonly source: SourceDocument['kind'];
  readonly before: readonly DeclaredItem[];
  readonly after: readonly DeclaredItem[];
}

/**
 * What exists as it will be once the code is deployed. What the code does not touch stays as it was described;
 * how complete the description is stays, too.
 */
export function overlayCode(scopes: readonly ScopeFacts[], change: CodeChange): readonly ScopeFacts[] {
  const before = byKey(change.before);
  const after = byKey(change.after);
  const gone = new Set(
    [...before].filter(([key, item]) => !item.isElsewhere && !after.has(key)).map(([key]) => key),
  );
  for (const id of interfacesOf(change.before, gone)) gone.add(`networkInterfaces ${id}`);
  const described = new Set<string>();
  const changed = scopes.map(({ scope, families }) => ({
    scope,
    families: mapFamilies(families, (name, facts) => ({
      ...facts,
      lists: facts.lists.flatMap((list) =>
        changeItems(name, list, { ...change, gone, before, after, described }),
      ),
    })),
  }));
  const added = change.after.filter((item) => !item.isElsewhere && !described.has(keyOf(item)));
  return withAdded(changed, added, change);
}

type Items = ReadonlyMap<string, DeclaredItem>;

function byKey(items: readonly DeclaredItem[]): Items {
  return new Map(items.map((item) => [keyOf(item), item]));
}

function keyOf({ family, id }: DeclaredItem): string {
  return `${family} ${id}`;
}

/** The interfaces of endpoints that go with them. */
function interfacesOf(before: readonly DeclaredItem[], gone: ReadonlySet<string>): readonly string[] {
  return before
    .filter((item) => item.family === 'vpcEndpoints' && gone.has(keyOf(item)))
    .flatMap(({ fields }) => {
      const ids = fields.get('NetworkInterfaceIds');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    });
}

interface Changes {
  readonly document: number;
  readonly gone: ReadonlySet<string>;
  readonly before: Items;
  readonly after: Items;
  /** Filled with what was found to exist. */
  readonly described: Set<string>;
}

/** The items of a list, those that are changed in lists of their own, those that are gone left out. */
function changeItems(name: FamilyName, list: FactList, changes: Changes): readonly FactList[] {
  const [idField = ''] = familyOf(name).id;
  const moved = movedSubnets(name, changes);
  const lists: FactList[] = [];
  for (const [index, raw] of list.items.entries()) {
    const key = `${name} ${idIn(raw, idField)}`;
    changes.described.add(key);
    if (changes.gone.has(key)) continue;
    const place = { document: list.document, pointer: itemPointer(list, index) };
    const kept = withoutMoved(raw, moved, changes.after.get(key));
    const found = changeItem(kept, place, key, changes);
    lists.push(
      found ?? {
        ...place,
        whole: true,
        items: [kept],
        ...(list.declared ? { declared: list.declared } : {}),
      },
    );
  }
  return isUntouched(list, lists) ? [list] : lists;
}

function isUntouched(list: FactList, lists: readonly FactList[]): boolean {
  return (
    lists.length === list.items.length &&
    lists.every(
      ({ items: [item], declared }, index) => item === list.items[index] && declared === list.declared,
    )
  );
}

/** Subnets that the code associates with a table or ACL, and so takes away from the one that they have. */
function movedSubnets(name: FamilyName, { before, after }: Changes): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  if (name !== 'routeTables' && name !== 'networkAcls') return moved;
  for (const [key, item] of after) {
    if (item.family !== name) continue;
    const had = new Set(subnetsIn(before.get(key)?.fields.get('Associations')));
    for (const id of subnetsIn(item.fields.get('Associations'))) if (!had.has(id)) moved.set(id, item.id);
  }
  return moved;
}

function subnetsIn(associations: unknown): readonly string[] {
  if (!Array.isArray(associations)) return [];
  return associations.flatMap(({ SubnetId }: RawItem) => (typeof SubnetId === 'string' ? SubnetId : []));
}

function withoutMoved(
  raw: RawItem,
  moved: ReadonlyMap<string, string>,
  own: DeclaredItem | undefined,
): RawItem {
  const { Associations: associations } = raw;
  if (!Array.isArray(associations)) return raw;
  const kept = associations.filter(({ SubnetId }: RawItem) => {
    const holder = typeof SubnetId === 'string' ? moved.get(SubnetId) : undefined;
    return holder === undefined || holder === own?.id;
  });
  return kept.length === associations.length ? raw : { ...raw, Associations: kept };
}

/** The item with the fields that the code changes; null where it changes none. */
function changeItem(raw: RawItem, place: DocumentPlace, key: string, changes: Changes): FactList | null {
  const [before, after] = [changes.before.get(key), changes.after.get(key)];
  if (!before && !after) return null;
  const fields = new Map<string, unknown>(Object.entries(raw));
  const open = new Map<string, string>();
  const parts = new Map<string, DocumentPlace>();
  const names = new Set([
    ...(before?.fields.keys() ?? []),
    ...(after?.fields.keys() ?? []),
    ...(after?.open.keys() ?? []),
  ]);
  for (const name of names) {
    const [had, has] = [before?.fields.get(name), after?.fields.get(name)];
    const reason = after?.open.get(name);
    if (reason !== undefined) {
      // What AWS alone sets stays as it is, and what was not known before the change is described.
      const isChanged = before && !before.open.has(name) && before.fields.has(name);
      if (isChanged || after?.isElsewhere) open.set(name, reason);
      continue;
    }
    if (JSON.stringify(had) === JSON.stringify(has) || before?.open.has(name)) continue;
    const existing = fields.get(name);
    const isList = [existing, had, has].every((value) => value === undefined || Array.isArray(value));
    const own = after?.parts.get(`/${name}`) ?? after?.place;
    if (!isList) {
      if (has === undefined || JSON.stringify(has) === JSON.stringify(existing)) continue;
      fields.set(name, has);
      if (own !== undefined) parts.set(`/${name}`, placeIn(changes.document, own));
      continue;
    }
    if (listOf(had).length + listOf(has).length === 0) continue;
    const members = changeList(name, listOf(existing), listOf(had), listOf(has));
    fields.set(
      name,
      members.map(({ value }) => value),
    );
    const isChanged = members.length < listOf(existing).length || members.some(({ from }) => from === 'code');
    if (isChanged && own !== undefined) parts.set(`/${name}`, placeIn(changes.document, own));
    for (const [index, member] of members.entries()) {
      const added = after?.parts.get(`/${name}/${member.index}`) ?? own ?? '';
      parts.set(
        `/${name}/${index}`,
        member.from === 'existing'
          ? { document: place.document, pointer: `${place.pointer}/${name}/${member.index}` }
          : placeIn(changes.document, added),
      );
    }
  }
  if (parts.size === 0 && open.size === 0) return null;
  for (const name of open.keys()) fields.delete(name);
  const declared = { open, parts, families: familiesOf(changes.after) };
  return { ...place, whole: true, items: [Object.fromEntries(fields)], declared };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function familiesOf(items: Items): ReadonlyMap<string, FamilyName> {
  return new Map([...items.values()].map(({ id, family }) => [id, family]));
}

/** New things stand in the scope that was described, where only one fits theirs. */
function withAdded(
  scopes: readonly ScopeFacts[],
  added: readonly DeclaredItem[],
  { document, source, after }: CodeChange,
): readonly ScopeFacts[] {
  const families = familiesOf(byKey(after));
  const result = new Map(scopes.map((facts) => [scopeKey(facts.scope), facts]));
  for (const { scope: wanted, family, list } of declaredLists(added, document, source)) {
    const scope = fitting(wanted, scopes) ?? wanted;
    const facts = result.get(scopeKey(scope)) ?? { scope, families: {} };
    const known: FamilyFacts | undefined = facts.families[family];
    const own = list?.declared ? { ...list, declared: { ...list.declared, families } } : list;
    const lists = [...(known?.lists ?? []), ...(own ? [own] : [])];
    const found: FamilyFacts = known
      ? { ...known, lists }
      : { status: 'collected', complete: false, reason: 'only what the code declares is known', lists };
    result.set(scopeKey(scope), { scope, families: { ...facts.families, [family]: found } });
  }
  return [...result].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, facts]) => facts);
}

function fitting(wanted: Scope, scopes: readonly ScopeFacts[]): Scope | null {
  const candidates = scopes
    .map(({ scope }) => scope)
    .filter(
      ({ account, region }) =>
        (wanted.account ?? account) === account && (wanted.region ?? region) === region,
    );
  const [only, ...others] = candidates;
  return only && others.length === 0 ? only : null;
}

function mapFamilies(
  families: ScopeFacts['families'],
  change: (name: FamilyName, facts: FamilyFacts) => FamilyFacts,
): ScopeFacts['families'] {
  return Object.fromEntries(
    Object.entries(families).map(([name, facts]) => [name, change(name as FamilyName, facts)]),
  );
}
