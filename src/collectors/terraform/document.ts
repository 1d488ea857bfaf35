import { type Fields, isFields } from '../infrastructure-code/fields.ts';

/** One instance of a resource or data source, as a plan or a state tells it. */
export interface TerraformResource {
  /** With modules and instance keys: `module.vpc.aws_subnet.private[0]`. */
  readonly address: string;
  /** The address of the module instance it stands in; empty for the root. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** The instance key of `count` (a number) or `for_each` (text). */
  readonly key: string | number | null;
  readonly values: Fields;
  /** Mirrors `values`: true where a value is not known before the apply. */
  readonly unknown: Fields;
  /** Whether the plan makes it anew, so that nothing but this plan can have given it anything. */
  readonly isNew: boolean;
  /** The provider's address, with an alias where the document tells one. */
  readonly provider: string;
  /** JSON pointer of the resource, and of its values. */
  readonly pointer: string;
  readonly valuesPointer: string;
}

/** A resource as it was before the plan: destroyed, replaced or changed. */
export interface FormerResource {
  readonly type: string;
  readonly values: Fields;
  readonly isGone: boolean;
}

export interface TerraformDocument {
  readonly kind: 'plan' | 'state';
  readonly resources: readonly TerraformResource[];
  readonly former: readonly FormerResource[];
  /** The resources as they are before the plan, and what was looked up for it. */
  readonly before: readonly TerraformResource[];
  /** The plan's `configuration`, where references are told. */
  readonly configuration: Fields;
  /** Values of the root module's variables. */
  readonly variables: Fields;
}

export interface DocumentProblem {
  readonly pointer: string;
  readonly problem: string;
}

/** The resources of a plan or state; what is wrong with it where it cannot be read. */
export function readDocument(value: Fields): TerraformDocument | DocumentProblem {
  const format = value['format_version'];
  if (typeof format !== 'string') return readStateFile(value);
  if (!/^[01]\./.test(format)) {
    const problem = `it has format version ${format.slice(0, 20)}; versions 0.1 to 1.x can be read`;
    return { pointer: '/format_version', problem };
  }
  return 'planned_values' in value || 'resource_changes' in value ? readPlan(value) : readShownState(value);
}

/** `terraform.tfstate`, version 4. */
function readStateFile(value: Fields): TerraformDocument | DocumentProblem {
  const { version } = value;
  if (version !== 4) {
    const advice =
      typeof version === 'number' && version < 4
        ? '; run "terraform show -json" with a newer Terraform, which reads the old one'
        : '';
    const problem = `it is a Terraform state of version ${String(version)}; version 4 can be read${advice}`;
    return { pointer: '/version', problem };
  }
  const resources = fieldsIn(value['resources']).flatMap((resource, index) => {
    const pointer = `/resources/${index}`;
    const { type, name, mode, module } = resource;
    if (typeof type !== 'string' || typeof name !== 'string') return [];
    return fieldsIn(resource['instances']).flatMap((instance, ordinal): readonly TerraformResource[] => {
      // An instance that was to be destroyed, and is not, is no part of the configuration any more.
      if ('deposed' in instance || !isFields(instance['attributes'])) return [];
      const key = keyOf(instance['index_key']);
      const place = `${pointer}/instances/${ordinal}`;
      const parent = typeof module === 'string' ? module : '';
      return [
        {
          address: addressOf(parent, mode === 'data', `${type}.${name}`, key),
          module: parent,
          mode: mode === 'data' ? 'data' : 'managed',
          type,
          name,
          key,
          values: instance['attributes'],
          unknown: {},
          isNew: false,
          provider: text(resource['provider']).replace(/^provider\[?|\]/g, ''),
          pointer: place,
          valuesPointer: `${place}/attributes`,
        },
      ];
    });
  });
  return { kind: 'state', resources, former: [], before: [], configuration: {}, variables: {} };
}

/** What `terraform show -json` prints of a state. */
function readShownState(value: Fields): TerraformDocument {
  const resources = resourcesOf(value['values'], '/values', new Map());
  return { kind: 'state', resources, former: [], before: [], configuration: {}, variables: {} };
}

/** What `terraform show -json` prints of a plan: what will be, and the data sources that were read for it. */
function readPlan(value: Fields): TerraformDocument {
  const changes = new Map<string, Fields>();
  const former: FormerResource[] = [];
  const before: TerraformResource[] = [];
  for (const [index, change] of fieldsIn(value['resource_changes']).entries()) {
    const { address, type, change: details } = change;
    if (!isFields(details) || typeof type !== 'string') continue;
    if (typeof address === 'string' && change['deposed'] === undefined) changes.set(address, details);
    const actions = actionsOf(details);
    const known = resourceBefore(change, details['before'], `/resource_changes/${index}`);
    if (known) before.push(known);
    if (isFields(details['before']) && actions.some((action) => action === 'delete' || action === 'update')) {
      former.push({ type, values: details['before'], isGone: actions.includes('delete') });
    }
  }
  const planned = resourcesOf(value['planned_values'], '/planned_values', changes);
  const addresses = new Set(planned.map(({ address }) => address));
  const prior = isFields(value['prior_state']) ? value['prior_state']['values'] : null;
  const read = resourcesOf(prior, '/prior_state/values', new Map()).filter(
    ({ mode, address }) => mode === 'data' && !addresses.has(address),
  );
  const { configuration, variables } = value;
  return {
    kind: 'plan',
    resources: [...planned, ...read],
    former,
    before: [...before, ...read],
    configuration: isFields(configuration) ? configuration : {},
    variables: isFields(variables) ? variables : {},
  };
}

/** A managed resource as it is before the plan; null where it is not there. */
function resourceBefore(change: Fields, values: unknown, pointer: string): TerraformResource | null {
  const { address, module_address: module, mode, type, name, index, provider_name: provider } = change;
  if (!isFields(values) || typeof address !== 'string' || typeof type !== 'string') return null;
  if (mode === 'data' || change['deposed'] !== undefined) return null;
  return {
    address,
    module: text(module),
    mode: 'managed',
    type,
    name: text(name),
    key: keyOf(index),
    values,
    unknown: {},
    isNew: false,
    provider: text(provider),
    pointer,
    valuesPointer: `${pointer}/change/before`,
  };
}

function actionsOf(change: Fields): readonly string[] {
  const { actions } = change;
  return Array.isArray(actions) ? actions.filter((action) => typeof action === 'string') : [];
}

function resourcesOf(
  values: unknown,
  pointer: string,
  changes: ReadonlyMap<string, Fields>,
): readonly TerraformResource[] {
  const found: TerraformResource[] = [];
  const root = isFields(values) ? values['root_module'] : null;
  const open: { module: unknown; pointer: string }[] = [{ module: root, pointer: `${pointer}/root_module` }];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const { module, pointer: place } = at;
    if (!isFields(module)) continue;
    const parent = text(module['address']);
    for (const [index, resource] of fieldsIn(module['resources']).entries()) {
      const read = readResource(resource, parent, `${place}/resources/${index}`, changes);
      if (read) found.push(read);
    }
    for (const [index, child] of fieldsIn(module['child_modules']).entries()) {
      open.push({ module: child, pointer: `${place}/child_modules/${index}` });
    }
  }
  return found;
}

function readResource(
  resource: Fields,
  module: string,
  pointer: string,
  changes: ReadonlyMap<string, Fields>,
): TerraformResource | null {
  const { address, type, name, mode, index, values } = resource;
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return null;
  const change = changes.get(address);
  const unknown = change?.['after_unknown'];
  return {
    address,
    module,
    mode: mode === 'data' ? 'data' : 'managed',
    type,
    name,
    key: keyOf(index),
    values: isFields(values) ? values : {},
    unknown: isFields(unknown) ? unknown : {},
    isNew: change !== undefined && actionsOf(change).includes('create'),
    provider: text(resource['provider_name']),
    pointer,
    valuesPointer: `${pointer}/values`,
  };
}

function addressOf(module: string, isData: boolean, name: string, key: TerraformResource['key']): string {
  const suffix = key === null ? '' : typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
  return `${module === '' ? '' : `${module}.`}${isData ? 'data.' : ''}${name}${suffix}`;
}

function keyOf(value: unknown): TerraformResource['key'] {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The objects of a list, which is what the format has there; anything else is passed over in place. */
function fieldsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((item: unknown) => (isFields(item) ? item : {})) : [];
}
