import { describe, expect, it } from 'vitest';
import { type PolicyDocument, parsePolicy } from '../../src/model/policy-document.ts';

const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const policy = { Version: '2012-10-17', Statement: [statement] };

function read(source: unknown): PolicyDocument {
  const parsed = parsePolicy(source);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.document;
}

function errorOf(source: unknown): string {
  const parsed = parsePolicy(source);
  return 'error' in parsed ? parsed.error : 'no error';
}

describe('a policy document', () => {
  it('reads the same from an object, from JSON text and from URL-encoded text', () => {
    const expected = read(policy);
    expect(expected.statements).toHaveLength(1);
    expect(read(JSON.stringify(policy))).toEqual(expected);
    expect(read(encodeURIComponent(JSON.stringify(policy)))).toEqual(expected);
    expect(read(encodeURIComponent(JSON.stringify(policy, null, 2)))).toEqual(expected);
  });

  it('leaves percent signs in JSON text alone', () => {
    const document = read(JSON.stringify({ Statement: { ...statement, Resource: 'arn:aws:s3:::b/a%20b' } }));
    expect(document.statements[0]?.resources).toEqual(['arn:aws:s3:::b/a%20b']);
  });

  it('takes a single statement like a list of one', () => {
    const [single] = read({ Statement: statement }).statements;
    const [listed] = read(policy).statements;
    expect(single).toEqual({ ...listed, pointer: '/Statement' });
  });

  it('makes lists of single texts, numbers and booleans', () => {
    const [first] = read({
      Statement: {
        ...statement,
        Action: ['s3:GetObject', 's3:PutObject'],
        Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:max-keys': 10 } },
      },
    }).statements;
    expect(first?.actions).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(first?.resources).toEqual(['*']);
    expect(first?.conditions.map(({ values }) => values)).toEqual([['false'], ['10']]);
  });

  it('tells what is left out from what is empty', () => {
    const [first] = read({
      Statement: { Effect: 'Deny', NotAction: [], NotPrincipal: '*', NotResource: 'x' },
    }).statements;
    expect(first).toMatchObject({
      effect: 'Deny',
      sid: null,
      principal: null,
      notPrincipal: '*',
      actions: null,
      notActions: [],
      resources: null,
      notResources: ['x'],
      conditions: [],
    });
  });
});

describe('policy variables', () => {
  const variable = `\${aws:username}`;
  const resourceIn = (version: object) =>
    read({ ...version, Statement: { ...statement, Resource: `a/${variable}/$1` } }).statements[0]?.resources;

  it('are known to the version of 2012 alone: elsewhere they mean their own characters', () => {
    expect(resourceIn({ Version: '2012-10-17' })).toEqual([`a/${variable}/$1`]);
    const escaped = `\${$}{aws:username}`;
    expect(resourceIn({ Version: '2008-10-17' })).toEqual([`a/${escaped}/$1`]);
    expect(resourceIn({})).toEqual([`a/${escaped}/$1`]);
  });
});

describe('what AWS refuses of a document that is clear', () => {
  it.each([
    [{ Version: '2012-10-17', Id: 'x', Statement: { ...statement, Sid: 'A', Condition: {} } }, []],
    [{ Version: null, Statement: statement }, []],
    [{ Version: '2008-10-17', Statement: { ...statement, NotAction: undefined } }, []],
    [{ Version: '2012-10-18', Statement: [statement] }, [['/Version', 'there is no version "2012-10-18"']]],
    [{ Version: 2012, Statement: [statement] }, [['/Version', 'there is no version 2012']]],
    [
      { Statement: [statement], 'a/b': 1, Comment: 'x' },
      [
        ['/a~1b', 'a/b is no element of a policy'],
        ['/Comment', 'Comment is no element of a policy'],
      ],
    ],
    [
      { Statement: { ...statement, Actions: '*' } },
      [['/Statement/Actions', 'Actions is no element of a statement']],
    ],
    [
      {
        Statement: [
          statement,
          {
            Effect: 'Deny',
            Principal: '*',
            NotPrincipal: '*',
            Action: '*',
            NotAction: 'x',
            note: 1,
            NotResource: '*',
          },
          { ...statement, NotResource: '*' },
        ],
      },
      [
        ['/Statement/1/note', 'note is no element of a statement'],
        ['/Statement/1/NotPrincipal', 'a statement has Principal or NotPrincipal, not both'],
        ['/Statement/1/NotAction', 'a statement has Action or NotAction, not both'],
        ['/Statement/2/NotResource', 'a statement has Resource or NotResource, not both'],
      ],
    ],
  ])('%j', (source, faults) => {
    expect(read(source).faults.map(({ pointer, reason }) => [pointer, reason])).toEqual(faults);
  });

  it('names a statement by a Sid that is a text, and by no other', () => {
    const sidOf = (Sid: unknown) => read({ Statement: { ...statement, Sid } }).statements[0]?.sid;
    expect(['Ours', '', 5, null].map(sidOf)).toEqual(['Ours', null, null, null]);
  });
});

describe('places', () => {
  it('are JSON pointers within the document', () => {
    const [, second] = read({
      Statement: [
        statement,
        { ...statement, Condition: { 'ForAnyValue:StringLike': { 'aws:RequestTag/a~b': ['x', 'y'] } } },
      ],
    }).statements;
    expect(second?.pointer).toBe('/Statement/1');
    expect(second?.conditions).toEqual([
      {
        operator: 'ForAnyValue:StringLike',
        key: 'aws:RequestTag/a~b',
        values: ['x', 'y'],
        pointer: '/Statement/1/Condition/ForAnyValue:StringLike/aws:RequestTag~1a~0b',
      },
    ]);
  });
});

describe('principals', () => {
  const principalOf = (principal: unknown) =>
    read({ Statement: { ...statement, Principal: principal } }).statements[0]?.principal;

  it.each([
    ['*'],
    [{ AWS: '*' }],
    [{ AWS: ['*'] }],
    [{ AWS: ['arn:aws:iam::111122223333:root', '*'], Service: 'ec2.amazonaws.com' }],
  ])('%j is everybody', (principal) => {
    expect(principalOf(principal)).toBe('*');
  });

  it('are lists by type otherwise', () => {
    expect(principalOf({ AWS: '111122223333', Service: ['a.amazonaws.com', 'b.amazonaws.com'] })).toEqual(
      new Map([
        ['AWS', ['111122223333']],
        ['Service', ['a.amazonaws.com', 'b.amazonaws.com']],
      ]),
    );
    expect(principalOf({ Federated: 'cognito-identity.amazonaws.com' })).toEqual(
      new Map([['Federated', ['cognito-identity.amazonaws.com']]]),
    );
    expect(principalOf('111122223333')).toEqual(new Map([['AWS', ['111122223333']]]));
  });

  it('of type Service are not everybody by a star', () => {
    expect(principalOf({ Service: '*' })).toEqual(new Map([['Service', ['*']]]));
  });
});

describe('what is no policy document', () => {
  it.each([
    ['', 'not a JSON object'],
    ['{"Statement": [', 'not a JSON object'],
    ['%7B%ZZ', 'not a JSON object'],
    [[policy], 'not a JSON object'],
    [null, 'not a JSON object'],
    [{}, 'no Statement'],
    [{ Statement: null }, 'no Statement'],
    [{ Statement: 'x' }, 'a statement must be an object (/Statement)'],
    [{ Statement: [] }, '/Statement'],
    [{ Statement: ['x'] }, '/Statement/0'],
    [{ Statement: [statement, { ...statement, Effect: 'allow' }] }, '/Statement/1/Effect'],
    [{ Statement: { ...statement, Action: undefined } }, 'Action or NotAction (/Statement)'],
    [{ Statement: { ...statement, Action: [{}] } }, '/Statement/Action'],
    [{ Statement: { ...statement, Principal: ['*'] } }, '/Statement/Principal'],
    [{ Statement: { ...statement, Principal: { AWS: [null] } } }, '/Statement/Principal/AWS'],
    [{ Statement: { ...statement, Condition: 'x' } }, 'Condition must be an object (/Statement/Condition)'],
    [{ Statement: { ...statement, Condition: [] } }, 'Condition must be an object (/Statement/Condition)'],
    [{ Statement: { ...statement, Condition: { Bool: true } } }, '/Statement/Condition/Bool'],
    [
      { Statement: { ...statement, Condition: { Bool: { 'a/b': { c: 1 } } } } },
      '/Statement/Condition/Bool/a~1b',
    ],
    [{ Statement: { ...statement, Condition: { Bool: { a: null } } } }, '/Statement/Condition/Bool/a'],
  ])('%j is refused with its place', (source, expected) => {
    expect(errorOf(source)).toContain(expected);
  });
});

describe('what is null', () => {
  it('is left out', () => {
    const [first] = read({
      Statement: { ...statement, Principal: null, NotAction: null, NotResource: null, Condition: null },
    }).statements;
    expect(first).toMatchObject({ principal: null, notActions: null, notResources: null, conditions: [] });
  });
});

describe('hostile keys', () => {
  it('name nothing but themselves', () => {
    const text = `{
      "__proto__": {"Statement": []},
      "Statement": {
        "Effect": "Deny", "Action": "*", "Resource": "*",
        "Principal": {"__proto__": "x", "constructor": "y"},
        "Condition": {"__proto__": {"__proto__": "1"}, "StringEquals": {"toString": "2"}}
      }
    }`;
    const [first] = read(text).statements;
    expect(first?.principal).toEqual(
      new Map([
        ['__proto__', ['x']],
        ['constructor', ['y']],
      ]),
    );
    expect(first?.conditions.map(({ operator, key, values }) => [operator, key, ...values])).toEqual([
      ['__proto__', '__proto__', '1'],
      ['StringEquals', 'toString', '2'],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('do not stand in for what a statement leaves out', () => {
    expect(errorOf('{"__proto__": {"Statement": [{"Effect": "Allow", "Action": "*"}]}}')).toContain(
      'no Statement',
    );
  });
});
