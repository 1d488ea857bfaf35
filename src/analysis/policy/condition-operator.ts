import { type Comparison, comparisons } from './condition-comparison.ts';

/** A condition operator taken apart. */
export interface ConditionOperator {
  /** How many of the request's values must hold; null without a set operator. */
  readonly quantifier: 'all' | 'any' | null;
  /** What is compared, or whether the key is absent (`Null`). */
  readonly test: Comparison | 'absence';
  readonly negated: boolean;
  readonly ifExists: boolean;
}

const quantifiers: Readonly<Record<string, 'all' | 'any'>> = { ForAllValues: 'all', ForAnyValue: 'any' };

const negations: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
]);

/** The operator of that name, such as `ForAnyValue:StringNotLikeIfExists`; null when IAM has none. */
export function parseConditionOperator(name: string): ConditionOperator | null {
  const [prefix, rest] = name.includes(':') ? name.split(':', 2) : [undefined, name];
  const quantifier = prefix === undefined ? null : quantifiers[prefix];
  if (quantifier === undefined || rest === undefined) return null;
  if (rest === 'Null') return { quantifier: null, test: 'absence', negated: false, ifExists: false };
  const ifExists = rest.endsWith('IfExists');
  const base = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  const positive = negations.get(base);
  const test = comparisons.get(positive ?? base);
  return test === undefined ? null : { quantifier, test, negated: positive !== undefined, ifExists };
}
