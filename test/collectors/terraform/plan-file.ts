import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';

type Values = Readonly<Record<string, unknown>>;

/** A resource of a plan as a test tells it. */
export interface PlannedResource {
  /** `aws_subnet.private[0]`, in a module or not. */
  readonly address: string;
  readonly values?: Values;
  /** Attributes that are not known before the apply, beside the id. */
  readonly unknown?: Values;
  /** The expressions of the code; the attributes in `values` stand in it as they are. */
  readonly expressions?: Values;
  readonly actions?: readonly string[];
  readonly before?: Values;
}

/** An expression that refers to something. */
export function refers(...references: readonly string[]): Values {
  return { references };
}

/** The JSON that Terraform shows of a plan, with all resources in the root module. */
export function planOf(
  resources: readonly PlannedResource[],
  { region = 'eu-west-1', ...more }: Values = {},
): Values {
  const parts = resources.map((resource) => {
    const { type, name, key, mode } = addressParts(resource.address);
    const actions = resource.actions ?? ['create'];
    const isNew = actions.includes('create');
    return { ...resource, type, name, key, mode, actions, isNew };
  });
  const blocks = new Map<string, Values>();
  for (const { type, name, mode, values, expressions } of parts) {
    const constants = Object.entries(values ?? {}).map(([field, value]) => [
      field,
      { constant_value: value },
    ]);
    blocks.set(`${mode}.${type}.${name}`, {
      address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
      mode,
      type,
      name,
      provider_config_key: 'aws',
      expressions: { ...Object.fromEntries(constants), ...expressions },
    });
  }
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: parts
          .filter(({ actions }) => !actions.every((action) => action === 'delete'))
          .map(({ address, mode, type, name, key, values }) => ({
            address,
            mode,
            type,
            name,
            ...(key === null ? {} : { index: key }),
            provider_name: 'registry.terraform.io/hashicorp/aws',
            values: values ?? {},
          })),
      },
    },
    resource_changes: parts.map(({ address, type, actions, before, values, unknown, isNew }) => ({
      address,
      type,
      change: {
        actions,
        before: before ?? null,
        after: values ?? null,
        after_unknown: { ...(isNew ? { id: true } : {}), ...unknown },
      },
    })),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: region } } } },
      root_module: { resources: [...blocks.values()] },
    },
    ...more,
  };
}

function addressParts(address: string) {
  const [, data, type = '', name = '', index] =
    /^(data\.)?([^.[]+)\.([^.[]+)(?:\[(.+)\])?$/.exec(address) ?? [];
  const key = index === undefined ? null : index.startsWith('"') ? index.slice(1, -1) : Number(index);
  return { type, name, key, mode: data === undefined ? 'managed' : 'data' };
}

/** The network of JSON values, each as if it stood in standard input of its own. */
export function networkOfCode(value: unknown) {
  const read = readInputs(['-'], () => Buffer.from(JSON.stringify(value)));
  const { network, malformed } = buildNetwork(read.snapshot);
  if (read.unusable.length + malformed.length > 0) {
    throw new Error(JSON.stringify({ unusable: read.unusable, malformed }));
  }
  return network;
}
