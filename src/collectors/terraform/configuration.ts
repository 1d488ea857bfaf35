import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import type { TerraformDocument, TerraformResource } from './document.ts';
import { nameOf, parentModule, parseReference, type Step, withoutParents } from './reference.ts';

/** What an expression leads to: a resource, and the attribute that is read of it (null: all of it). */
export interface Target {
  readonly resource: TerraformResource;
  readonly attribute: string | null;
}

/** Resources that one reference may mean; several where the reference has no key. */
export interface Candidates {
  readonly attribute: string | null;
  readonly resources: readonly TerraformResource[];
  /** Whether it leads to something that must be there, and is not in the document. */
  readonly isDangling: boolean;
}

/** Where an expression stands: a module instance, and the instance key of its resource. */
interface Place {
  readonly module: string;
  readonly key: TerraformResource['key'];
  readonly forEach: unknown;
}

/** References that lead through modules may form a circle. */
const deepest = 12;

/**
 * The configuration of a plan: which resources the expressions of a resource refer to. It tells references,
 * not functions, so of several resources that an expression names it cannot tell which is meant.
 */
export class Configuration {
  readonly #root: Fields;
  readonly #byName = new Map<string, TerraformResource[]>();
  readonly #modules = new Map<string, Fields | null>();
  readonly #resources = new Map<Fields, ReadonlyMap<string, Fields>>();

  constructor({ configuration, resources }: TerraformDocument) {
    const root = configuration['root_module'];
    this.#root = isFields(root) ? root : {};
    for (const resource of resources) {
      const name = nameWithoutKey(resource.module, resource);
      const others = this.#byName.get(name);
      if (others) others.push(resource);
      else this.#byName.set(name, [resource]);
    }
  }

  /** The configuration of a resource; null where the document has none. */
  ofResource({ module, mode, type, name }: TerraformResource): Fields | null {
    const configured = this.#module(module);
    if (!configured) return null;
    return this.#resourcesIn(configured).get(`${mode === 'data' ? 'data.' : ''}${type}.${name}`) ?? null;
  }

  #resourcesIn(module: Fields): ReadonlyMap<string, Fields> {
    let byAddress = this.#resources.get(module);
    if (!byAddress) this.#resources.set(module, (byAddress = resourcesByAddress(module)));
    return byAddress;
  }

  expressions(resource: TerraformResource): Fields | null {
    const expressions = this.ofResource(resource)?.['expressions'];
    return isFields(expressions) ? expressions : null;
  }

  /** What an expression of a resource refers to, one entry a reference. */
  candidates(expression: unknown, resource: TerraformResource): readonly Candidates[] {
    const forEach = this.ofResource(resource)?.['for_each_expression'];
    return this.#candidates(expression, { module: resource.module, key: resource.key, forEach }, 0);
  }

  /** Whether an expression counts its resource's instances in some way. */
  static usesKey(expression: unknown): boolean {
    return referencesOf(expression).some((reference) => /^(count\.index|each\.(key|value))/.test(reference));
  }

  #candidates(expression: unknown, place: Place, depth: number): readonly Candidates[] {
    if (depth > deepest) return [];
    return withoutParents(referencesOf(expression)).flatMap((text) => {
      const steps = parseReference(text);
      return steps ? this.#follow(steps, place, depth + 1) : [];
    });
  }

  #follow(steps: readonly Step[], place: Place, depth: number): readonly Candidates[] {
    const first = nameOf(steps[0]);
    if (first === 'module') return this.#followOutput(steps, place, depth);
    if (first === 'var') return this.#followVariable(steps, place, depth);
    if (first === 'each' && nameOf(steps[1]) === 'value') {
      const attribute = nameOf(steps[2]);
      return this.#candidates(place.forEach, place, depth).map((found) => ({
        attribute: attribute ?? found.attribute,
        resources: found.resources.filter(({ key }) => key === place.key),
        isDangling: found.isDangling,
      }));
    }
    if (first === null || elsewhere.has(first)) return [];
    const isData = first === 'data';
    const [type, name, ...rest] = isData ? steps.slice(1) : steps;
    const [typeName, ownName] = [nameOf(type), nameOf(name)];
    if (typeName === null || ownName === null) return [];
    const prefix = place.module === '' ? '' : `${place.module}.`;
    const all = this.#byName.get(`${prefix}${isData ? 'data.' : ''}${typeName}.${ownName}`) ?? [];
    const [next] = rest;
    const resources = next && 'key' in next ? all.filter(({ key }) => key === next.key) : all;
    const attribute = rest.map(nameOf).find((step) => step !== null && step !== '*' && !/^\d+$/.test(step));
    const own = { module: place.module, name: `${isData ? 'data.' : ''}${typeName}.${ownName}` };
    const isDangling = resources.length === 0 && this.#mustBeThere(own);
    return [{ attribute: attribute ?? null, resources, isDangling }];
  }

  /** Whether the code makes something whatever its variables are: nothing counts it, nor a module around it. */
  #mustBeThere({ module, name }: { readonly module: string; readonly name: string }): boolean {
    const isCounted = (block: unknown) =>
      isFields(block) && ('count_expression' in block || 'for_each_expression' in block);
    const configured = this.#module(module);
    if (configured && isCounted(this.#resourcesIn(configured).get(name))) return false;
    for (let at = parentModule(module); at !== null; at = parentModule(at.parent)) {
      const calls = this.#module(at.parent)?.['module_calls'];
      if (isFields(calls) && isCounted(calls[at.name])) return false;
    }
    return true;
  }

  #followOutput(steps: readonly Step[], place: Place, depth: number): readonly Candidates[] {
    const name = nameOf(steps[1]);
    const [next, ...others] = steps.slice(2);
    const key = next && 'key' in next ? next.key : null;
    const output = nameOf(key === null ? next : others[0]);
    if (name === null || output === null) return [];
    const path = `${place.module === '' ? '' : `${place.module}.`}module.${name}`;
    const outputs = this.#module(path)?.['outputs'];
    const found = isFields(outputs) ? outputs[output] : null;
    if (!isFields(found)) return [];
    const suffix = key === null ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
    return this.#instancesOf(path, suffix).flatMap((module) =>
      this.#candidates(found['expression'], { module, key: null, forEach: null }, depth),
    );
  }

  /** The addresses of a module's instances that have resources; the module's own where it has no key. */
  #instancesOf(path: string, suffix: string): readonly string[] {
    if (suffix !== '') return [`${path}${suffix}`];
    const found = new Set<string>();
    for (const resources of this.#byName.values()) {
      for (const { module } of resources) {
        if (module === path) found.add(module);
        else if (module.startsWith(`${path}[`)) {
          const close = module.indexOf(']', path.length);
          found.add(module.slice(0, close + 1));
        } else if (module.startsWith(`${path}.`)) found.add(path);
      }
    }
    return [...found];
  }

  #followVariable(steps: readonly Step[], { module }: Place, depth: number): readonly Candidates[] {
    const name = nameOf(steps[1]);
    const own = parentModule(module);
    if (name === null || own === null) return [];
    const calls = this.#module(own.parent)?.['module_calls'];
    const call = isFields(calls) ? calls[own.name] : null;
    if (!isFields(call)) return [];
    const { expressions } = call;
    const given = isFields(expressions) ? expressions[name] : null;
    const place = { module: own.parent, key: own.key, forEach: call['for_each_expression'] };
    return this.#candidates(given, place, depth);
  }

  /** The configuration of a module by the address of one of its instances. */
  #module(address: string): Fields | null {
    let found = this.#modules.get(address);
    if (found === undefined) this.#modules.set(address, (found = this.#findModule(address)));
    return found;
  }

  #findModule(address: string): Fields | null {
    let module: unknown = this.#root;
    for (const step of address === '' ? [] : (parseReference(address) ?? [])) {
      const name = nameOf(step);
      if (name === null || name === 'module') continue;
      const calls: unknown = isFields(module) ? module['module_calls'] : null;
      const call: unknown = isFields(calls) ? calls[name] : null;
      module = isFields(call) ? call['module'] : null;
    }
    return isFields(module) ? module : null;
  }
}

/** The configuration of a module's resources. */
function resourcesByAddress({ resources }: Fields): ReadonlyMap<string, Fields> {
  const listed: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const found = new Map<string, Fields>();
  for (const resource of listed) {
    if (!isFields(resource) || typeof resource['address'] !== 'string') continue;
    if (!found.has(resource['address'])) found.set(resource['address'], resource);
  }
  return found;
}

/** Steps that lead to no resource. */
const elsewhere: ReadonlySet<string> = new Set(['local', 'count', 'each', 'path', 'self', 'terraform']);

function nameWithoutKey(module: string, { mode, type, name }: TerraformResource): string {
  return `${module === '' ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** All references of an expression, also of one that holds others. */
export function referencesOf(expression: unknown): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesOf);
  if (!isFields(expression)) return [];
  const { references } = expression;
  if (Array.isArray(references)) return references.filter((text) => typeof text === 'string');
  return Object.values(expression).flatMap(referencesOf);
}

/** The value that an expression states as it stands; undefined where it states none. */
export function constantOf(expression: unknown): unknown {
  return isFields(expression) && 'constant_value' in expression ? expression['constant_value'] : undefined;
}
