import { type FamilyName, family as familyOf } from '../../model/fact-families.ts';
import type { Scope } from '../../model/scope.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { type DeclaredItem, declareItem, type FieldReaders } from '../infrastructure-code/declared-item.ts';
import type { FormerResource } from './document.ts';
import type { ResourceView } from './resource-view.ts';

/** What exists beside the code, where it is known. */
export interface Existing {
  readonly find: (family: FamilyName, matches: (item: RawItem) => boolean) => RawItem | null;
}

/** Families whose lists the code of others than their own does not add to. */
const keptWhole: ReadonlySet<FamilyName> = new Set<FamilyName>(['vpcs', 'subnets', 'prefixLists']);

/** The items that the resources of a document become. */
export class Translation {
  readonly #items = new Map<string, DeclaredItem>();
  readonly #byFamily = new Map<FamilyName, DeclaredItem[]>();
  readonly #byType = new Map<string, ResourceView[]>();
  readonly #scopeOf: (view: ResourceView) => Scope;
  readonly views: readonly ResourceView[];
  readonly former: readonly FormerResource[];
  readonly existing: Existing;

  constructor(
    views: readonly ResourceView[],
    former: readonly FormerResource[],
    scopeOf: (view: ResourceView) => Scope,
    existing: Existing,
  ) {
    this.existing = existing;
    // What the code makes counts before what it only looks up.
    this.views = [...views].sort((a, b) => rank(a) - rank(b));
    for (const view of this.views) {
      const same = this.#byType.get(view.resource.type);
      if (same) same.push(view);
      else this.#byType.set(view.resource.type, [view]);
    }
    this.former = former;
    this.#scopeOf = scopeOf;
  }

  get items(): readonly DeclaredItem[] {
    return [...this.#items.values()];
  }

  ofType(...types: readonly string[]): readonly ResourceView[] {
    const found = types.flatMap((type) => this.#byType.get(type) ?? []);
    return types.length === 1 ? found : found.sort((a, b) => rank(a) - rank(b));
  }

  scopeOf(view: ResourceView): Scope {
    return this.#scopeOf(view);
  }

  /**
   * The item that a resource becomes; `places` gives the attribute in which a field is written. Where a
   * resource and a data source, or two resources, are of one thing, the first counts, and resources come first.
   */
  declare(
    view: ResourceView,
    family: FamilyName,
    id: string,
    readers: FieldReaders,
    places: Readonly<Record<string, string>> = {},
  ): DeclaredItem {
    const key = `${family} ${id}`;
    const known = this.#items.get(key);
    if (known) return known;
    // What the code only looks up is better told by what describes it.
    const existing = view.resource.mode === 'data' ? this.find(family, id) : null;
    if (existing) return existing;
    const item = declareItem(
      {
        family,
        id,
        scope: this.#scopeOf(view),
        pointer: view.resource.pointer,
        places: Object.fromEntries(
          Object.entries(places).map(([field, attribute]) => [field, view.pointerOf(attribute)]),
        ),
      },
      readers,
    );
    this.#add(key, item);
    return item;
  }

  /** The item, also one that exists beside the code: of that, the lists are empty, for what the code adds. */
  find(family: FamilyName, id: string): DeclaredItem | null {
    const key = `${family} ${id}`;
    const declared = this.#items.get(key);
    if (declared || id === '') return declared ?? null;
    const [idField = ''] = familyOf(family).id;
    const existing = this.existing.find(family, (item) => item[idField] === id);
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
      pointer: '',
      parts: new Map(),
      isElsewhere: true,
    };
    this.#add(key, item);
    return item;
  }

  #add(key: string, item: DeclaredItem): void {
    this.#items.set(key, item);
    const same = this.#byFamily.get(item.family);
    if (same) same.push(item);
    else this.#byFamily.set(item.family, [item]);
  }

  ofFamily(family: FamilyName): readonly DeclaredItem[] {
    return [...(this.#byFamily.get(family) ?? [])];
  }
}

/** The scope of what exists is that of its description, which is looked up again. */
const nowhere: Scope = { partition: 'aws', account: null, region: null };

function rank({ resource }: ResourceView): number {
  return resource.mode === 'managed' ? 0 : 1;
}

/** The text of a field; empty where it has none, or none that is known. */
export function textOf(item: DeclaredItem | null, field: string): string {
  const value = item?.fields.get(field);
  return typeof value === 'string' ? value : '';
}

/** Tags as AWS lists them. */
export function tagsOf(view: ResourceView): readonly { readonly Key: string; readonly Value: string }[] {
  const tags = view.isOpen('tags_all')
    ? view.values['tags']
    : (view.values['tags_all'] ?? view.values['tags']);
  if (typeof tags !== 'object' || tags === null) return [];
  return Object.entries(tags).flatMap(([Key, Value]) => (typeof Value === 'string' ? { Key, Value } : []));
}
