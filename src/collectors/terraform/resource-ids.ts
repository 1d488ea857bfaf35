import { OpenValue, valueOrReason } from '../infrastructure-code/open-value.ts';
import { afterApply, type IdKind, type References } from './attributes.ts';
import { type Candidates, Configuration, type Target } from './configuration.ts';
import type { TerraformDocument, TerraformResource } from './document.ts';

/** Why an id is not known that belongs to something which the document lacks. */
const notInDocument = 'that of a resource which is not in the input';

/** Resources that take over something that AWS made with a VPC, and how the VPC calls it. */
const adopters: Readonly<Record<string, string>> = {
  aws_default_route_table: 'default_route_table_id',
  aws_default_network_acl: 'default_network_acl_id',
  aws_default_security_group: 'default_security_group_id',
};

/**
 * The ids of a document's resources. One that is not known yet is called by its address, and so is what
 * refers to it: the graph is whole before any id exists.
 */
export class ResourceIds {
  readonly #configuration: Configuration;
  readonly #resources: readonly TerraformResource[];
  /** Things that a VPC will have by default, with the resources that take them over. */
  readonly #adopted = new Map<string, string>();

  readonly #qualifier: string;

  /** `qualifier` is appended to addresses, where those of several documents would be alike. */
  constructor(document: TerraformDocument, configuration: Configuration, qualifier: string) {
    this.#configuration = configuration;
    this.#qualifier = qualifier;
    this.#resources = document.resources;
    for (const resource of document.resources) {
      const attribute = adopters[resource.type];
      if (attribute === undefined || isKnownText(resource.values['id'])) continue;
      const vpc = this.#vpcOf(resource, attribute);
      if (vpc) this.#adopted.set(`${this.idOf(vpc)}.${attribute}`, this.idOf(resource));
    }
  }

  idOf(resource: TerraformResource): string {
    const { id } = resource.values;
    return isKnownText(id) ? id : resource.address + this.#qualifier;
  }

  /** The id that an attribute of a resource holds or will hold. */
  idAt({ resource, attribute }: Target): string {
    if (attribute === null || attribute === 'id' || attribute === 'arn') {
      const value = attribute === null ? null : resource.values[attribute];
      return isKnownText(value) ? value : this.idOf(resource);
    }
    const value = resource.values[attribute];
    if (isKnownText(value)) return value;
    const led = this.#ledTo(resource, attribute);
    if (led !== null) return led;
    // The main route table of a new VPC is its default one.
    const name = attribute === 'main_route_table_id' ? 'default_route_table_id' : attribute;
    const synthetic = `${this.idOf(resource)}.${name}`;
    return this.#adopted.get(synthetic) ?? synthetic;
  }

  /** All ids that an expression may lead to. */
  possible(expression: unknown, resource: TerraformResource, kind: IdKind): readonly string[] {
    return this.#fitting(expression, resource, kind).flatMap(({ attribute, resources }) =>
      this.#idsAt(attribute, resources),
    );
  }

  /** The one instance of a type that an expression refers to. */
  onlyOfType(expression: unknown, resource: TerraformResource, type: string): TerraformResource | null {
    const found = this.#configuration
      .candidates(expression, resource)
      .flatMap(({ resources }) => resources.filter((each) => each.type === type));
    const sameKey = found.filter(({ key }) => found.length === 1 || key === resource.key);
    const [only, ...others] = sameKey;
    return only && others.length === 0 ? only : null;
  }

  /** How references of a resource's expressions are looked up. */
  referencesOf(resource: TerraformResource): References {
    const several = (expression: unknown, kind: IdKind): readonly string[] => {
      if (this.#dangles(expression, resource)) throw new OpenValue(notInDocument);
      const fitting = this.#fitting(expression, resource, kind);
      const ids = [
        ...new Set(fitting.flatMap(({ attribute, resources }) => this.#idsAt(attribute, resources))),
      ];
      if (ids.length === 0) throw new OpenValue(afterApply);
      return ids;
    };
    const one = (expression: unknown, kind: IdKind): string => {
      const fitting = this.#fitting(expression, resource, kind);
      const ids = fitting.map((candidates) => this.#oneOf(candidates, expression, resource));
      const [id, ...others] = new Set(ids);
      if (id === undefined || id === null || others.length > 0) {
        if (this.#dangles(expression, resource)) throw new OpenValue(notInDocument);
        const only = fitting.length === 0 ? this.#onlyNew(kind) : null;
        if (only !== null) return only;
        throw new OpenValue(afterApply);
      }
      return id;
    };
    return { one, several };
  }

  /** Whether an expression leads to something that the document should have, and has not. */
  #dangles(expression: unknown, resource: TerraformResource): boolean {
    return this.#configuration.candidates(expression, resource).some(({ isDangling }) => isDangling);
  }

  /** What an expression leads to that can be what is looked for, without references that lead to no resource. */
  #fitting(expression: unknown, resource: TerraformResource, kind: IdKind): readonly Candidates[] {
    return this.#configuration
      .candidates(expression, resource)
      .map(({ attribute, resources, isDangling }) => ({
        attribute,
        isDangling,
        resources: resources.filter(({ type }) => isOfKind(type, attribute, kind)),
      }))
      .filter(({ resources }) => resources.length > 0);
  }

  /** One of several instances: that with the same key as the resource that refers to them. */
  #oneOf(
    { attribute, resources }: Candidates,
    expression: unknown,
    { key }: TerraformResource,
  ): string | null {
    const [first, ...others] = resources;
    if (!first) return null;
    if (others.length === 0) return this.idAt({ resource: first, attribute });
    if (key === null || !Configuration.usesKey(expression)) return null;
    const same = resources.find((resource) => resource.key === key);
    return same ? this.idAt({ resource: same, attribute }) : null;
  }

  #idsAt(attribute: string | null, resources: readonly TerraformResource[]): readonly string[] {
    return resources.flatMap((resource) => {
      const value = attribute === null ? null : resource.values[attribute];
      if (Array.isArray(value)) return value.filter(isKnownText);
      return [this.idAt({ resource, attribute })];
    });
  }

  /**
   * An id that is not known is that of something new. Where the plan makes one thing of the kind, it is that
   * one: the configuration tells no references of local values, through which many expressions go.
   */
  #onlyNew({ types }: IdKind): string | null {
    const [only, ...others] = this.#resources.filter(
      ({ type, values }) => types.includes(type) && !isKnownText(values['id']),
    );
    return only && others.length === 0 ? this.idOf(only) : null;
  }

  /** The id that the expression of an attribute leads to, where it leads to one thing. */
  #ledTo(resource: TerraformResource, attribute: string): string | null {
    const expression = this.#configuration.expressions(resource)?.[attribute];
    if (expression === undefined) return null;
    const found = valueOrReason(() => this.referencesOf(resource).one(expression, anyKind));
    return 'value' in found ? found.value : null;
  }

  /** The VPC whose default thing a resource takes over. */
  #vpcOf(resource: TerraformResource, attribute: string): TerraformResource | null {
    const expressions = this.#configuration.expressions(resource);
    const expression = expressions?.[attribute] ?? expressions?.['vpc_id'];
    const candidates = this.#configuration
      .candidates(expression, resource)
      .flatMap(({ resources }) => resources)
      .filter(({ type }) => type === 'aws_vpc' || type === 'aws_default_vpc');
    const [only, ...others] = candidates;
    if (only && others.length === 0) return only;
    const vpcs = this.#resources.filter(({ type }) => type === 'aws_vpc');
    return candidates.length === 0 && vpcs.length === 1 ? (vpcs[0] ?? null) : null;
  }
}

/** An id of anything. */
const anyKind: IdKind = { types: [], attributes: /./ };

function isOfKind(type: string, attribute: string | null, kind: IdKind): boolean {
  if (kind === anyKind) return true;
  if (attribute === null || attribute === 'id' || attribute === 'arn') return kind.types.includes(type);
  return kind.attributes.test(attribute);
}

export function isKnownText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
