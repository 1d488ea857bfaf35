import type { MissingFact } from './fact.ts';
import type { Resource } from './resources/resource.ts';
import { type Scope, scopeKey } from './scope.ts';

/** All resources of one family, each id once, sorted by id, with what each scope leaves open. */
export class Collection<R extends Resource> {
  readonly all: readonly R[];
  readonly #everywhere: ReadonlyMap<string, R | readonly R[]>;
  readonly #missing: ReadonlyMap<string, readonly MissingFact[]>;
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly R[]>>();
  readonly #described: readonly R[];

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
    this.all = [...everywhere.keys()]
      .sort()
      .map((id) => this.find(id))
      .filter((resource) => resource !== undefined);
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
    return (
      this.index('scope', (resource) => scopeKey(resource.scope), this.#described).get(scopeKey(scope)) ?? []
    );
  }

  inVpc(vpcId: string): readonly R[] {
    return this.index('vpc', (resource) => resource.vpcId).get(vpcId) ?? [];
  }

  /** An index by a key, built once; resources whose key is null are left out. */
  index(
    name: string,
    keyOf: (resource: R) => string | readonly string[] | null,
    resources: readonly R[] = this.all,
  ): ReadonlyMap<string, readonly R[]> {
    const existing = this.#indexes.get(name);
    if (existing) return existing;
    const index = new Map<string, R[]>();
    for (const resource of resources) {
      const keys = keyOf(resource);
      if (keys === null) continue;
      for (const key of typeof keys === 'string' ? [keys] : keys) {
        const bucket = index.get(key);
        if (bucket) bucket.push(resource);
        else index.set(key, [resource]);
      }
    }
    this.#indexes.set(name, index);
    return index;
  }
}

function isSeveral<R>(found: R | readonly R[]): found is readonly R[] {
  return Array.isArray(found);
}

function byScope(a: Resource, b: Resource): number {
  const [left, right] = [scopeKey(a.scope), scopeKey(b.scope)];
  return left < right ? -1 : left > right ? 1 : 0;
}
