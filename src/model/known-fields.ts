import type * as z from 'zod';

/** The fields of an object, or of the objects in a list, that are read, each with those of its value: null for all of it. */
export type KnownFields = ReadonlyMap<string, KnownFields | null>;

/** The fields that are read of the items of a list, by the names of the members that lead to it; null for all. */
export type FieldsAt = (names: readonly string[]) => KnownFields | null;

/** The fields that a schema reads of the objects it accepts; null where it may read any. */
export function knownFields(schema: z.core.$ZodType): KnownFields | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'nullable') return knownFields(def.innerType);
  if (def.type === 'array') return knownFields(def.element);
  if (def.type === 'union') {
    // What is written as an object or in some other way has the fields of the object.
    const [object, ...others] = def.options.filter((option) => !isScalar(option));
    return object !== undefined && others.length === 0 ? knownFields(object) : null;
  }
  if (def.type !== 'object' || def.catchall !== undefined) return null;
  return new Map(Object.entries(def.shape).map(([name, field]) => [name, knownFields(field)]));
}

function isScalar(schema: z.core.$ZodType): boolean {
  return ['string', 'number', 'boolean'].includes((schema as z.core.$ZodTypes)._zod.def.type);
}
