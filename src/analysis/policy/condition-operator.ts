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

const shape = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

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
  if (name === 'Null') return { quantifier: null, test: 'absence', negated: false, ifExists: false };
  const [, prefix, base = '', suffix] = shape.exec(name) ?? [];
  const positive = negations.get(base);
  const test = comparisons.get(positive ?? base);
  if (test === undefined) return null;
  const quantifier = prefix === undefined ? null : prefix === 'ForAllValues' ? 'all' : 'any';
  return { quantifier, test, negated: positive !== undefined, ifExists: suffix !== undefined };
}
