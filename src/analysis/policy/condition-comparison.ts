import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, known, yes } from '../../model/fact.ts';
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
  /** Whether each of these addresses is among the policy's, or none; null where some are. */
  readonly matchesAddresses?: (addresses: AddressSet, operands: readonly string[]) => boolean | null;
  /** Whether it asks for one text, if its operand has no wildcards. */
  readonly comparesTexts?: true;
  /** Whether policy variables stand for values of the request in the values of the policy. */
  readonly takesVariables: boolean;
}

/**
 * ARNs are compared part by part: the first five end at a colon, the sixth may hold colons. What a pattern with
 * fewer parts means, `*` apart, AWS does not say.
 */
const ofArns: Comparison = {
  matches: (value, operand) => {
    if (arnParts(operand).length !== 6 && policyVariable(operand) === null) {
      if (matchesEverything(parsePattern(operand))) return yes;
      return undetermined(`${operand} is no ARN`);
    }
    // A variable may hold colons.
    return policyVariable(operand) === null
      ? known(matchesArn(value, operand))
      : whateverVariablesAre(operand, (pattern) => matchesPattern(parsePattern(pattern), value));
  },
  matchesEvery: (operand) => policyVariable(operand) === null && matchesEverything(parsePattern(operand)),
  takesVariables: true,
};

/** The positive operators of IAM by name; the negated ones mean their opposite. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', ofTexts((value, operand) => value === operand)],
  ['StringEqualsIgnoreCase', ofTexts((value, operand) => value.toLowerCase() === operand.toLowerCase())],
  ['StringLike', ofPatterns((value, operand) => matchesPattern(parsePattern(operand), value))],
  ['BinaryEquals', ofTexts((value, operand) => value === operand)],
  ['Bool', { matches: isSameTruth, matchesEvery: () => false, takesVariables: true }],
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
  [
    'IpAddress',
    { matches: isWithin, matchesEvery: () => false, matchesAddresses: areWithin, takesVariables: false },
  ],
  // Both compare part by part and know wildcards.
  ['ArnEquals', ofArns],
  ['ArnLike', ofArns],
]);

function ofTexts(compare: (value: string, operand: string) => boolean): Comparison {
  return {
    matches: (value, operand) =>
      policyVariable(operand) === null
        ? known(compare(value, unescapePattern(operand)))
        : whateverVariablesAre(operand, (pattern) =>
            // Without case as the widest reading: what does not match then, matches in no reading.
            matchesPattern(parsePattern(pattern.toLowerCase()), value.toLowerCase()),
          ),
    matchesEvery: () => false,
    comparesTexts: true,
    takesVariables: true,
  };
}

function ofPatterns(compare: (value: string, operand: string) => boolean): Comparison {
  return {
    matches: (value, operand) => whateverVariablesAre(operand, (pattern) => compare(value, pattern)),
    matchesEvery: (operand) => policyVariable(operand) === null && matchesEverything(parsePattern(operand)),
    comparesTexts: true,
    takesVariables: true,
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
    takesVariables: false,
  };
}

/**
 * A policy variable such as `${aws:username}` that is still there stands for some text that nobody knows: what
 * does not match though it may be any text never matches.
 */
function whateverVariablesAre(operand: string, compare: (pattern: string) => boolean): Fact<boolean> {
  const variable = policyVariable(operand);
  if (variable === null || !compare(operand)) return known(variable === null && compare(operand));
  return undetermined(`${variable} differs between requests`);
}

function isSameTruth(value: string, operand: string): Fact<boolean> {
  const [left, right] = [value.toLowerCase(), operand.toLowerCase()];
  return truths.has(left) && truths.has(right) ? known(left === right) : cannotCompare(value, operand);
}

const truths: ReadonlySet<string> = new Set(['true', 'false']);

function toNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

const date = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;

/** Milliseconds since 1970, of an ISO 8601 date or of seconds since 1970. */
function toTime(text: string): number {
  if (date.test(text)) return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, offsetForm));
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Number.NaN;
}

/** The offset of a time with its colon; a date ends in two such numbers, with hyphens between them. */
function offsetForm(whole: string, hours: string, minutes: string, at: number, all: string): string {
  return all.includes('T') && at > all.indexOf('T') ? `${hours}:${minutes}` : whole;
}

function isWithin(value: string, operand: string): Fact<boolean> {
  const [address, block] = [parseCidr(value), parseCidr(operand)];
  if (address === null || block === null) return cannotCompare(value, operand);
  return known(address.family === block.family && address.first >= block.first && address.last <= block.last);
}

function areWithin(addresses: AddressSet, operands: readonly string[]): boolean | null {
  if (operands.some((operand) => parseCidr(operand) === null)) return null;
  const blocks = AddressSet.fromCidrs(operands);
  return addresses.isSubsetOf(blocks) ? true : addresses.overlaps(blocks) ? null : false;
}

function cannotCompare(value: string, operand: string): Fact<boolean> {
  return undetermined(`${value} cannot be compared with ${operand}`);
}

function matchesArn(value: string, operand: string): boolean {
  const [parts, patterns] = [arnParts(value), arnParts(operand)];
  return (
    parts.length === 6 &&
    patterns.every((pattern, index) => matchesPattern(parsePattern(pattern), parts[index] ?? ''))
  );
}

function arnParts(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
