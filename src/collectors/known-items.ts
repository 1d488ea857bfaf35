import { type KnownFields, knownFields } from '../model/known-fields.ts';
import { resourceType } from '../model/resource-types.ts';

/**
 * What is read of the items of a list, by the names of the members that lead to it in an answer of AWS or in a
 * snapshot; null where all of it may be. Only families with very many items are worth it.
 */
export function knownItems(names: readonly string[]): KnownFields | null {
  return byPath.get(names.join('/')) ?? null;
}

/** Where interfaces and instances belong is read off fields that the model does not look at, too. */
const belonging: KnownFields = new Map(
  ['OwnerId', 'AvailabilityZone', 'OutpostArn'].map((name) => [name, null]),
);

const networkInterfaces = fieldsOf('networkInterfaces');
const instances = fieldsOf('instances');

const byPath: ReadonlyMap<string, KnownFields> = new Map<string, KnownFields>([
  ['NetworkInterfaces', networkInterfaces],
  [
    'Reservations',
    new Map([
      ['OwnerId', null],
      ['Instances', instances],
    ]),
  ],
  ['scopes/facts/networkInterfaces/items', networkInterfaces],
  ['scopes/facts/instances/items', instances],
]);

function fieldsOf(family: 'networkInterfaces' | 'instances'): KnownFields {
  return new Map([...belonging, ...(knownFields(resourceType(family).schema) ?? [])]);
}
