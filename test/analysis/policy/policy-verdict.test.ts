import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/analysis/policy/caller.ts';
import { explainPart } from '../../../src/analysis/policy/explain-part.ts';
import { judgePolicy } from '../../../src/analysis/policy/policy-verdict.ts';
import type { PolicyKind } from '../../../src/analysis/policy/principal-match.ts';
import {
  absent,
  type ContextValue,
  present,
  requestContext,
} from '../../../src/analysis/policy/request-context.ts';
import type { PolicyRequest } from '../../../src/analysis/policy/statement-answer.ts';
import { parsePolicy } from '../../../src/model/policy-document.ts';

const own = '111122223333';
const role = `arn:aws:iam::${own}:role/app`;
const session = `arn:aws:sts::${own}:assumed-role/app/i-1`;

function judge(
  statements: readonly object[],
  {
    keys = {},
    kind = 'resource',
    ...fields
  }: Partial<PolicyRequest> & {
    readonly keys?: Readonly<Record<string, ContextValue>>;
    readonly kind?: PolicyKind;
  } = {},
) {
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statements });
  if ('error' in parsed) throw new Error(parsed.error);
  const request: PolicyRequest = {
    caller: { kind: 'principal', arn: role },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::logs/a',
    context: requestContext(keys),
    ...fields,
  };
  const verdict = judgePolicy(parsed.document, request, kind);
  const { decision, deciding, part } = verdict;
  return {
    ...verdict,
    text: [decision, deciding?.statement.sid, part?.pointer]
      .filter((each) => each !== undefined && each !== null)
      .join(' '),
    why: part === null ? '' : explainPart(part, request),
  };
}

const allow = (fields: object = {}) => ({
  Sid: 'Open',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  ...fields,
});
const deny = (fields: object = {}) => ({ ...allow(fields), Sid: 'Shut', Effect: 'Deny' });
const unless = (operator: string) => ({ Condition: { [operator]: { 'aws:SourceVpce': 'vpce-1' } } });

describe('what a policy decides, by which statement and which part of it', () => {
  it('an Allow that applies', () => {
    expect(judge([allow()]).text).toBe('allow Open');
  });

  it('a Deny that applies beats it, in whatever order', () => {
    expect(judge([allow(), deny()]).text).toBe('explicit-deny Shut');
    expect(judge([deny(), allow()]).text).toBe('explicit-deny Shut');
  });

  it('nothing that applies is an implicit deny, by the part of the Allow that comes nearest', () => {
    expect(judge([deny({ Action: 'kms:*' })]).text).toBe('implicit-deny');
    expect(judge([allow({ Action: 's3:Put*' })]).text).toBe('implicit-deny Open /Statement/0/Action');
    const nearest = judge(
      [allow({ Resource: 'arn:aws:s3:::data/*', Sid: 'Data' }), allow(unless('StringEquals'))],
      { keys: { 'aws:SourceVpce': absent } },
    );
    expect(nearest.text).toBe('implicit-deny Open /Statement/1/Condition/StringEquals/aws:SourceVpce');
    expect(nearest.why).toBe(
      'its condition StringEquals aws:SourceVpce fails: the request carries no aws:SourceVpce',
    );
  });

  it('what hangs on a value is unknown, by the condition that does', () => {
    const open = judge([allow(), deny(unless('StringNotEquals'))]);
    expect(open.text).toBe('unknown Shut /Statement/1/Condition/StringNotEquals/aws:SourceVpce');
    expect(open.why).toContain('is open');
    expect(open.missing).not.toEqual([]);
  });

  it('what nothing allows does not pass, whether or not it is denied too', () => {
    const closed = judge([deny(unless('StringNotEquals'))]);
    expect(closed.decision).toBe('unknown');
    expect(closed.passes).toEqual({ known: true, value: false });
  });

  it('requests of which a part is meant are unknown', () => {
    expect(judge([allow({ Action: 's3:Get*' })], { action: 's3:*' }).decision).toBe('unknown');
    expect(judge([allow({ Action: ['s3:Get*', 's3:*'] })], { action: 's3:*' }).decision).toBe('allow');
    expect(judge([allow({ NotAction: 'kms:*', Action: undefined })], { action: 's3:*' }).decision).toBe(
      'allow',
    );
    expect(judge([allow({ NotResource: 'arn:aws:s3:::x*', Resource: undefined })]).decision).toBe('allow');
    expect(judge([allow({ Resource: undefined })]).decision).toBe('allow');
  });

  it('of an older version, variables are plain text', () => {
    const policy = (Version?: string) =>
      parsePolicy({ Version, Statement: allow({ Resource: `arn:aws:s3:::home/\${aws:username}` }) });
    const keys = { 'aws:username': present('ann') };
    const decide = (version: string | undefined, resource: string) => {
      const parsed = policy(version);
      if ('error' in parsed) throw new Error(parsed.error);
      const request = { caller: { kind: 'anonymous' }, action: 's3:GetObject', resource } as const;
      return judgePolicy(parsed.document, { ...request, context: requestContext(keys) }, 'resource').decision;
    };
    expect(decide('2012-10-17', 'arn:aws:s3:::home/ann')).toBe('allow');
    expect(decide('2008-10-17', 'arn:aws:s3:::home/ann')).toBe('implicit-deny');
    expect(decide(undefined, 'arn:aws:s3:::home/ann')).toBe('implicit-deny');
  });
});

describe('who is meant', () => {
  const callers: Readonly<Record<string, Caller>> = {
    role: { kind: 'principal', arn: role },
    session: { kind: 'principal', arn: session },
    user: { kind: 'principal', arn: `arn:aws:iam::${own}:user/ann` },
    root: { kind: 'principal', arn: `arn:aws:iam::${own}:root` },
    account: { kind: 'account', account: own },
    foreign: { kind: 'other-accounts', except: [own] },
    service: { kind: 'service', name: 'logs.amazonaws.com' },
    anonymous: { kind: 'anonymous' },
    anybody: { kind: 'anybody' },
  };
  const decisions = (fields: object, kind: PolicyKind, names: readonly string[]) =>
    names.map(
      (name) => judge([allow(fields)], { caller: callers[name] ?? { kind: 'anybody' }, kind }).decision,
    );

  const all = Object.keys(callers);
  const yes = 'allow';
  const no = 'implicit-deny';
  const open = 'unknown';

  it.each<[string, object, readonly string[]]>([
    ['everybody', { Principal: '*' }, all.map(() => yes)],
    ['everybody, as a list', { Principal: { AWS: ['*'] } }, all.map(() => yes)],
    ['an account', { Principal: { AWS: own } }, [yes, yes, yes, yes, yes, no, no, no, open]],
    [
      'its root',
      { Principal: { AWS: `arn:aws:iam::${own}:root` } },
      [yes, yes, yes, yes, yes, no, no, no, open],
    ],
    ['a role', { Principal: { AWS: role } }, [yes, yes, no, no, open, no, no, no, open]],
    ['a session', { Principal: { AWS: session } }, [open, yes, no, no, open, no, no, no, open]],
    ['a service', { Principal: { Service: 'logs.amazonaws.com' } }, [no, no, no, no, no, no, yes, no, open]],
    ['an id', { Principal: { AWS: 'AROAEXAMPLE' } }, [open, open, open, open, open, open, no, no, open]],
    [
      'all but an account',
      { Principal: undefined, NotPrincipal: { AWS: own } },
      [open, open, open, no, no, yes, yes, yes, open],
    ],
    [
      'all but an account and its role',
      { Principal: undefined, NotPrincipal: { AWS: [own, role] } },
      [no, open, open, no, no, yes, yes, yes, open],
    ],
    ['nobody that AWS knows of', { Principal: undefined }, all.map(() => open)],
  ])('%s', (_, fields, expected) => {
    expect(decisions(fields, 'resource', all)).toEqual(expected);
  });

  it('at a gateway endpoint is everybody, or root users', () => {
    expect(decisions({ Principal: '*' }, 'gateway-endpoint', ['role', 'anonymous'])).toEqual([yes, yes]);
    expect(decisions({ Principal: { AWS: role } }, 'gateway-endpoint', ['role', 'account', 'root'])).toEqual([
      no,
      no,
      no,
    ]);
    expect(
      decisions({ Principal: { AWS: own } }, 'gateway-endpoint', ['role', 'account', 'root', 'foreign']),
    ).toEqual([no, open, yes, no]);
  });

  it('needs no principal where a policy belongs to one', () => {
    expect(decisions({ Principal: undefined }, 'identity', ['role'])).toEqual([yes]);
    expect(decisions({ Principal: undefined }, 'service-control', ['role'])).toEqual([yes]);
  });
});
