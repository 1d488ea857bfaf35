import { describe, expect, it } from 'vitest';
import { blankComments } from '../../src/config/blank-comments.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { matchesPattern } from '../../src/model/pattern.ts';
import { rules } from '../../src/rules/registry.ts';

/** Each mistake in a configuration as `line:column: message`. */
function mistakes(text: string, path = 'vpce-lint.yaml'): readonly string[] {
  const read = readConfig(text, path, rules);
  if (!('problems' in read)) return [];
  return read.problems.map(({ position, message }) => `${position.line}:${position.column}: ${message}`);
}

describe('a configuration with mistakes', () => {
  it.each([
    ['rulez: {}', ['1:1: unknown key "rulez". Did you mean "rules"?']],
    [
      'rules:\n  gateway-endpoint-no-route-table: off',
      [
        '2:3: unknown rule "gateway-endpoint-no-route-table". Did you mean "gateway-endpoint-no-route-tables"? "vpce-lint rules" lists all of them.',
      ],
    ],
    [
      'rules:\n  dns-support-disabled: eror',
      ['2:25: rules.dns-support-disabled takes off, info, warning, error, not "eror". Did you mean "error"?'],
    ],
    [
      'rules:\n  dns-support-disabled: {severty: error}',
      ['2:26: unknown key "severty". Did you mean "severity"?'],
    ],
    [
      'rules:\n  dns-support-disabled: 3',
      ['2:25: rules.dns-support-disabled: expected one of "off"|"info"|"warning"|"error", not 3'],
    ],
    [
      'extends: [recomended]',
      [
        '1:11: extends.0 takes recommended, strict, perimeter, cost, not "recomended". Did you mean "recommended"?',
      ],
    ],
    [
      'scope:\n  accounts: [111122223333]',
      ['2:14: scope.accounts.0 must be a string, not a number: put it in quotes'],
    ],
    [
      'scope:\n  accounts: ["1234"]',
      ['2:14: scope.accounts.0: expected the 12 digits of an account, not "1234"'],
    ],
    ['failOn: error\nfailOn: none', ['2:1: map keys must be unique']],
    ['a: [1', ['1:6: flow sequence in block collection must be sufficiently indented and end with a ]']],
    ['- a', ['1:1: it must be an object, not a list']],
    ['__proto__: {a: 1}', ['1:1: unknown key "__proto__".']],
    ['failOn: loud\nrulez: {}\nextends: strict', 3],
    [
      'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]',
      1,
    ],
    ['extends: *nothing', 1],
  ])('%j', (text, expected) => {
    if (typeof expected === 'number') expect(mistakes(text)).toHaveLength(expected);
    else expect(mistakes(text)).toEqual(expected);
  });

  it.each([
    [
      '{\n  // why\n  "failOn": "eror", /* x */\n}',
      ['3:13: failOn takes error, warning, info, none, not "eror". Did you mean "error"?'],
    ],
    ['{"failOn": "error",\n\t"failOn": "none"}', ['2:2: map keys must be unique']],
  ])('as JSON with comments: %j', (text, expected) => {
    expect(mistakes(text, 'vpce-lint.jsonc')).toEqual(expected);
  });

  it.each([
    [''],
    ['# nothing\n'],
    ['{}'],
    ['extends: [strict, cost]\nfailOn: none'],
    ['rules: {dns-support-disabled: {severity: off}}'],
  ])('has none: %j', (text) => {
    expect(mistakes(text)).toEqual([]);
  });
});

describe('blankComments', () => {
  it.each([
    ['{"a": "// no /* comment", }', '{"a": "// no /* comment"  }'],
    ['{"a": 1, // x\n "b": [1, /* y\n */ ]}', '{"a": 1,     \n "b": [1      \n    ]}'],
    ['{"a": "\\"//", "b": ",}"}', '{"a": "\\"//", "b": ",}"}'],
  ])('%j', (text, blanked) => {
    expect(blankComments(text)).toBe(blanked);
    expect(blanked).toHaveLength(text.length);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['eu-*', 'eu-west-1', true],
    ['eu-*', 'us-east-1', false],
    ['*', '', true],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['a.c', 'abc', false],
    ['x', 'x', true],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });
});
