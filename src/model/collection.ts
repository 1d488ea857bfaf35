import type { MissingFact } from './fact.ts';
import type { Resource } from './resources/resource.ts';
import { type Scope, scopeKey } from './scope.ts';

/** Descriptions of one resource by several scopes. */
type Several<R> = [R, ...R[]];

/** All resources of one family, with what each scope leaves open. */
export class Collection<R extends Resource> {
  readonly #everywhere: ReadonlyMap<string, R | Several<R>>;
  readonly #missing: ReadonlyMap<string, readonly MissingFact[]>;
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly R[]>>();
  readonly #byScope: ReadonlyMap<string, ReadonlyMap<string, R>>;
  readonly #describedIn = new Map<string, readonly R[]>();
  #all: readonly R[] | undefined;

  /** Both maps have a scope's key for key; the resources of a scope stand under their ids. */
  constructor(
    byScope: ReadonlyMap<string, ReadonlyMap<string, R>>,
    missing: ReadonlyMap<string, readonly MissingFact[]>,
  ) {
    this.#missing = missing;
    this.#byScope = byScope;
    const [only, ...others] = byScope.values();
    this.#everywhere = only && others.length === 0 ? only : together(byScope.values());
  }

  /** Every resource, each id once, sorted by id. Large families are rarely asked for as a whole. */
  get all(): readonly R[] {
    this.#all ??= [...this.#distinct()].sort((a, b) => byVpc(a, b) || byId(a, b));
    return this.#all;
  }

  /** Those of which something is true, sorted by id. */
  filter(isSo: (resource: R) => boolean): readonly R[] {
    return this.#distinct().filter(isSo).sort(byId);
  }

  #distinct(): readonly R[] {
    return [...this.#everywhere.values()].map((found) => (isSeveral(found) ? seenFrom(found) : found));
  }

  /** The resource as seen from a scope: its own description, else the owner's, else any. */
  find(id: string, from?: Scope): R | undefined {
    const found = this.#everywhere.get(id);
    return found === undefined || !isSeveral(found) ? found : seenFrom(found, from);
  }

  /** What a scope leaves open of this family; undefined when it holds nothing of it. */
  missingIn(scope: Scope): readonly MissingFact[] | undefined {
    return this.#missing.get(scopeKey(scope));
  }

  describedIn(scope: Scope): readonly R[] {
    const key = scopeKey(scope);
    const known = this.#describedIn.get(key);
    if (known) return known;
    const described = [...(this.#byScope.get(key)?.values() ?? [])].sort(byId);
    this.#describedIn.set(key, described);
    return described;
  }

  /** The resources of a scope that do not say which VPC they stand in. */
  withoutVpc(scope: Scope): readonly R[] {
    const index = this.index('no vpc', (resource) =>
      resource.untoldVpc === null ? null : scopeKey(resource.scope),
    );
    return index.get(scopeKey(scope)) ?? [];
  }

  inVpc(vpcId: string): readonly R[] {
    return this.index('vpc', (resource) => resource.vpcId).get(vpcId) ?? [];
  }

  /** An index by a key, built once, each entry sorted by id; resources whose key is null are left out. */
  index(
    name: string,
    keyOf: (resource: R) => string | readonly string[] | null,
  ): ReadonlyMap<string, readonly R[]> {
    const existing = this.#indexes.get(name);
    if (existing) return existing;
    const index = new Map<string, R[]>();
    for (const resource of this.#distinct()) {
      const keys = keyOf(resource);
      if (keys === null) continue;
      for (const key of typeof keys === 'string' ? [keys] : keys) {
        const bucket = index.get(key);
        if (bucket) bucket.push(resource);
        else index.set(key, [resource]);
      }
    }
    for (const bucket of index.values()) bucket.sort(byId);
    this.#indexes.set(name, index);
    return index;
  }
}

/** The resources of several scopes by id; those of one id sorted by scope. */
function together<R extends Resource>(
  scopes: Iterable<ReadonlyMap<string, R>>,
): ReadonlyMap<string, R | Several<R>> {
  const everywhere = new Map<string, R | Several<R>>();
  for (const resources of scopes) {
    for (const [id, resource] of resources) {
      const other = everywhere.get(id);
      if (other === undefined) everywhere.set(id, resource);
      else if (Array.isArray(other)) other.push(resource);
      else everywhere.set(id, [other, resource]);
    }
  }
  for (const several of everywhere.values()) if (Array.isArray(several)) several.sort(byScope);
  return everywhere;
}

/** Of several descriptions that of the asking scope, else the owner's, else the first. */
function seenFrom<R extends Resource>(found: Several<R>, from?: Scope): R {
  const key = from && scopeKey(from);
  return (
    found.find((resource) => scopeKey(resource.scope) === key) ??
    found.find((resource) => resource.account === resource.scope.account) ??
    found[0]
  );
}

function byVpc(a: Resource, b: Resource): number {
  const [left, right] = [a.vpcId ?? '', b.vpcId ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

function byId(a: Resource, b: Resource): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function isSeveral<R>(found: R | Several<R>): found is Several<R> {
  return Array.isArray(found);
}

function byScope(a: Resource, b: Resource): number {
  const [left, right] = [scopeKey(a.scope), scopeKey(b.scope)];
  return left < right ? -1 : left > right ? 1 : 0;
}
