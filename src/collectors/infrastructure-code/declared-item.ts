import { type FamilyName, family } from '../../model/fact-families.ts';
import type { Scope } from '../../model/scope.ts';
import type { DocumentPlace, RawItem, SourceDocument } from '../../model/snapshot.ts';
import type { CollectedList } from '../merge-scopes.ts';
import { valueOrReason } from './open-value.ts';

/** A JSON pointer in the one document that all is from, or one in any. */
export type CodePlace = string | DocumentPlace;

export function placeIn(document: number, place: CodePlace): DocumentPlace {
  return typeof place === 'string' ? { document, pointer: place } : place;
}

/**
 * An item of a family as AWS would describe it once the code is deployed. Things that have no id yet are
 * called by their address in the code, which names them as uniquely.
 */
export interface DeclaredItem {
  readonly family: FamilyName;
  readonly scope: Scope;
  readonly id: string;
  readonly fields: Map<string, unknown>;
  /** Fields whose value is not known, with the reason. */
  readonly open: Map<string, string>;
  /** What declares it. */
  readonly place: CodePlace;
  /** Where its parts are declared, by their pointer below the item. */
  readonly parts: Map<string, CodePlace>;
  /** Set where the code only adds to something that exists: its lists hold what the code gives it, nothing else. */
  readonly isElsewhere?: true;
}

/** Fields as functions, so that reading one that is open leaves the others known; undefined leaves one out. */
export type FieldReaders = Readonly<Record<string, () => unknown>>;

export interface Declaring {
  readonly family: FamilyName;
  readonly scope: Scope;
  readonly id: string;
  readonly place: CodePlace;
  /** Where the fields are declared, by their names. */
  readonly places?: Readonly<Record<string, CodePlace>>;
}

/** The item whose fields the readers give; the first field of the family's id is the id. */
export function declareItem({ places = {}, ...item }: Declaring, readers: FieldReaders): DeclaredItem {
  const [idField = ''] = family(item.family).id;
  const fields = new Map<string, unknown>([[idField, item.id]]);
  const open = new Map<string, string>();
  for (const [field, read] of Object.entries(readers)) {
    const found = valueOrReason(read);
    if ('reason' in found) open.set(field, found.reason);
    else if (found.value !== undefined) fields.set(field, found.value);
  }
  const parts = new Map(Object.entries(places).map(([field, place]) => [`/${field}`, place]));
  return { ...item, fields, open, parts };
}

/** The members of a list field; those that an item has none of are null. */
export function membersOf(item: DeclaredItem, field: string): readonly unknown[] | null {
  const members = item.fields.get(field);
  return Array.isArray(members) ? (members as readonly unknown[]) : null;
}

/** Adds a member, which stands at `place`, to a list field; one that is open stays open. */
export function addMember(item: DeclaredItem, field: string, member: unknown, place: CodePlace): void {
  const members = membersOf(item, field) ?? [];
  item.fields.set(field, [...members, member]);
  item.parts.set(`/${field}/${members.length}`, place);
}

/** Says that a field's value is not known. */
export function leaveOpen(item: DeclaredItem, field: string, reason: string): void {
  if (!item.open.has(field)) item.open.set(field, reason);
}

/**
 * Why a list is open of which the code writes no member, although it could: other code may, once the thing is
 * there. A list that the code writes any of is taken to be as it writes it.
 */
export const notWritten = 'not in this code, which writes none';

/** Leaves lists open that have no member. */
export function leaveUnwrittenOpen(item: DeclaredItem, fields: readonly string[]): void {
  const lists = fields.map((field) => membersOf(item, field));
  if (lists.some((members) => members !== null && members.length > 0)) return;
  for (const [index, field] of fields.entries()) if (lists[index]) leaveOpen(item, field, notWritten);
}

/** Why lists that were read from code are not complete. */
const otherCode = 'the code need not declare all that exists';

/** The items as lists of a snapshot. What code declares is never all that exists. */
export function declaredLists(
  items: readonly DeclaredItem[],
  document: number,
  source: SourceDocument['kind'],
): readonly CollectedList[] {
  const families = new Map(items.map(({ id, family: name }) => [id, name]));
  return items.map(({ family: name, scope, fields, open, place, parts }) => ({
    scope,
    family: name,
    source,
    status: 'collected' as const,
    incomplete: otherCode,
    list: {
      ...placeIn(document, place),
      whole: true as const,
      items: [itemOf(fields, open)],
      declared: {
        open,
        parts: new Map(Array.from(parts, ([part, each]) => [part, placeIn(document, each)])),
        families,
      },
    },
  }));
}

/** Of a field that is open nothing is told, not even what is known of it. */
function itemOf(fields: ReadonlyMap<string, unknown>, open: ReadonlyMap<string, string>): RawItem {
  return Object.fromEntries([...fields].filter(([field]) => !open.has(field)));
}
