import * as z from 'zod';
import { compile } from './compile.ts';

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

/** The function of a refinement, or a pattern; other checks are left to the schema. */
function testOfCheck(check: z.core.$ZodCheck): Test {
  if (check instanceof z.core.$ZodCustom)
    return rememberingLast((value) => Boolean(check._zod.def.fn(value)));
  return check instanceof z.core.$ZodCheckRegex ? fits(check._zod.def.pattern) : never;
}

/** What was right is often asked about again at once: the address of an interface is the first of its list, too. */
function rememberingLast(test: Test): Test {
  let last: unknown = notTested;
  return (value) => {
    if (value === last) return true;
    if (!test(value)) return false;
    last = value;
    return true;
  };
}

const notTested = Symbol('nothing was tested yet');

function fits(pattern: RegExp): Test {
  // A pattern that remembers where it ended would not give the same answer twice.
  return pattern.global || pattern.sticky
    ? never
    : (value) => typeof value === 'string' && pattern.test(value);
}

const never: Test = () => false;

function testOfType({ _zod: { def } }: z.core.$ZodTypes): Test {
  // A string of a certain format is a schema and its own check.
  if (def.type === 'string') {
    if (!('check' in def)) return (value) => typeof value === 'string';
    const { format, pattern } = def as Partial<z.core.$ZodStringFormatDef>;
    return format === 'datetime' && pattern ? fits(pattern) : never;
  }
  if (def.type === 'boolean') return (value) => typeof value === 'boolean';
  if (def.type === 'unknown') return () => true;
  if (def.type === 'literal') return isOneOf(def.values);
  if (def.type === 'enum') return isOneOf(Object.values(def.entries));
  if (def.type === 'number')
    return 'format' in def && def.format === 'safeint' ? Number.isSafeInteger : never;
  if (def.type === 'optional') return either((value) => value === undefined, conformsTo(def.innerType));
  if (def.type === 'nullable') return either((value) => value === null, conformsTo(def.innerType));
  if (def.type === 'union') return def.options.map(conformsTo).reduce(either, never);
  if (def.type === 'array') return everyItem(conformsTo(def.element));
  if (def.type === 'record' && def.partial === true) {
    return everyMember(conformsTo(def.keyType), conformsTo(def.valueType));
  }
  if (def.type === 'object') {
    const fields = everyField(Object.entries(def.shape).map(([name, field]) => fieldTest(name, field)));
    return both(fields, testOfOtherFields(def));
  }
  return never;
}

/** An object's other fields may be forbidden; where they are tested, that is left to the schema. */
function testOfOtherFields({ catchall, shape }: z.core.$ZodObjectDef): Test {
  const type = catchall && (catchall as z.core.$ZodTypes)._zod.def.type;
  if (type === undefined || type === 'unknown') return () => true;
  return type === 'never'
    ? everyMember(
        (name) => Object.hasOwn(shape, String(name)),
        () => true,
      )
    : never;
}

function isOneOf(values: readonly unknown[]): Test {
  return (value) => values.includes(value);
}

function everyMember(nameConforms: Test, conforms: Test): Test {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, member]) => nameConforms(name) && conforms(member));
}

function both(first: Test, second: Test): Test {
  return (value) => first(value) && second(value);
}

function either(first: Test, second: Test): Test {
  return (value) => first(value) || second(value);
}

function everyItem(conforms: Test): Test {
  // Items that are read one after another often share a list.
  let last: unknown;
  return (value) => {
    if (!Array.isArray(value)) return false;
    if (value === last) return true;
    for (const item of value as readonly unknown[]) if (!conforms(item)) return false;
    last = value;
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

/** So many objects are tested before it pays to compile a test of their own for them. */
const manyObjects = 1000;

function everyField(fields: readonly FieldTest[]): Test {
  let fieldsConform = oneByOne(fields);
  let count = 0;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    count += 1;
    if (count === manyObjects) fieldsConform = allAtOnce(fields);
    return fieldsConform(value as Readonly<Record<string, unknown>>);
  };
}

type ObjectTest = (object: Readonly<Record<string, unknown>>) => boolean;
type CompiledTest = (object: unknown, tests: readonly Test[]) => boolean;

function oneByOne(fields: readonly FieldTest[]): ObjectTest {
  return (object) => {
    for (const field of fields) {
      const content = object[field.name];
      if (typeof content === 'string' && field.takesText) continue;
      if ((content === undefined || content === null) && field.takesNothing) continue;
      if (!field.conforms(content)) return false;
    }
    return true;
  };
}

/** The same with each field named in the code: to read it by a name in a variable costs several times as much. */
function allAtOnce(fields: readonly FieldTest[]): ObjectTest {
  const lines = fields.map(({ name, takesText: text, takesNothing: nothing }, index) => {
    const accepted = [
      ...(text ? [`typeof content === 'string'`] : []),
      ...(nothing ? ['content === undefined', 'content === null'] : []),
      `tests[${index}](content)`,
    ];
    return `content = object[${JSON.stringify(name)}];\nif (!(${accepted.join(' || ')})) return false;`;
  });
  const code = `let content;\n${lines.join('\n')}\nreturn true;`;
  const compiled = compile(['object', 'tests'], code) as CompiledTest;
  const tests = fields.map(({ conforms }) => conforms);
  return (object) => compiled(object, tests);
}
