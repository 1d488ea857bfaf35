import type { MissingFact } from './fact.ts';
import type { Resource } from './resources/resource.ts';
import { type Scope, scopeKey } from './scope.ts';

/** All resources of one family, with what each scope leaves open. */
export class Collection<R extends Resource> {
  readonly #everywhere: ReadonlyMap<string, R | readonly R[]>;
  readonly #missing: ReadonlyMap<string, readonly MissingFact[]>;
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly R[]>>();
  readonly #described: readonly R[];
  #all: readonly R[] | undefined;

  constructor(resources: readonly R[], missing: ReadonlyMap<string, readonly MissingFact[]>) {
    this.#missing = missing;
    this.#described = resources;
    const everywhere = new Map<string, R | R[]>();
    for (const resource of resources) {
      const other = everywhere.get(resource.id);
      if (other === undefined) everywhere.set(resource.id, resource);
      else if (Array.isArray(other)) other.push(resource);
      else everywhere.set(resource.id, [other, resource]);
    }
    for (const several of everywhere.values()) if (Array.isArray(several)) several.sort(byScope);
    this.#everywhere = everywhere;
  }

  /** Every resource, each id once, sorted by id. Large families are rarely asked for as a whole. */
  get all(): readonly R[] {
    return (this.#all ??= [...this.#distinct()].sort(byId));
  }

  #distinct(): readonly R[] {
    if (this.#everywhere.size === this.#described.length) return this.#described;
    return [...this.#everywhere.keys()].flatMap((id) => this.find(id) ?? []);
  }

  /** The resource as seen from a scope: its own description, else the owner's, else any. */
  find(id: string, from?: Scope): R | undefined {
    const found = this.#everywhere.get(id);
    if (found === undefined || !isSeveral(found)) return found;
    const key = from && scopeKey(from);
    return (
      found.find((resource) => scopeKey(resource.scope) === key) ??
      found.find((resource) => resource.account === resource.scope.account) ??
      found[0]
    );
  }

  /** What a scope leaves open of this family; undefined when it holds nothing of it. */
  missingIn(scope: Scope): readonly MissingFact[] | undefined {
    return this.#missing.get(scopeKey(scope));
  }

  describedIn(scope: Scope): readonly R[] {
    const byScope = this.#indexOf(
      'scope',
      () => this.#described,
      (resource) => scopeKey(resource.scope),
    );
    return byScope.get(scopeKey(scope)) ?? [];
  }

  /** The resources of a scope that do not say which VPC they stand in. */
  withoutVpc(scope: Scope): readonly R[] {
    const index = this.index('no vpc', (resource) =>
      resource.vpcId === null ? scopeKey(resource.scope) : null,
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
    return this.#indexOf(name, () => this.#distinct(), keyOf);
  }

  #indexOf(
    name: string,
    resources: () => readonly R[],
    keyOf: (resource: R) => string | readonly string[] | null,
  ): ReadonlyMap<string, readonly R[]> {
    const existing = this.#indexes.get(name);
    if (existing) return existing;
    const index = new Map<string, R[]>();
    for (const resource of resources()) {
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

function byId(a: Resource, b: Resource): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function isSeveral<R>(found: R | readonly R[]): found is readonly R[] {
  return Array.isArray(found);
}

function byScope(a: Resource, b: Resource): number {
  const [left, right] = [scopeKey(a.scope), scopeKey(b.scope)];
  return left < right ? -1 : left > right ? 1 : 0;
}
