import * as fc from 'fast-check';
import type { NaiveRequest } from './naive-evaluator.ts';

/** Small worlds, so that statements and requests meet often. */
export const actions = ['s3:GetObject', 's3:PutObject', 's3:GetBucketAcl', 'kms:Decrypt'] as const;
export const resources = [
  'arn:aws:s3:::logs',
  'arn:aws:s3:::logs/a',
  'arn:aws:s3:::logs/b/a',
  'arn:aws:s3:::data/ann',
  'arn:aws:s3:::data/*',
] as const;
export const own = '111122223333';
export const other = '444455556666';
/** Who sends: of roles, one of their sessions. */
export const principals = [
  null,
  'logs.amazonaws.com',
  `arn:aws:sts::${own}:assumed-role/app/i-1`,
  `arn:aws:sts::${own}:assumed-role/app/i-2`,
  `arn:aws:iam::${own}:user/ann`,
  `arn:aws:iam::${own}:root`,
  `arn:aws:sts::${other}:assumed-role/app/i-1`,
] as const;

/** Whom policies name. */
const named = [
  own,
  `arn:aws:iam::${own}:root`,
  `arn:aws:iam::${own}:role/app`,
  `arn:aws:iam::${other}:role/app`,
  ...principals.filter((name) => name?.startsWith('arn:')),
];

interface Key {
  readonly name: string;
  readonly values: readonly string[];
  readonly operands: readonly string[];
  readonly bases: readonly string[];
  readonly most: number;
}

const string = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'].flatMap((base) => [
  base,
  base.replace('String', 'StringNot'),
]);

/** Policy variables: known ones, absent ones, with a default, and the escapes. */
const variable = (inner: string) => `\${${inner}}`;

const keys: readonly Key[] = [
  {
    name: 'aws:SourceVpce',
    values: ['vpce-1', 'vpce-2', 'VPCE-1'],
    operands: ['vpce-1', 'vpce-2', 'vpce-?', '*', variable('aws:Tag'), `vpce-${variable("aws:Tag, '2'")}`],
    bases: string,
    most: 1,
  },
  {
    name: 'aws:Tag',
    values: ['ann', '1', '*'],
    operands: ['ann', 'a*', variable('*'), variable('aws:Tag'), `x${variable('aws:SourceVpce')}`],
    bases: string,
    most: 1,
  },
  {
    name: 'aws:PrincipalOrgPaths',
    values: ['o-1/r/ou-1/', 'o-1/r/ou-2/', 'o-2/r/'],
    operands: ['o-1/r/ou-1/', 'o-1/*', 'o-2/r/', '*'],
    bases: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
    most: 3,
  },
  {
    name: 'aws:VpcSourceIp',
    values: ['10.0.1.7', '10.1.0.1', '192.168.0.9'],
    operands: ['10.0.0.0/16', '10.0.0.0/8', '10.1.0.1', '192.168.0.0/24'],
    bases: ['IpAddress', 'NotIpAddress'],
    most: 1,
  },
  {
    name: 'aws:PrincipalArn',
    values: [`arn:aws:iam::${own}:role/app`, `arn:aws:iam::${other}:role/x/app`],
    operands: [`arn:aws:iam::${own}:role/*`, 'arn:aws:iam::*:role/app', 'arn:aws:iam::*:*', '*'],
    bases: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'],
    most: 1,
  },
  {
    name: 'aws:ViaAWSService',
    values: ['true', 'false'],
    operands: ['true', 'false'],
    bases: ['Bool'],
    most: 1,
  },
  {
    name: 's3:max-keys',
    values: ['5', '10', '10.0'],
    operands: ['10', '5'],
    bases: ['NumericEquals', 'NumericLessThan', 'NumericGreaterThanEquals', 'NumericNotEquals'],
    most: 1,
  },
  {
    name: 'aws:CurrentTime',
    values: ['2026-01-01T00:00:00Z', '2026-06-01T12:00:00+02:00'],
    operands: ['2026-01-01', '2026-03-01T00:00:00Z'],
    bases: ['DateLessThan'],
    most: 1,
  },
];

const oneOrMore = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof({ weight: 2, arbitrary: item }, fc.array(item, { minLength: 1, maxLength: 2 }));

const condition = fc
  .constantFrom(...keys)
  .chain((key) =>
    fc
      .tuple(
        fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
        fc.constantFrom(...key.bases),
        fc.constantFrom('', '', 'IfExists'),
        fc.constantFrom(key.name, key.name.toLowerCase()),
        oneOrMore(fc.constantFrom(...key.operands)),
        fc.nat(7),
      )
      .map(([set, base, suffix, name, values, chance]) =>
        chance === 0
          ? { operator: 'Null', name, values: values === key.operands[0] ? 'true' : 'false' }
          : { operator: `${set}${base}${suffix}`, name, values },
      ),
  );

const principal = fc.oneof(
  { weight: 4, arbitrary: fc.constant<unknown>('*') },
  { weight: 1, arbitrary: fc.constant<unknown>({ AWS: ['*'] }) },
  {
    weight: 4,
    arbitrary: oneOrMore(fc.constantFrom(...named)).map((names): unknown => ({ AWS: names })),
  },
  { weight: 1, arbitrary: fc.constant<unknown>({ Service: ['logs.amazonaws.com', 's3.amazonaws.com'] }) },
);
const action = oneOrMore(
  fc.constantFrom('*', '*', 's3:*', 's3:*', 's3:Get*', 'S3:getobject', 's3:??tObject', 'kms:*'),
);
const resource = oneOrMore(
  fc.constantFrom(
    '*',
    '*',
    '*',
    'arn:aws:s3:::logs*',
    'arn:aws:s3:::logs/*',
    'arn:aws:s3:::*/a',
    'arn:aws:s3:::logs/?',
    `arn:aws:s3:::data/${variable('aws:Tag')}`,
    `arn:aws:s3:::data/${variable('*')}`,
    `arn:aws:s3:::data/${variable("aws:Tag, 'ann'")}`,
  ),
);

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    principal,
    isNotPrincipal: fc.nat(9),
    action,
    isNotAction: fc.nat(6),
    resource,
    isNotResource: fc.nat(6),
    conditions: fc.array(condition, { maxLength: 2 }),
  })
  .map((drawn) => {
    const block: Record<string, Record<string, unknown>> = {};
    for (const { operator, name, values } of drawn.conditions) (block[operator] ??= {})[name] = values;
    return {
      Effect: drawn.effect,
      [drawn.isNotPrincipal === 0 ? 'NotPrincipal' : 'Principal']: drawn.principal,
      [drawn.isNotAction === 0 ? 'NotAction' : 'Action']: drawn.action,
      [drawn.isNotResource === 0 ? 'NotResource' : 'Resource']: drawn.resource,
      ...(drawn.conditions.length > 0 ? { Condition: block } : {}),
    };
  });

export const policies: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(
    fc.constantFrom<object>(
      { Version: '2012-10-17' },
      { Version: '2012-10-17' },
      { Version: '2008-10-17' },
      {},
    ),
    fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 4 })),
  )
  .map(([version, statements]) => ({ ...version, Statement: statements }));

export const requests: fc.Arbitrary<NaiveRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  keys: fc
    .tuple(...keys.map((key) => fc.uniqueArray(fc.constantFrom(...key.values), { maxLength: key.most })))
    .map((drawn) =>
      Object.fromEntries(keys.map(({ name }, index) => [name.toLowerCase(), drawn[index] ?? []])),
    ),
});
