import * as z from 'zod';

export type Test = (value: unknown) => boolean;

/**
 * A test for the JSON values that a schema accepts, several times as fast as parsing with it, because it copies
 * nothing and collects no issues. It is never true for a value that the schema rejects; false says nothing,
 * since it does not know every kind of schema.
 */
export function conformsTo(schema: z.core.$ZodType): Test {
  const known = schema as z.core.$ZodTypes;
  const hasType = testOfType(known);
  return (known._zod.def.checks ?? []).map(testOfCheck).reduce(both, hasType);
}

/** The function of a refinement; other checks are left to the schema. */
function testOfCheck(check: z.core.$ZodCheck): Test {
  return check instanceof z.core.$ZodCustom ? (value) => Boolean(check._zod.def.fn(value)) : never;
}

const never: Test = () => false;

function testOfType({ _zod: { def } }: z.core.$ZodTypes): Test {
  // A string of a certain format is a schema and its own check.
  if (def.type === 'string') return 'check' in def ? never : (value) => typeof value === 'string';
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'unknown') return () => true;
  if (def.type === 'number')
    return 'format' in def && def.format === 'safeint' ? Number.isSafeInteger : never;
  if (def.type === 'optional') return either((value) => value === undefined, conformsTo(def.innerType));
  if (def.type === 'nullable') return either((value) => value === null, conformsTo(def.innerType));
  if (def.type === 'union') return def.options.map(conformsTo).reduce(either, never);
  if (def.type === 'array') return everyItem(conformsTo(def.element));
  if (def.type === 'object' && !isStrict(def)) {
    return everyField(Object.entries(def.shape).map(([name, field]) => fieldTest(name, field)));
  }
  return never;
}

/** Whether an object's other fields are tested too, or forbidden. */
function isStrict({ catchall }: z.core.$ZodObjectDef): boolean {
  return catchall !== undefined && (catchall as z.core.$ZodTypes)._zod.def.type !== 'unknown';
}

function both(first: Test, second: Test): Test {
  return (value) => first(value) && second(value);
}

function either(first: Test, second: Test): Test {
  return (value) => first(value) || second(value);
}

function everyItem(conforms: Test): Test {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value as readonly unknown[]) if (!conforms(item)) return false;
    return true;
  };
}

interface FieldTest {
  readonly name: string;
  readonly conforms: Test;
  /** Whether any text conforms, and whether nothing does: most fields are one or the other, and need no closer look. */
  readonly takesText: boolean;
  readonly takesNothing: boolean;
}

function fieldTest(name: string, schema: z.core.$ZodType): FieldTest {
  const conforms = conformsTo(schema);
  return {
    name,
    conforms,
    takesText: takesText(schema as z.core.$ZodTypes),
    takesNothing: conforms(undefined) && conforms(null),
  };
}

function takesText({ _zod: { def } }: z.core.$ZodTypes): boolean {
  if ((def.checks ?? []).length > 0) return false;
  if (def.type === 'optional' || def.type === 'nullable') return takesText(def.innerType as z.core.$ZodTypes);
  return def.type === 'string' && !('check' in def);
}

function everyField(fields: readonly FieldTest[]): Test {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const object = value as Readonly<Record<string, unknown>>;
    for (const field of fields) {
      const content = object[field.name];
      if (typeof content === 'string' && field.takesText) continue;
      if ((content === undefined || content === null) && field.takesNothing) continue;
      if (!field.conforms(content)) return false;
    }
    return true;
  };
}
