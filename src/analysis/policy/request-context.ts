import { globalConditionKeys } from '../../data/condition-keys.ts';
import type { AddressSet } from '../../model/address-set.ts';
import { type Fact, known, type MissingFact, type Unknown, unknown } from '../../model/fact.ts';

/** What requests carry for one condition key; a key without values counts as absent. */
export type ContextValue =
  | { readonly presence: 'absent' }
  | {
      readonly presence: 'present' | 'unknown';
      readonly values: Fact<readonly string[]>;
      /** Where the value is an address that differs between the requests: the addresses that it may be. */
      readonly addresses?: AddressSet;
      /** Where the value is not known: values that it certainly is not. */
      readonly otherThan?: readonly string[];
    };

/** What a class of requests carries for a condition key, whose name is given in lower case. */
export type RequestContext = (key: string) => ContextValue;

export const absent: ContextValue = { presence: 'absent' };

export function present(...values: readonly string[]): ContextValue {
  return values.length === 0 ? absent : { presence: 'present', values: known(values) };
}

/** Every request of the class carries the key, each with a value of its own. */
export function presentSomehow(key: string): ContextValue {
  return { presence: 'present', values: differing(key) };
}

function differing(key: string): Unknown {
  return undetermined(`the value of ${key} differs between requests`);
}

/** Every request of the class carries the key, with one of these addresses. */
export function presentWithin(key: string, addresses: AddressSet): ContextValue {
  const [only, ...others] = addresses.size() === 1n ? addresses.toCidrs() : [];
  if (only !== undefined && others.length === 0) return present(only.replace(/\/\d+$/, ''));
  return { presence: 'present', values: differing(key), addresses };
}

/** Some requests of the class carry the key, each with a value of its own. */
export function perhapsSomehow(key: string): ContextValue {
  return { presence: 'unknown', values: differing(key) };
}

/** Some requests of the class carry the key, with a value that is none of these. */
export function perhapsOtherThan(key: string, ...others: readonly string[]): ContextValue {
  return { presence: 'unknown', values: differing(key), otherThan: others };
}

/** Some requests of the class carry the key with these values, the others not at all. */
export function perhaps(...values: readonly string[]): ContextValue {
  return { presence: 'unknown', values: known(values) };
}

/** A class of requests by the keys that it determines (names without regard to case, PO14). */
export function requestContext(keys: Readonly<Record<string, ContextValue>>): RequestContext {
  const byName = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) =>
    byName.get(key) ?? {
      presence: 'unknown',
      values: undetermined(`${asWritten.get(key) ?? key} differs between requests`),
    };
}

/** The global keys as AWS writes them. */
const asWritten: ReadonlyMap<string, string> = new Map(
  globalConditionKeys.map((key) => [key.toLowerCase(), key]),
);

/** Unknown because the requests of a class differ, or because the condition cannot be read. */
export function undetermined(reason: string): Unknown {
  const missing: MissingFact = { family: 'requestContext', account: null, region: null, reason };
  return unknown(missing);
}
