import type { FamilyName } from '../../model/fact-families.ts';
import { partitionOfRegion, type Scope } from '../../model/scope.ts';
import type { DocumentPlace } from '../../model/snapshot.ts';
import {
  type DeclaredItem,
  declareItem,
  type FieldReaders,
  leaveOpen,
} from '../infrastructure-code/declared-item.ts';
import { DeclaredItems, type Existing } from '../infrastructure-code/declared-items.ts';
import { valueOrReason } from '../infrastructure-code/open-value.ts';
import { Properties } from './properties.ts';
import type { Stack, StackResource } from './stack.ts';

/** A resource of a stack with what it goes by and its properties. */
export interface ResourceView {
  readonly stack: Stack;
  readonly resource: StackResource;
  readonly id: string;
  readonly properties: Properties;
  readonly place: DocumentPlace;
  readonly scope: Scope;
}

/** The items that the resources of a deployment become. */
export class Translation extends DeclaredItems {
  readonly #byType = new Map<string, ResourceView[]>();
  readonly stacks: readonly Stack[];

  constructor(stacks: readonly Stack[], existing: Existing) {
    super(existing);
    this.stacks = stacks;
    for (const stack of stacks) {
      const scope = scopeOf(stack);
      for (const resource of stack.resources) {
        if (resource.doubt !== null) continue;
        const { document } = stack.source;
        const view = {
          stack,
          resource,
          scope,
          id: stack.idOf(resource.name),
          place: { document, pointer: resource.pointer },
          properties: new Properties(stack, {
            raw: resource.fields['Properties'] ?? {},
            pointer: `${resource.pointer}/Properties`,
          }),
        };
        const same = this.#byType.get(resource.type);
        if (same) same.push(view);
        else this.#byType.set(resource.type, [view]);
      }
    }
  }

  ofType(...types: readonly string[]): readonly ResourceView[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** The item that a resource becomes; `places` gives the property in which a field is written. */
  declare(
    view: ResourceView,
    family: FamilyName,
    id: string,
    readers: FieldReaders,
    places: Readonly<Record<string, string>> = {},
  ): DeclaredItem {
    const known = this.declared(family, id);
    if (known) return known;
    const { properties, scope, place } = view;
    const item = declareItem(
      {
        family,
        id,
        scope,
        place,
        places: Object.fromEntries(
          Object.entries(places).map(([field, property]) => [field, properties.placeOf(property)]),
        ),
      },
      readers,
    );
    this.add(item);
    return item;
  }

  /**
   * The item that a resource adds to by an id in one of its properties. Where that id is not known, it may be any:
   * the field of all of them is left open.
   */
  target(view: ResourceView, property: string, family: FamilyName, field: string): DeclaredItem | null {
    const id = valueOrReason(() => view.properties.requiredId(property));
    if ('value' in id) return this.find(family, id.value);
    for (const item of this.ofFamily(family)) {
      leaveOpen(item, field, `the ${property} of ${view.id} is not known: ${id.reason}`);
    }
    return null;
  }
}

const scopes = new WeakMap<Stack, Scope>();

function scopeOf(stack: Stack): Scope {
  const known = scopes.get(stack);
  if (known) return known;
  const { account, region } = stack.source.place;
  const scope = { partition: partitionOfRegion(region), account, region };
  scopes.set(stack, scope);
  return scope;
}

/** Tags as AWS lists them. Those whose values are not known are left out: they decide nothing. */
export function tagsOf({
  properties,
}: ResourceView): readonly { readonly Key: string; readonly Value: string }[] {
  const blocks = valueOrReason(() => properties.blocks('Tags') ?? []);
  if ('reason' in blocks) return [];
  return blocks.value.flatMap((block) => {
    const tag = valueOrReason(() => [block.text('Key'), block.text('Value')] as const);
    if ('reason' in tag || tag.value[0] === null) return [];
    return { Key: tag.value[0], Value: tag.value[1] ?? '' };
  });
}

/** `GetAtt` of a resource, as references to it hold it. */
export function attributeId(view: ResourceView, attribute: string): string {
  return view.stack.idAt(view.resource.name, attribute);
}
