import type { FamilyName } from '../../model/fact-families.ts';
import type { Scope } from '../../model/scope.ts';
import { type DeclaredItem, declareItem, type FieldReaders } from '../infrastructure-code/declared-item.ts';
import { DeclaredItems, type Existing } from '../infrastructure-code/declared-items.ts';
import type { FormerResource } from './document.ts';
import type { ResourceView } from './resource-view.ts';

/** The items that the resources of a document become. */
export class Translation extends DeclaredItems {
  readonly #byType = new Map<string, ResourceView[]>();
  readonly #scopeOf: (view: ResourceView) => Scope;
  readonly views: readonly ResourceView[];
  readonly former: readonly FormerResource[];

  constructor(
    views: readonly ResourceView[],
    former: readonly FormerResource[],
    scopeOf: (view: ResourceView) => Scope,
    existing: Existing,
  ) {
    super(existing);
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
    const known = this.declared(family, id);
    if (known) return known;
    // What the code only looks up is better told by what describes it.
    const existing = view.resource.mode === 'data' ? this.find(family, id) : null;
    if (existing) return existing;
    const item = declareItem(
      {
        family,
        id,
        scope: this.#scopeOf(view),
        place: view.resource.pointer,
        places: Object.fromEntries(
          Object.entries(places).map(([field, attribute]) => [field, view.pointerOf(attribute)]),
        ),
      },
      readers,
    );
    this.add(item);
    return item;
  }
}

function rank({ resource }: ResourceView): number {
  return resource.mode === 'managed' ? 0 : 1;
}

/** Tags as AWS lists them. */
export function tagsOf(view: ResourceView): readonly { readonly Key: string; readonly Value: string }[] {
  const tags = view.isOpen('tags_all')
    ? view.values['tags']
    : (view.values['tags_all'] ?? view.values['tags']);
  if (typeof tags !== 'object' || tags === null) return [];
  return Object.entries(tags).flatMap(([Key, Value]) => (typeof Value === 'string' ? { Key, Value } : []));
}
