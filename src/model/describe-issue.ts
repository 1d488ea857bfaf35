import type * as z from 'zod';
import { escapePointer } from './json-pointer.ts';

/** What is wrong with a value from outside, and the JSON pointer of the place within it. */
export interface DescribedIssue {
  readonly pointer: string;
  /** Plain words, one line. */
  readonly message: string;
}

/** The first issue that a schema has with a value, in plain words. */
export function describeIssue({ issues }: Pick<z.core.$ZodError, 'issues'>, value: unknown): DescribedIssue {
  const [issue] = issues;
  if (!issue) return { pointer: '', message: 'it is not what was expected' };
  const { path } = issue;
  const pointer = path.map((segment) => `/${escapePointer(String(segment))}`).join('');
  return { pointer, message: clipped(messageOf(issue, at(value, path))) };
}

function messageOf(issue: z.core.$ZodIssue, found: unknown): string {
  const name = issue.path.length === 0 ? 'it' : issue.path.join('.');
  if (found === undefined) return `${name} is missing`;
  if (issue.code === 'unrecognized_keys') {
    return `unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
  }
  const kinds = expectedKinds(issue);
  if (kinds.length > 0) return `${name} must be ${kinds.join(' or ')}, not ${kindOf(found)}`;
  const text = issue.message.replace(/^[A-Z][a-z]+ [a-z]+: /, '');
  return `${name}: ${text}${isShort(found) ? `, not ${JSON.stringify(found)}` : ''}`;
}

/** The kinds of value of which one would be right, where the kind is what is wrong. */
function expectedKinds(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_type') return [kindNames[issue.expected] ?? issue.expected];
  return issue.code === 'invalid_union'
    ? issue.errors.flatMap(([first]) => (first === undefined ? [] : expectedKinds(first)))
    : [];
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  return kindNames[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function isShort(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 60);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = Reflect.get(current, segment);
  }
  return current;
}

const longest = 300;

/** Keys come from the input and may be as long as they like. */
function clipped(message: string): string {
  return message.length > longest ? `${message.slice(0, longest)}…` : message;
}
