import type * as z from 'zod';
import { Collection } from './collection.ts';
import { conformsTo, type Test } from './conforms.ts';
import { type DescribedIssue, describeIssue } from './describe-issue.ts';
import type { MissingFact } from './fact.ts';
import { type FamilyName, family, isFamilyName } from './fact-families.ts';
import { type KnownFields, knownFields } from './known-fields.ts';
import { Network } from './network.ts';
import { resourceType } from './resource-types.ts';
import { fieldsOfEveryResource, type Origin, type Resource } from './resources/resource.ts';
import { sameJson } from './same-json.ts';
import { type Scope, scopeKey } from './scope.ts';
import { type FactList, type FamilyFacts, itemPointer, type RawItem, type Snapshot } from './snapshot.ts';

/** An item that is not what AWS returns; it is left out, and its list counts as incomplete. */
export interface MalformedItem {
  readonly document: number;
  readonly pointer: string;
  /** What was expected, in plain words. */
  readonly message: string;
}

export interface BuiltNetwork {
  readonly network: Network;
  readonly malformed: readonly MalformedItem[];
}

/** The normalized, indexed network of a snapshot. The order of documents and items changes nothing. */
export function buildNetwork(snapshot: Snapshot): BuiltNetwork {
  const malformed: MalformedItem[] = [];
  const types = new Map<FamilyName, TypeOfItems>();
  const byFamily = new Map<FamilyName, FamilyByScope>();
  for (const { scope, families } of snapshot.scopes) {
    for (const [name, facts] of Object.entries(families)) {
      if (!isFamilyName(name)) continue;
      let entry = byFamily.get(name);
      if (!entry) byFamily.set(name, (entry = { resources: new Map(), missing: new Map() }));
      let type = types.get(name);
      if (!type) types.set(name, (type = typeOfItems(name)));
      const read = readFamily(type, scope, facts);
      for (const item of read.malformed) malformed.push(item);
      entry.resources.set(scopeKey(scope), read.resources);
      entry.missing.set(scopeKey(scope), missingOf(name, scope, facts, read));
    }
  }
  const collections = new Map<FamilyName, Collection<Resource>>();
  for (const [name, { resources, missing }] of byFamily) {
    collections.set(name, new Collection(resources, missing));
  }
  const scopes = snapshot.scopes.map(({ scope }) => scope);
  return { network: new Network({ scopes, collections, collectedAt: snapshot.collectedAt }), malformed };
}

/** What the scopes hold of a family, and what keeps them from holding all of it, by the scopes' keys. */
interface FamilyByScope {
  readonly resources: Map<string, ReadonlyMap<string, Resource>>;
  readonly missing: Map<string, readonly MissingFact[]>;
}

interface ReadFamily {
  /** By id. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly malformed: readonly MalformedItem[];
}

function missingOf(name: FamilyName, scope: Scope, facts: FamilyFacts, read: ReadFamily): MissingFact[] {
  const { account, region } = scope;
  return reasonsMissing(facts, read).map((reason) => ({ family: name, account, region, reason }));
}

function reasonsMissing(
  { status, complete, reason }: FamilyFacts,
  { resources, malformed }: ReadFamily,
): readonly string[] {
  if (status !== 'collected') return [reason ? `${status}: ${reason}` : status];
  if (!complete) return [reason ?? 'incomplete'];
  if (malformed.length > 0) return ['an item could not be read'];
  const inDoubt: Resource[] = [];
  for (const resource of resources.values()) if (resource.origin.conflicts !== null) inDoubt.push(resource);
  return placingFields.flatMap((field) => {
    const [first, ...others] = inDoubt
      .filter(({ origin: { conflicts } }) => conflicts?.has(field))
      .map(({ id }) => id)
      .sort();
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return first === undefined ? [] : [`two descriptions of ${first}${more} differ in ${field}`];
  });
}

/** Fields that say where a resource belongs: while they are in doubt, no list that may hold it is complete. */
const placingFields = ['VpcId', 'OwnerId', 'Attachments', 'VpcAttachments', 'ResourceId', 'ResourceType'];

/** What the items of a family become and how they are tested, prepared once for all scopes. */
interface TypeOfItems {
  readonly name: FamilyName;
  readonly schema: z.ZodType;
  readonly conforms: Test;
  readonly fields: KnownFields | null;
  readonly create: new (raw: never, origin: Origin, index: number) => Resource;
}

function typeOfItems(name: FamilyName): TypeOfItems {
  const { schema, create } = resourceType(name);
  return { name, schema, conforms: conformsTo(schema), fields: knownFields(schema), create };
}

function readFamily(type: TypeOfItems, scope: Scope, facts: FamilyFacts): ReadFamily {
  const { name, create } = type;
  const byId = new Map<string, Resource>();
  const malformed: MalformedItem[] = [];
  for (const list of facts.lists) {
    const origin = { scope, family: name, list, elsewhere: null, conflicts: null };
    let index = -1;
    for (const raw of list.items) {
      index += 1;
      const issue = issueOf(type, raw);
      if (issue) {
        const pointer = itemPointer(list, index) + issue.pointer;
        malformed.push({ document: list.document, pointer, message: issue.message });
        continue;
      }
      const resource = new create(raw as never, origin, index);
      const before = byId.get(resource.id);
      byId.set(resource.id, before ? merged(before, resource, type) : resource);
    }
  }
  return { resources: byId, malformed };
}

function issueOf({ name, schema, conforms }: TypeOfItems, raw: RawItem): DescribedIssue | null {
  if (!conforms(raw)) {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) return describeIssue(parsed.error, raw);
  }
  for (const field of family(name).id) {
    if (typeof (raw[field] ?? '') !== 'string') {
      return { pointer: `/${field}`, message: `${field} must be a string` };
    }
  }
  return null;
}

/**
 * Two descriptions of one thing: what both say stands; a field in which they differ is conflicting, and left
 * out, so that neither wins, unless nobody reads it. Answers about one subject (a VPC's two attributes) complete each other, and so
 * does code, which need not tell all that there is, with what AWS tells.
 */
function merged(one: Resource, another: Resource, { create, fields: known }: TypeOfItems): Resource {
  const isCode = [one, another].some(({ origin: { list } }) => list.declared !== undefined);
  const [first, other] = one.origin.list.declared ? [another, one] : [one, another];
  const { raw } = first;
  const origin = withOpenFieldsOf(first.origin, other.origin.list);
  const place = { list: other.origin.list, index: other.index };
  const { id, subject } = family(origin.family);
  const fields = new Map<string, unknown>(Object.entries(raw));
  const conflicts = new Set(origin.conflicts);
  const elsewhere = new Map(origin.elsewhere);
  const others = new Map<string, unknown>(Object.entries(other.raw));
  for (const field of new Set([...fields.keys(), ...others.keys()])) {
    if (conflicts.has(field) || id.includes(field)) continue;
    if (known !== null && !known.has(field) && !fieldsOfEveryResource.has(field)) continue;
    const isOneSided = !fields.has(field) || !others.has(field);
    if (isOneSided && (isCode || subject !== undefined)) {
      if (fields.has(field)) continue;
      fields.set(field, others.get(field));
      elsewhere.set(field, place);
    } else if (!sameJson(fields.get(field), others.get(field), known?.get(field) ?? null)) {
      conflicts.add(field);
      fields.delete(field);
    }
  }
  // From entries, because a key may be named __proto__.
  const joined = {
    ...origin,
    conflicts: conflicts.size > 0 ? conflicts : null,
    elsewhere: elsewhere.size > 0 ? elsewhere : null,
  };
  return new create(Object.fromEntries(fields) as never, joined, first.index);
}

/** Where code alone describes a thing, what it leaves open in one place is open. */
function withOpenFieldsOf(origin: Origin, { declared: other }: FactList): Origin {
  const { declared } = origin.list;
  if (!declared || !other) return origin;
  const open = new Map([...declared.open, ...other.open]);
  return { ...origin, list: { ...origin.list, declared: { ...declared, open } } };
}
