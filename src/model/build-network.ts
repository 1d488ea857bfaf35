import { describeIssue } from './describe-issue.ts';
import { type FamilyName, family, isFamilyName } from './fact-families.ts';
import type { MissingFact } from './fact.ts';
import { Network } from './network.ts';
import { Collection } from './collection.ts';
import { resourceType } from './resource-types.ts';
import type { Resource } from './resources/resource.ts';
import { sameJson } from './same-json.ts';
import { type Scope, scopeKey } from './scope.ts';
import type { FactList, FamilyFacts, RawItem, Snapshot } from './snapshot.ts';

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
  const byFamily = new Map<FamilyName, { resources: Resource[]; missing: Map<string, MissingFact[]> }>();
  for (const { scope, families } of snapshot.scopes) {
    for (const [name, facts] of Object.entries(families)) {
      if (!isFamilyName(name)) continue;
      let entry = byFamily.get(name);
      if (!entry) byFamily.set(name, (entry = { resources: [], missing: new Map() }));
      const problems = readFamily(name, scope, facts, entry.resources);
      malformed.push(...problems);
      entry.missing.set(scopeKey(scope), missingOf(name, scope, facts, problems));
    }
  }
  const collections = new Map<FamilyName, Collection<Resource>>();
  for (const [name, { resources, missing }] of byFamily) {
    collections.set(name, new Collection(resources, missing));
  }
  const scopes = snapshot.scopes.map(({ scope }) => scope);
  return { network: new Network({ scopes, collections, collectedAt: snapshot.collectedAt }), malformed };
}

function missingOf(
  name: FamilyName,
  scope: Scope,
  facts: FamilyFacts,
  problems: readonly MalformedItem[],
): MissingFact[] {
  const missing = (reason: string): MissingFact[] => [
    { family: name, account: scope.account, region: scope.region, reason },
  ];
  if (facts.status !== 'collected') {
    return missing(facts.reason ? `${facts.status}: ${facts.reason}` : facts.status);
  }
  if (!facts.complete) return missing(facts.reason ?? 'incomplete');
  return problems.length > 0 ? missing('an item could not be read') : [];
}

/** Adds the family's resources to `into`, each id once; says which items could not be read. */
function readFamily(
  name: FamilyName,
  scope: Scope,
  facts: FamilyFacts,
  into: Resource[],
): readonly MalformedItem[] {
  const { schema, create } = resourceType(name);
  const { subject } = family(name);
  const problems: MalformedItem[] = [];
  const seen = new Map<string, number>();
  for (const list of facts.lists) {
    for (const [index, raw] of list.items.entries()) {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const { pointer, message } = describeIssue(parsed.error, raw);
        problems.push({ document: list.document, pointer: itemPointer(list, index) + pointer, message });
        continue;
      }
      const resource = new create(raw as never, { scope, family: name, list, index, conflicts: null });
      const at = seen.get(resource.id);
      const before = at === undefined ? undefined : into[at];
      if (at === undefined || !before) {
        seen.set(resource.id, into.length);
        into.push(resource);
      } else {
        const merged = mergeItems(before, raw, subject !== undefined);
        into[at] = new create(merged.raw as never, { ...before.origin, conflicts: merged.conflicts });
      }
    }
  }
  return problems;
}

/**
 * Two descriptions of one thing: what both say stands; a field in which they differ is conflicting, and left
 * out, so that neither wins. Answers about one subject (a VPC's two attributes) complete each other.
 */
function mergeItems(
  before: Resource,
  raw: RawItem,
  answersComplete: boolean,
): { raw: RawItem; conflicts: ReadonlySet<string> | null } {
  const merged = new Map<string, unknown>(Object.entries(before.raw));
  const conflicts = new Set(before.origin.conflicts);
  for (const field of new Set([...merged.keys(), ...Object.keys(raw)])) {
    if (conflicts.has(field)) continue;
    const isOneSided = !merged.has(field) || !Object.hasOwn(raw, field);
    if (isOneSided && answersComplete) merged.set(field, merged.get(field) ?? raw[field]);
    else if (!sameJson(merged.get(field), raw[field])) {
      conflicts.add(field);
      merged.delete(field);
    }
  }
  // From entries, because a key may be named __proto__.
  return { raw: Object.fromEntries(merged), conflicts: conflicts.size > 0 ? conflicts : null };
}

/** The JSON pointer of an item of a list. */
export function itemPointer(list: FactList, index: number): string {
  return list.whole ? list.pointer : `${list.pointer}/${index}`;
}
