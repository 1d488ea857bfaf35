import { family } from '../model/fact-families.ts';
import { type KnownFields, knownFields } from '../model/known-fields.ts';
import { resourceType } from '../model/resource-types.ts';

/**
 * What is read of the items of a list, by the names of the members that lead to it in an answer of AWS or in a
 * snapshot; null where all of it may be. Only families with very many items are worth it.
 */
export function knownItems(names: readonly string[]): KnownFields | null {
  return byPath.get(names.join('/')) ?? null;
}

const largeFamilies = [
  'networkInterfaces',
  'instances',
  'vpcEndpoints',
  'subnets',
  'securityGroups',
  'routeTables',
  'networkAcls',
] as const;

/** Where an item belongs is read off fields that the model does not look at, too. */
const belonging: KnownFields = new Map(
  ['OwnerId', 'AvailabilityZone', 'OutpostArn', 'SubnetArn', 'SecurityGroupArn'].map((name) => [name, null]),
);

const byPath: ReadonlyMap<string, KnownFields> = new Map(
  largeFamilies.flatMap((name): [string, KnownFields][] => {
    const fields: KnownFields = new Map([...belonging, ...(knownFields(resourceType(name).schema) ?? [])]);
    return [
      [family(name).answerKey, name === 'instances' ? inReservations(fields) : fields],
      [`scopes/facts/${name}/items`, fields],
    ];
  }),
);

function inReservations(instances: KnownFields): KnownFields {
  return new Map([
    ['OwnerId', null],
    ['Instances', instances],
  ]);
}
