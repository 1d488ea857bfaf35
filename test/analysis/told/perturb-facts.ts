import { type FamilyName, family } from '../../../src/model/fact-families.ts';
import type { Facts } from '../../../src/rules/rule.ts';

/** Facts in which one thing is not as it was. */
export interface Perturbed {
  readonly what: string;
  readonly facts: Facts;
}

/**
 * Each family, each item, each member of a list, and each field but for what identifies an item, once left out; each state
 * once another; and each switch once turned. Of these families alone: those that are read.
 */
export function* perturbed(facts: Facts, families: ReadonlySet<string>): Iterable<Perturbed> {
  for (const [name, items] of Object.entries(facts)) {
    if (!families.has(name)) continue;
    const { [name as FamilyName]: _, ...rest } = facts;
    yield { what: `no ${name}`, facts: rest };
    const ids = family(name as FamilyName).id;
    for (const [index, item] of items.entries()) {
      const called = ids.map((field) => item[field]).join('/');
      yield { what: `${name} ${called} gone`, facts: { ...facts, [name]: items.toSpliced(index, 1) } };
      for (const { path, value } of changed(item, ids)) {
        const others = items.map((each, at) => (at === index ? value : each));
        yield { what: `${name} ${called} ${path}`, facts: { ...facts, [name]: others } };
      }
    }
  }
}

interface Changed {
  readonly path: string;
  readonly value: unknown;
}

/** Copies of a value, each with one field or member left out, one state that is another, or one switch turned. */
function* changed(value: unknown, kept: readonly string[] = []): Iterable<Changed> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (kept.includes(key)) continue;
    const withMember = (other: unknown) =>
      Array.isArray(value)
        ? value.map((each: unknown, index) => (String(index) === key ? other : each))
        : { ...value, [key]: other };
    const turned = turn(member);
    if (turned !== undefined) yield { path: `${key} ${turned}`, value: withMember(turned) };
    if (Array.isArray(value)) {
      yield { path: `${key} gone`, value: value.toSpliced(Number(key), 1) };
    } else {
      yield {
        path: `without ${key}`,
        value: Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
      };
    }
    if (/(?:State|Status|Code)$/.test(key) && typeof member === 'string') {
      for (const state of 'Origin' in value || 'TransitGatewayAttachments' in value ? ofRoutes : states)
        yield { path: `${key} ${state}`, value: withMember(state) };
    }
    for (const inner of changed(member))
      yield { path: `${key} ${inner.path}`, value: withMember(inner.value) };
  }
}

/** The other position of a switch; undefined of what is none. */
function turn(value: unknown): boolean | string | undefined {
  if (typeof value === 'boolean') return !value;
  return value === 'enable' ? 'disable' : value === 'disable' ? 'enable' : undefined;
}

const states = ['pending', 'failed', 'deleted'];
const ofRoutes = ['blackhole'];
