import type { Fields } from '../infrastructure-code/fields.ts';
import { Attributes, type IdKind } from './attributes.ts';
import type { Configuration } from './configuration.ts';
import type { TerraformDocument, TerraformResource } from './document.ts';
import { ResourceIds } from './resource-ids.ts';

/** A resource with its attributes, the ids that they hold, and its own. */
export class ResourceView extends Attributes {
  readonly resource: TerraformResource;
  readonly ownId: string;
  readonly #ids: ResourceIds;
  readonly #expressions: Fields | null;

  constructor(resource: TerraformResource, ids: ResourceIds, configuration: Configuration) {
    const expressions = configuration.expressions(resource);
    super({
      values: resource.values,
      unknown: resource.unknown,
      expressionOf: expressions === null ? null : (name) => expressions[name],
      pointer: resource.valuesPointer,
      references: ids.referencesOf(resource),
      isNew: resource.isNew,
    });
    this.resource = resource;
    this.ownId = ids.idOf(resource);
    this.#ids = ids;
    this.#expressions = expressions;
  }

  get isNew(): boolean {
    return this.resource.isNew;
  }

  /** The id that an attribute of this resource, which only AWS sets, holds or will hold. */
  idHeldBy(attribute: string): string {
    return this.#ids.idAt({ resource: this.resource, attribute });
  }

  /** The one resource or data source of a type that an attribute refers to. */
  onlyTarget(name: string, type: string): TerraformResource | null {
    return this.#ids.onlyOfType(this.#expressions?.[name], this.resource, type);
  }

  /** All ids that an attribute may turn out to hold; null where anything may be meant. */
  possibleIds(name: string, kind: IdKind): readonly string[] | null {
    const possible = this.#ids.possible(this.#expressions?.[name], this.resource, kind);
    return possible.length === 0 ? null : possible;
  }
}

/** A view of each resource of a document. */
export function viewsOf(
  document: TerraformDocument,
  configuration: Configuration,
  qualifier: string,
): readonly ResourceView[] {
  const ids = new ResourceIds(document, configuration, qualifier);
  return document.resources.map((resource) => new ResourceView(resource, ids, configuration));
}
