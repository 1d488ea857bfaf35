import { compile } from '../../model/compile.ts';
import type { KnownFields } from '../../model/known-fields.ts';
import { ExpectedText, expectedText } from './expected-text.ts';

/** A field as it was met: whether it is kept, and which one came next the last time. */
export interface Field {
  /** The name in quotes. */
  readonly text: ExpectedText;
  readonly name: string;
  /** What is kept of its value: `nothing`, all of a scalar (null), or fields of an object. */
  readonly kept: 'nothing' | Fields | null;
  next: Field | null;
  /** What came behind the name the last time. */
  readonly before: MetValue;
  /** How often it is still worth to remember what came: less with each time, more with each time that it came again. */
  credit: number;
}

/** What stands behind the name of a field, colon and all, and the value that was read of it. */
export interface MetValue {
  /** Nothing where no value was met. */
  readonly text: ExpectedText;
  value: unknown;
  /** How many lines end in it, and the index in it behind the last of these ends. */
  lines: number;
  lastLine: number;
}

/** The fields of one kind of object that were met so far. */
export interface Fields {
  readonly known: KnownFields;
  readonly met: Map<string, Field>;
  readonly first: { next: Field | null };
  readonly noField: Shape;
}

/** Makes an object whose values stand in a list from an index on. */
type ObjectMaker = (values: readonly unknown[], from: number) => Record<string, unknown>;

/** The fields that an object has, in their order. */
export interface Shape {
  readonly names: readonly string[];
  /** Null until an object of this shape is met. */
  make: ObjectMaker | null;
  /** The shapes with one field more, and the last of them that was met. */
  readonly wider: Map<string, Shape>;
  last: { readonly name: string; readonly shape: Shape } | null;
}

/** Nothing met yet of objects whose fields are known. */
export function fieldsOf(known: KnownFields): Fields {
  return { known, met: new Map(), first: { next: null }, noField: newShape([]) };
}

export function newShape(names: readonly string[]): Shape {
  return { names, make: null, wider: new Map(), last: null };
}

/**
 * A function for objects with these fields, which the model knows: none of them is `__proto__`. V8 makes an object
 * that stands in the code in one go and without room to spare; one function for all shapes takes seven times as long.
 */
export function objectMaker(names: readonly string[]): ObjectMaker {
  const members = names.map((name, index) => `${JSON.stringify(name)}: values[from + ${index}]`);
  return compile(['values', 'from'], `return { ${members.join(', ')} };`) as ObjectMaker;
}

/** A field met for the first time. */
export function newField(name: string, known: KnownFields): Field {
  const inner = known.get(name);
  const kept = inner === undefined ? 'nothing' : inner === null ? null : fieldsOf(inner);
  const before = { text: new ExpectedText(), value: undefined, lines: 0, lastLine: 0 };
  return { text: expectedText(JSON.stringify(name)), name, kept, next: null, before, credit: 16 };
}
