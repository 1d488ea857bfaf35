import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeIssue } from '../../src/model/describe-issue.ts';

const item = z.strictObject({
  Id: z.string(),
  Port: z.int().nullish(),
  Flag: z.boolean().nullish(),
  Policy: z.union([z.string(), z.looseObject({})]).nullish(),
  Kind: z.enum(['a', 'b']).nullish(),
  'a/b': z.array(z.object({ Key: z.string() })).nullish(),
});

function issueOf(value: unknown) {
  const { error } = item.safeParse(value);
  if (!error) throw new Error('nothing is wrong');
  return describeIssue(error, value);
}

describe('describeIssue', () => {
  it.each([
    [{}, '/Id', 'Id is missing'],
    [{ Id: 5 }, '/Id', 'Id must be a string, not a number'],
    [{ Id: null }, '/Id', 'Id must be a string, not null'],
    [{ Id: true }, '/Id', 'Id must be a string, not true'],
    [{ Id: [] }, '/Id', 'Id must be a string, not a list'],
    [{ Id: 'x', Port: 1.5 }, '/Port', 'Port must be a whole number, not a number'],
    [{ Id: 'x', Flag: 'yes' }, '/Flag', 'Flag must be true or false, not a string'],
    [{ Id: 'x', Policy: 5 }, '/Policy', 'Policy must be a string or an object, not a number'],
    [{ Id: 'x', Kind: 'c' }, '/Kind', 'Kind: expected one of "a"|"b", not "c"'],
    [
      { Id: 'x', 'a/b': [{ Key: 'k' }, { Key: 1 }] },
      '/a~1b/1/Key',
      'a/b.1.Key must be a string, not a number',
    ],
    [{ Id: 'x', 'a/b': {} }, '/a~1b', 'a/b must be a list, not an object'],
    [{ Id: 'x', more: 1, evenMore: 2 }, '', 'unknown key "more", "evenMore"'],
    [7, '', 'it must be an object, not a number'],
  ])('tells what is wrong with %j and where', (value, pointer, message) => {
    expect(issueOf(value)).toEqual({ pointer, message });
  });

  it('refuses numbers that JavaScript cannot hold exactly', () => {
    expect(issueOf({ Id: 'x', Port: 2 ** 60 }).message).toMatch(/^Port: .*9007199254740991/);
  });

  it('shows a number, a text of just the length that is shown, and words that look like those of the schema', () => {
    const port = z.int().max(65_535);
    expect(describeIssue(port.safeParse(70_000).error ?? { issues: [] }, 70_000).message).toMatch(
      /, not 70000$/,
    );
    const kind = (length: number) => issueOf({ Id: 'x', Kind: 'v'.repeat(length) }).message;
    expect(kind(60)).toBe(`Kind: expected one of "a"|"b", not "${'v'.repeat(60)}"`);
    expect(kind(61)).toBe('Kind: expected one of "a"|"b"');
    const own = z.string().refine(() => false, 'say it in plain words: it is Invalid input: here');
    expect(describeIssue(own.safeParse('x').error ?? { issues: [] }, 'x').message).toBe(
      'it: say it in plain words: it is Invalid input: here, not "x"',
    );
  });

  it('clips what is longer than 300 characters, and says so', () => {
    const message = (length: number) => issueOf({ Id: 'x', ['k'.repeat(length)]: 1 }).message;
    const most = 300 - 'unknown key ""'.length;
    expect(message(most)).toBe(`unknown key "${'k'.repeat(most)}"`);
    expect(message(most + 1)).toBe(`unknown key "${'k'.repeat(most + 1)}…`);
  });

  it('does not repeat long names and values', () => {
    expect(issueOf({ Id: 'x', ['k'.repeat(10_000)]: 1 }).message.length).toBeLessThan(320);
    expect(issueOf({ Id: 'x', Kind: 'v'.repeat(10_000) }).message).toBe('Kind: expected one of "a"|"b"');
  });
});
