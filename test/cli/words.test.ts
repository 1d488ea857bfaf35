import { describe, expect, it } from 'vitest';
import { usageMessage } from '../../src/cli/usage-message.ts';
import { closest, didYouMean } from '../../src/model/closest.ts';

describe('closest', () => {
  const known = ['check', 'rules', 'explain', 'schema', 'demo'];

  it.each([
    ['chek', 'check'],
    ['CHECK', 'check'],
    ['explian', 'explain'],
    ['rule', 'rules'],
    ['dmeo', 'demo'],
    ['sch', null],
    ['expl', 'explain'],
    ['dumps/', null],
    ['', null],
    ['zzzzzz', null],
  ])('to %j is %s', (name, meant) => {
    expect(closest(name, known)).toBe(meant);
  });

  it('asks only where there is something close', () => {
    expect(didYouMean('chek', known)).toBe(' Did you mean "check"?');
    expect(didYouMean('zzzzzz', known)).toBe('');
  });
});

describe('usageMessage', () => {
  it.each([
    ['Unknown argument: fromat', 'Unknown argument: fromat. Did you mean --format?'],
    ['Unknown arguments: fail-onn, x', 'Unknown arguments: fail-onn, x. Did you mean --fail-on?'],
    ['Unknown argument: qwertyuiop', 'Unknown argument: qwertyuiop'],
    ['Not enough arguments following: f', '--format needs a value.'],
    ['Not enough arguments following: only', '--only needs a value.'],
    [
      'Not enough non-option arguments: got 0, need at least 1',
      'Something is missing: vpce-lint explain <rule>',
    ],
    [
      'Invalid values:\n  Argument: color, Given: "alway", Choices: "auto", "always", "never"',
      '--color takes auto, always, never, not "alway". Did you mean "always"?',
    ],
    [
      'Invalid values:\n  Argument: fail-on, Given: "a, "b"\nc", Choices: "error", "none"',
      '--fail-on takes error, none, not "a, "b"\nc".',
    ],
    ['No command given.', 'No command given.'],
  ])('of %j is %j', (complaint, message) => {
    expect(usageMessage(complaint, 'explain <rule>')).toBe(message);
  });
});
