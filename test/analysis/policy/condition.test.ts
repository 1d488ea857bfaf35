import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCondition, evaluateConditions } from '../../../src/analysis/policy/condition.ts';
import {
  absent,
  type ContextValue,
  perhaps,
  present,
  presentSomehow,
  presentWithin,
  requestContext,
} from '../../../src/analysis/policy/request-context.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { Fact } from '../../../src/model/fact.ts';
import { type PolicyCondition, parsePolicy } from '../../../src/model/policy-document.ts';

const key = 'aws:SourceVpce';

function condition(operator: string, values: readonly string[], name = key): PolicyCondition {
  return { operator, key: name, values, pointer: '' };
}

/** `true`, `false`, or `null` where the requests of the class differ. */
function verdict(fact: Fact<boolean>): boolean | null {
  return fact.known ? fact.value : null;
}

function evaluate(operator: string, values: readonly string[], value: ContextValue): boolean | null {
  return verdict(evaluateCondition(condition(operator, values), requestContext({ [key]: value })));
}

describe('a key that the request does not carry', () => {
  it.each([
    ['StringEquals', 'vpce-1', false],
    ['StringNotEquals', 'vpce-1', true],
    ['StringEqualsIfExists', 'vpce-1', true],
    ['StringNotEqualsIfExists', 'vpce-1', true],
    ['StringLike', '*', false],
    ['StringNotLike', '*', true],
    ['StringEqualsIgnoreCase', 'x', false],
    ['StringNotEqualsIgnoreCase', 'x', true],
    ['IpAddress', '10.0.0.0/8', false],
    ['NotIpAddress', '10.0.0.0/8', true],
    ['IpAddressIfExists', '10.0.0.0/8', true],
    ['NotIpAddressIfExists', '10.0.0.0/8', true],
    ['ArnLike', '*', false],
    ['ArnNotLike', '*', true],
    ['ArnLikeIfExists', '*', true],
    ['Bool', 'true', false],
    ['BoolIfExists', 'true', true],
    ['NumericLessThan', '5', false],
    ['NumericNotEquals', '5', true],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', false],
    ['Null', 'true', true],
    ['Null', 'false', false],
    ['ForAllValues:StringEquals', 'vpce-1', true],
    ['ForAllValues:StringNotEquals', 'vpce-1', true],
    ['ForAnyValue:StringEquals', 'vpce-1', false],
  ])('%s %s is %s', (operator, value, expected) => {
    expect(evaluate(operator, [value], absent)).toBe(expected);
    expect(evaluate(operator, [value], present())).toBe(expected);
  });

  it('is left open where AWS does not say', () => {
    expect(evaluate('ForAnyValue:StringEqualsIfExists', ['x'], absent)).toBe(null);
    expect(evaluate('ForAnyValue:StringNotEquals', ['x'], absent)).toBe(null);
  });
});

describe('a key that the request carries', () => {
  it.each([
    ['StringEquals', ['vpce-1'], 'vpce-1', true],
    ['StringEquals', ['vpce-2', 'vpce-1'], 'vpce-1', true],
    ['StringEquals', ['VPCE-1'], 'vpce-1', false],
    ['StringEquals', ['vpce-*'], 'vpce-1', false],
    ['StringEqualsIgnoreCase', ['VPCE-1'], 'vpce-1', true],
    ['StringNotEquals', ['vpce-2', 'vpce-1'], 'vpce-1', false],
    ['StringNotEquals', ['vpce-2', 'vpce-3'], 'vpce-1', true],
    ['StringNotEqualsIfExists', ['vpce-1'], 'vpce-1', false],
    ['StringLike', ['vpce-?'], 'vpce-1', true],
    ['StringLike', ['vpce-?'], 'vpce-12', false],
    ['StringLike', [`a\${*}c`], 'a*c', true],
    ['StringLike', [`a\${*}c`], 'abc', false],
    ['StringNotLike', ['vpce-*'], 'vpce-1', false],
    ['IpAddress', ['10.0.0.0/8'], '10.1.2.3', true],
    ['IpAddress', ['10.1.2.3'], '10.1.2.3', true],
    ['IpAddress', ['10.1.2.3'], '10.1.2.4', false],
    ['IpAddress', ['2001:db8::/32'], '2001:db8::1', true],
    ['IpAddress', ['0.0.0.0/0'], '2001:db8::1', false],
    ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '192.168.1.1', false],
    ['Bool', ['TRUE'], 'true', true],
    ['NumericEquals', ['10'], '10.0', true],
    ['NumericGreaterThanEquals', ['10'], '9', false],
    ['DateLessThan', ['2026-01-01T00:00:00Z'], '2025-12-31', true],
    ['DateEquals', ['1767225600'], '2026-01-01T00:00:00Z', true],
    ['ArnLike', ['arn:aws:iam::*:role/app*'], 'arn:aws:iam::111122223333:role/app-1', true],
    ['ArnEquals', ['arn:aws:iam::*:role/app*'], 'arn:aws:iam::111122223333:role/app-1', true],
    ['ArnLike', ['arn:aws:*:role/app'], 'arn:aws:iam::111122223333:role/app', null],
    ['ArnLike', ['arn:aws:iam::*:role/app'], 'arn:aws:iam::1:user/role/app', false],
    ['ArnNotLike', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:user/x', true],
    ['ArnEquals', ['*'], 'arn:aws:iam::1:user/x', true],
    ['ArnLike', ['arn:aws:iam::1:role/app'], 'app', false],
    ['ArnLike', ['arn:*:*:*:*:*'], 'arn:aws', false],
    ['ArnNotEquals', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:user/x', true],
    ['ArnLike', ['arn:aws:logs:eu-west-1:1:log-group:x:*'], 'arn:aws:logs:eu-west-1:1:log-group:x:y:z', true],
    ['ArnLike', ['arn:aws:logs:eu-west-1:1:log-group:x'], 'arn:aws:logs:eu-west-1:1:log-groupx', false],
    ['BinaryEquals', ['QmluYXJ5'], 'QmluYXJ5', true],
    ['BinaryEquals', ['qmluyxj5'], 'QmluYXJ5', false],
    ['Bool', ['false'], 'true', false],
    ['Bool', ['yes'], 'true', null],
    ['StringNotEqualsIgnoreCase', ['VPCE-1'], 'vpce-1', false],
    ['NumericLessThan', ['10'], '9.5', true],
    ['NumericLessThanEquals', ['10'], '10', true],
    ['NumericGreaterThan', ['10'], '10', false],
    ['NumericNotEquals', ['10'], '11', true],
    ['NumericEquals', ['0x10'], '16', null],
    ['NumericEquals', ['ten'], '10', null],
    ['DateNotEquals', ['2026-01-01'], '2026-01-01T00:00:00Z', false],
    ['DateLessThanEquals', ['2026-01-01T01:00:00+0100'], '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', ['2026'], '2026-01-01T00:00:00Z', false],
    ['DateGreaterThanEquals', ['2026'], '2026-01-01T00:00:00Z', true],
    ['DateLessThan', ['tomorrow'], '2026-01-01', null],
    ['DateLessThan', ['2026-01-01T00:00:00'], '2025-12-31', null],
    ['IpAddress', ['10.0.0.0/33'], '10.0.0.1', null],
    ['Null', ['maybe'], 'x', null],
    ['Null', ['true'], 'x', false],
    ['Null', ['false'], 'x', true],
    ['ForAllValues:StringEquals', ['a', 'b'], 'a', true],
    ['ForAnyValue:StringEquals', ['a', 'b'], 'c', false],
  ])('%s %j on %s is %s', (operator, values, value, expected) => {
    expect(evaluate(operator, values, present(value))).toBe(expected);
  });

  it('that is one of some addresses is within blocks where all of them are', () => {
    const some = presentWithin(key, AddressSet.fromCidrs(['10.1.0.0/16']));
    expect(evaluate('IpAddress', ['192.0.2.0/24', '10.0.0.0/8'], some)).toBe(true);
    expect(evaluate('IpAddress', ['192.0.2.0/24'], some)).toBe(false);
    expect(evaluate('IpAddress', ['10.1.0.0/17'], some)).toBe(null);
    expect(evaluate('IpAddress', ['10.0.0.0/8', 'the office'], some)).toBe(null);
    expect(evaluate('NotIpAddress', ['10.0.0.0/8'], some)).toBe(false);
    const one = presentWithin(key, AddressSet.fromCidrs(['10.1.2.3/32']));
    expect(one).toEqual(present('10.1.2.3'));
  });

  it('with several values needs a set operator', () => {
    const both = present('a', 'c');
    expect(evaluate('ForAllValues:StringEquals', ['a', 'b'], both)).toBe(false);
    expect(evaluate('ForAllValues:StringNotEquals', ['b'], both)).toBe(true);
    expect(evaluate('ForAnyValue:StringEquals', ['a', 'b'], both)).toBe(true);
    expect(evaluate('ForAnyValue:StringNotEquals', ['a'], both)).toBe(true);
    expect(evaluate('StringEquals', ['a', 'b'], both)).toBe(null);
  });

  it.each([
    ['the same value', `\${aws:Tag}`, 'vpce-1', true],
    ['a name in other case', `\${AWS:tag}`, 'vpce-1', true],
    ['another value', `x\${aws:Tag}`, 'vpce-1', false],
    ['a wildcard in the value, which is none', `\${aws:Star}`, 'vpce-1', false],
    ['a default for a key that is absent', `\${aws:None, 'vpce-1'}`, 'vpce-1', true],
    ['a default that is not needed', `\${aws:Tag, 'x'}`, 'vpce-1', true],
    ['a key that is absent', `\${aws:None}`, 'vpce-1', null],
    ['a key that may be absent', `\${aws:Else}`, 'vpce-1', null],
    ['a value that differs', `\${aws:Some}`, 'vpce-1', null],
    ['a value that differs, in what cannot match', `x\${aws:Some}`, 'vpce-1', false],
    ['several values', `\${aws:Many}`, 'vpce-1', null],
  ])('is compared with a policy variable: %s', (_, operand, value, expected) => {
    const context = requestContext({
      [key]: present(value),
      'aws:Tag': present('vpce-1'),
      'aws:Star': present('*'),
      'aws:None': absent,
      'aws:Some': presentSomehow('aws:Some'),
      'aws:Many': present('vpce-1', 'vpce-2'),
    });
    for (const operator of ['StringEquals', 'StringLike']) {
      expect(verdict(evaluateCondition(condition(operator, [operand]), context))).toBe(expected);
      const negated = operator.replace('String', 'StringNot');
      expect(verdict(evaluateCondition(condition(negated, [operand]), context))).toBe(
        expected === null ? null : !expected,
      );
    }
  });

  it('may have any value', () => {
    expect(evaluate('StringEquals', ['vpce-1'], presentSomehow(key))).toBe(null);
    expect(evaluate('Null', ['true'], presentSomehow(key))).toBe(false);
    expect(evaluate('StringLike', ['*'], presentSomehow(key))).toBe(true);
    expect(evaluate('StringNotLike', ['*'], presentSomehow(key))).toBe(false);
  });
});

describe('a key that only some requests carry', () => {
  it('decides where its presence makes no difference', () => {
    expect(evaluate('StringEqualsIfExists', ['own'], perhaps('own'))).toBe(true);
    expect(evaluate('StringEquals', ['own'], perhaps('own'))).toBe(null);
    expect(evaluate('StringNotEquals', ['other'], perhaps('own'))).toBe(true);
    expect(evaluate('StringEquals', ['other'], perhaps('own'))).toBe(false);
    expect(evaluate('Null', ['true'], perhaps('own'))).toBe(null);
  });
});

describe('names', () => {
  it('of keys are compared without case', () => {
    const context = requestContext({ 'aws:SourceVpce': present('vpce-1') });
    for (const name of ['aws:sourceVpce', 'AWS:SOURCEVPCE', 'aws:SourceVpce']) {
      expect(verdict(evaluateCondition(condition('StringEquals', ['vpce-1'], name), context))).toBe(true);
    }
  });

  it('of operators that IAM does not have leave it open', () => {
    for (const operator of [
      'StringEqual',
      'stringequals',
      'constructor:StringEquals',
      'ForAnyValue:Bool:x',
      'NullIfExists',
      '',
    ]) {
      expect(evaluate(operator, ['vpce-1'], present('vpce-1'))).toBe(null);
    }
  });
});

describe('several conditions', () => {
  it('must all hold, and one that fails decides', () => {
    const context = requestContext({ a: present('1'), b: absent });
    const holds = condition('StringEquals', ['1'], 'a');
    const fails = condition('StringEquals', ['1'], 'b');
    const open = condition('StringEquals', ['1'], 'c');
    expect(verdict(evaluateConditions([], context))).toBe(true);
    expect(verdict(evaluateConditions([holds], context))).toBe(true);
    expect(verdict(evaluateConditions([holds, open], context))).toBe(null);
    expect(verdict(evaluateConditions([open, fails], context))).toBe(false);
  });
});

describe('a Deny unless the request comes through vpce-1', () => {
  const denies = (conditionBlock: object, sourceVpce: ContextValue) => {
    const parsed = parsePolicy({
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: conditionBlock },
    });
    const conditions = 'document' in parsed ? (parsed.document.statements[0]?.conditions ?? []) : [];
    return verdict(evaluateConditions(conditions, requestContext({ 'aws:SourceVpce': sourceVpce })));
  };
  const own = { 'aws:SourceVpce': 'vpce-1' };

  it.each([
    ['StringNotEquals', { StringNotEquals: own }, false, true, true],
    ['StringNotEqualsIfExists', { StringNotEqualsIfExists: own }, false, true, true],
    [
      'StringNotEqualsIfExists and Null false',
      { StringNotEqualsIfExists: own, Null: { 'aws:SourceVpce': 'false' } },
      false,
      true,
      false,
    ],
  ])('%s', (_, block, throughOwn, throughOther, throughNone) => {
    expect(denies(block, present('vpce-1'))).toBe(throughOwn);
    expect(denies(block, present('vpce-2'))).toBe(throughOther);
    expect(denies(block, absent)).toBe(throughNone);
  });
});

describe('forgetting what a request carries', () => {
  const operators = fc.constantFrom(
    ...['', 'ForAllValues:', 'ForAnyValue:'].flatMap((prefix) =>
      [
        'StringEquals',
        'StringNotEquals',
        'StringLike',
        'StringNotLike',
        'IpAddress',
        'NotIpAddress',
        'Bool',
        'ArnLike',
        'NumericLessThan',
        'DateNotEquals',
      ].flatMap((base) => [`${prefix}${base}`, `${prefix}${base}IfExists`]),
    ),
    'Null',
    'StringMatches',
  );
  const texts = fc.constantFrom(
    '*',
    'a',
    'b',
    'a?',
    'true',
    'false',
    '10.0.0.1',
    '10.0.0.0/8',
    '7',
    `\${aws:x}`,
    'arn:aws:s3:::b',
    'arn:aws:s3:::*',
  );
  const values = fc.array(texts, { maxLength: 3 });

  it('makes an answer unknown or leaves it', () => {
    fc.assert(
      fc.property(operators, values, values, (operator, operands, carried) => {
        const full = evaluate(operator, operands, present(...carried));
        const less = [perhaps(...carried), ...(carried.length > 0 ? [presentSomehow(key)] : [])];
        const nothing = verdict(evaluateCondition(condition(operator, operands), requestContext({})));
        for (const answer of [...less.map((value) => evaluate(operator, operands, value)), nothing]) {
          if (answer !== null) expect(answer).toBe(full);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
