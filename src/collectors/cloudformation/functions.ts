import { Buffer } from 'node:buffer';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';
import { cidrBlocks } from './cidr-function.ts';
import { referencesIn, withoutReferences } from './references.ts';

/** `AWS::NoValue`: a property that has it is not there. */
export const noValue = Symbol('AWS::NoValue');

/** What functions ask of the stack that they stand in. What is not known throws `OpenValue`. */
export interface Evaluation {
  readonly evaluate: (raw: unknown) => unknown;
  readonly condition: (name: string) => boolean;
  readonly ref: (name: string) => unknown;
  readonly attribute: (resource: string, attribute: string) => unknown;
  /** Undefined where the mapping has no such entry. */
  readonly mapping: (map: string, first: string, second: string) => unknown;
  readonly importValue: (name: string) => unknown;
}

export interface FunctionCall {
  readonly name: string;
  readonly argument: unknown;
}

/** The function that an object is; null for an object that is a value. */
export function functionIn(raw: Fields): FunctionCall | null {
  const [entry, ...others] = Object.entries(raw);
  if (!entry || others.length > 0) return null;
  const [name, argument] = entry;
  const isFunction = name === 'Ref' || name.startsWith('Fn::');
  // A condition may be named in other conditions; in a policy there are conditions of another kind.
  return isFunction || (name === 'Condition' && typeof argument === 'string') ? { name, argument } : null;
}

/** What a function gives. @throws OpenValue where that is not known. */
export function applyFunction({ name, argument }: FunctionCall, stack: Evaluation): unknown {
  const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!apply) throw new OpenValue(`${name} is not read`);
  return apply(argument, stack);
}

type Apply = (argument: unknown, stack: Evaluation) => unknown;

const functions: Readonly<Record<string, Apply>> = {
  Ref: (name, stack) => stack.ref(String(name)),
  Condition: (name, stack) => String(stack.condition(String(name))),
  'Fn::GetAtt': (argument, stack) => {
    const [resource = '', ...rest] = Array.isArray(argument)
      ? membersOf(argument)
      : String(argument).split('.');
    const attribute = rest.map((each) => textOf(stack.evaluate(each))).join('.');
    return stack.attribute(String(resource), attribute);
  },
  'Fn::Sub': substitute,
  'Fn::Join': (argument, stack) => {
    const [separator, list] = pairOf(argument);
    return textsOf(stack.evaluate(list)).join(textOf(stack.evaluate(separator)));
  },
  'Fn::Split': (argument, stack) => {
    const [separator, text] = pairOf(argument);
    return textOf(stack.evaluate(text)).split(textOf(stack.evaluate(separator)));
  },
  'Fn::Select': (argument, stack) => {
    const [index, list] = pairOf(argument);
    const values = listOf(stack.evaluate(list));
    const found = values[Number(textOf(stack.evaluate(index)))];
    if (found === undefined) throw new OpenValue('Fn::Select finds nothing there');
    return found;
  },
  'Fn::If': (argument, stack) => {
    const [name, then, otherwise] = membersOf(argument);
    return stack.evaluate(stack.condition(String(name)) ? then : otherwise);
  },
  'Fn::Equals': (argument, stack) => {
    const [one, other] = pairOf(argument).map((each) => JSON.stringify(stack.evaluate(each)));
    if (one === undefined || other === undefined) throw new OpenValue('Fn::Equals is given nothing');
    if (one === other) return 'true';
    if (referencesIn(one + other).length > 0) throw new OpenValue('what is compared is known to AWS alone');
    return 'false';
  },
  'Fn::Not': (argument, stack) => String(!isTrue(Array.isArray(argument) ? argument[0] : argument, stack)),
  'Fn::And': (argument, stack) => String(decided(argument, stack, false)),
  'Fn::Or': (argument, stack) => String(decided(argument, stack, true)),
  'Fn::FindInMap': findInMap,
  'Fn::Cidr': (argument, stack) => {
    const [block, count, bits = '8'] = (Array.isArray(argument) ? (argument as readonly unknown[]) : []).map(
      (each) => textOf(stack.evaluate(each)),
    );
    return cidrBlocks(block ?? '', Number(count), Number(bits));
  },
  'Fn::Base64': (argument, stack) => {
    const text = textOf(stack.evaluate(argument));
    if (referencesIn(text).length > 0) throw new OpenValue('a part of it is known to AWS alone');
    return Buffer.from(text).toString('base64');
  },
  'Fn::ImportValue': (argument, stack) => stack.importValue(textOf(stack.evaluate(argument))),
  'Fn::GetAZs': () => {
    throw new OpenValue('which zones the region has is not in the template');
  },
  'Fn::Length': (argument, stack) => String(listOf(stack.evaluate(argument)).length),
  'Fn::ToJsonString': (argument, stack) => JSON.stringify(stack.evaluate(argument)),
  'Fn::Transform': () => {
    throw new OpenValue('a macro makes it');
  },
};

function isTrue(raw: unknown, stack: Evaluation): boolean {
  return stack.evaluate(raw) === 'true';
}

/** AND and OR of conditions, of which one that decides is enough. */
function decided(argument: unknown, stack: Evaluation, decisive: boolean): boolean {
  let open: OpenValue | null = null;
  for (const each of Array.isArray(argument) ? (argument as readonly unknown[]) : []) {
    try {
      if (isTrue(each, stack) === decisive) return decisive;
    } catch (error) {
      if (!(error instanceof OpenValue)) throw error;
      open ??= error;
    }
  }
  if (open) throw open;
  return !decisive;
}

function findInMap(argument: unknown, stack: Evaluation): unknown {
  const [map, first, second, options] = membersOf(argument);
  const key = (raw: unknown): string => {
    const text = textOf(stack.evaluate(raw));
    const [reference] = referencesIn(text);
    if (reference !== undefined) throw new OpenValue(`${reference} is not given`);
    return text;
  };
  const found = stack.mapping(key(map), key(first), key(second));
  if (found !== undefined) return found;
  if (isFields(options) && 'DefaultValue' in options) return stack.evaluate(options['DefaultValue']);
  throw new OpenValue('Fn::FindInMap finds nothing there');
}

function substitute(argument: unknown, stack: Evaluation): unknown {
  const [template, given] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, {}];
  const variables = isFields(given) ? given : {};
  return withoutReferences(String(template)).replaceAll(
    /\$\{(!?)([^{}]*)\}/g,
    (_, escaped: string, written: string) => {
      if (escaped !== '') return `\${${written}}`;
      const name = written.trim();
      if (Object.hasOwn(variables, name)) return textOf(stack.evaluate(variables[name]));
      const dot = name.indexOf('.');
      return textOf(dot < 0 ? stack.ref(name) : stack.attribute(name.slice(0, dot), name.slice(dot + 1)));
    },
  );
}

/** The members of a list; of anything else none. */
function membersOf(argument: unknown): readonly unknown[] {
  return Array.isArray(argument) ? argument : [];
}

function pairOf(argument: unknown): readonly [unknown, unknown] {
  const [one, other] = membersOf(argument);
  return [one, other];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new OpenValue('a text is expected in its place');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(textOf);
}
