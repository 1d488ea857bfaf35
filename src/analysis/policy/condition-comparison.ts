import { parseCidr } from '../../model/cidr.ts';
import { type Fact, known } from '../../model/fact.ts';
import { undetermined } from './request-context.ts';
import {
  matchesEverything,
  matchesPattern,
  parsePattern,
  policyVariable,
  unescapePattern,
} from './text-pattern.ts';

/** Compares a value of the request with a value of the policy. */
export interface Comparison {
  readonly matches: (value: string, operand: string) => Fact<boolean>;
  /** Whether every value of the request matches this value of the policy. */
  readonly matchesEvery: (operand: string) => boolean;
}

/** The positive operators of IAM by name; the negated ones mean their opposite. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', ofTexts((value, operand) => value === operand)],
  ['StringEqualsIgnoreCase', ofTexts((value, operand) => value.toLowerCase() === operand.toLowerCase())],
  ['StringLike', ofPatterns((value, operand) => matchesPattern(parsePattern(operand), value))],
  ['BinaryEquals', ofTexts((value, operand) => value === operand)],
  ['Bool', ofTexts((value, operand) => value.toLowerCase() === operand.toLowerCase())],
  ['NumericEquals', ofNumbers(toNumber, (value, operand) => value === operand)],
  ['NumericLessThan', ofNumbers(toNumber, (value, operand) => value < operand)],
  ['NumericLessThanEquals', ofNumbers(toNumber, (value, operand) => value <= operand)],
  ['NumericGreaterThan', ofNumbers(toNumber, (value, operand) => value > operand)],
  ['NumericGreaterThanEquals', ofNumbers(toNumber, (value, operand) => value >= operand)],
  ['DateEquals', ofNumbers(toTime, (value, operand) => value === operand)],
  ['DateLessThan', ofNumbers(toTime, (value, operand) => value < operand)],
  ['DateLessThanEquals', ofNumbers(toTime, (value, operand) => value <= operand)],
  ['DateGreaterThan', ofNumbers(toTime, (value, operand) => value > operand)],
  ['DateGreaterThanEquals', ofNumbers(toTime, (value, operand) => value >= operand)],
  ['IpAddress', { matches: isWithin, matchesEvery: () => false }],
  // Both compare part by part and know wildcards.
  ['ArnEquals', ofPatterns(matchesArn)],
  ['ArnLike', ofPatterns(matchesArn)],
]);

function ofTexts(compare: (value: string, operand: string) => boolean): Comparison {
  return {
    matches: (value, operand) => withoutVariables(operand, () => compare(value, unescapePattern(operand))),
    matchesEvery: () => false,
  };
}

function ofPatterns(compare: (value: string, operand: string) => boolean): Comparison {
  return {
    matches: (value, operand) => withoutVariables(operand, () => compare(value, operand)),
    matchesEvery: (operand) => policyVariable(operand) === null && matchesEverything(parsePattern(operand)),
  };
}

function ofNumbers(
  read: (text: string) => number,
  compare: (value: number, operand: number) => boolean,
): Comparison {
  return {
    matches: (value, operand) => {
      const [left, right] = [read(value), read(operand)];
      if (Number.isNaN(left) || Number.isNaN(right)) return cannotCompare(value, operand);
      return known(compare(left, right));
    },
    matchesEvery: () => false,
  };
}

/** A policy variable such as `${aws:username}` stands for a value of the request. */
function withoutVariables(operand: string, compare: () => boolean): Fact<boolean> {
  const variable = policyVariable(operand);
  return variable === null ? known(compare()) : undetermined(`${variable} differs between requests`);
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Milliseconds since 1970, of an ISO 8601 date or of seconds since 1970. */
function toTime(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
}

function isWithin(value: string, operand: string): Fact<boolean> {
  const [address, block] = [parseCidr(value), parseCidr(operand)];
  if (address === null || block === null) return cannotCompare(value, operand);
  return known(address.family === block.family && address.first >= block.first && address.last <= block.last);
}

function cannotCompare(value: string, operand: string): Fact<boolean> {
  return undetermined(`${value} cannot be compared with ${operand}`);
}

/** The first five parts of an ARN end at a colon; the sixth may hold colons. */
function matchesArn(value: string, operand: string): boolean {
  const [parts, patterns] = [arnParts(value), arnParts(operand)];
  if (patterns.length !== 6) return matchesPattern(parsePattern(operand), value);
  return (
    parts.length === 6 &&
    patterns.every((pattern, index) => matchesPattern(parsePattern(pattern), parts[index] ?? ''))
  );
}

function arnParts(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
