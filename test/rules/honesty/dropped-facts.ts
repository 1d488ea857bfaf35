import { type FamilyName, family, isFamilyName } from '../../../src/model/fact-families.ts';
import { Resource } from '../../../src/model/resources/resource.ts';
import { type Scope, scopeKey } from '../../../src/model/scope.ts';
import type { FamilyFacts, RawItem, ScopeFacts, Snapshot } from '../../../src/model/snapshot.ts';

/** What can be missing: a family in an account and region, or a field of all its items, which AWS always returns. */
export interface Drop {
  readonly scope: Scope;
  readonly family: FamilyName;
  /** Null for the whole family. */
  readonly field: string | null;
}

export function dropText({ scope, family: name, field }: Drop): string {
  return `${name}${field === null ? '' : `.${field}`} of ${scopeKey(scope)}`;
}

/** Fields that our code reads without asking whether they are there, although AWS always returns them. */
const readDirectly: Readonly<Partial<Record<FamilyName, readonly string[]>>> = {
  subnets: ['VpcId'],
  routeTables: ['VpcId'],
  securityGroups: ['VpcId'],
  networkAcls: ['VpcId'],
  vpcEndpoints: ['VpcId'],
  networkInterfaces: ['VpcId'],
  natGateways: ['VpcId'],
};

/**
 * The fields that AWS always returns, by family, as far as `look` reads them: the ones that the model asks for as
 * required. What identifies an item is none of them, for without it there is no item.
 */
export function requiredFields(look: () => void): ReadonlyMap<FamilyName, ReadonlySet<string>> {
  const fields = new Map<FamilyName, Set<string>>();
  const note = (name: FamilyName, field: string) => {
    if (family(name).id.includes(field)) return;
    const known = fields.get(name) ?? new Set<string>();
    fields.set(name, known.add(field));
  };
  for (const [name, direct] of Object.entries(readDirectly)) {
    for (const field of direct) if (isFamilyName(name)) note(name, field);
  }
  const usual = Object.getOwnPropertyDescriptor(Resource.prototype, 'required');
  if (!usual || typeof usual.value !== 'function') throw new Error('the model asks for no required fields');
  const read: (this: Resource, field: string, ...rest: readonly unknown[]) => unknown = usual.value;
  Object.defineProperty(Resource.prototype, 'required', {
    ...usual,
    value(this: Resource, field: string, ...rest: readonly unknown[]) {
      note(this.origin.family, field);
      return read.call(this, field, ...rest);
    },
  });
  try {
    look();
  } finally {
    Object.defineProperty(Resource.prototype, 'required', usual);
  }
  return fields;
}

/** All that a snapshot holds and could be without, one by one. */
export function dropsOf(
  { scopes }: Snapshot,
  required: ReadonlyMap<FamilyName, ReadonlySet<string>>,
): readonly Drop[] {
  return scopes.flatMap(({ scope, families }) =>
    Object.entries(families).flatMap(([name, { lists }]): readonly Drop[] => {
      if (!isFamilyName(name)) return [];
      const items = lists.flatMap((list) => list.items);
      const fields = [...(required.get(name) ?? [])].filter((field) =>
        items.some((item) => item[field] !== undefined && item[field] !== null),
      );
      return [null, ...fields.sort()].map((field) => ({ scope, family: name, field }));
    }),
  );
}

/** The snapshot without what is dropped. An account and region stays, even where nothing of it is left. */
export function without(snapshot: Snapshot, drops: readonly Drop[]): Snapshot {
  return { ...snapshot, scopes: snapshot.scopes.map((facts) => drops.reduce(withoutOne, facts)) };
}

function withoutOne(facts: ScopeFacts, { scope, family: name, field }: Drop): ScopeFacts {
  const found = facts.families[name];
  if (!found || scopeKey(facts.scope) !== scopeKey(scope)) return facts;
  const { [name]: _, ...others } = facts.families;
  return { ...facts, families: field === null ? others : { ...others, [name]: withoutField(found, field) } };
}

function withoutField(facts: FamilyFacts, field: string): FamilyFacts {
  const stripped = (item: RawItem): RawItem =>
    Object.fromEntries(Object.entries(item).filter(([name]) => name !== field));
  return { ...facts, lists: facts.lists.map((list) => ({ ...list, items: list.items.map(stripped) })) };
}
