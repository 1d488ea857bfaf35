import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { MatrixReport } from '../../src/report/matrix-report.ts';
import { type MatrixDocument, matrixSchema } from '../../src/report/matrix-schema.ts';
import { matrixJson } from '../../src/reporters/matrix-json.ts';
import { matrixMarkdown } from '../../src/reporters/matrix-markdown.ts';
import { matrixText } from '../../src/reporters/text/matrix-text.ts';
import {
  blocked,
  byEndpoint,
  byNat,
  cell,
  matrix,
  sender,
  subnet,
  unknown,
  vpc,
  way,
} from './sample-matrix.ts';

const mixed = {
  ...byEndpoint,
  verdict: 'partial',
  private: false,
  ways: [way('gateway-endpoint', 'vpce-2'), way('nat-gateway', 'nat-1')],
} as const;

const whole = matrix(
  [
    vpc([
      subnet('subnet-1', 'app-a', [cell('s3', byNat), cell('ssm', byEndpoint)]),
      subnet('subnet-2', 'app-b', [cell('s3', byNat), cell('ssm', byEndpoint)], { zone: 'eu-west-1b' }),
      subnet('subnet-3', 'db', [cell('s3', blocked), cell('ssm', unknown)], { hasCompute: false }),
      subnet('subnet-4', undefined, [
        cell('s3', mixed),
        cell(
          'ssm',
          { ...blocked, verdict: 'partial' },
          {
            kinds: 3,
            senders: [
              sender('eni-1', 'sg-1', blocked),
              sender('eni-2', 'sg-2', byEndpoint),
              sender('eni-3', 'sg-3', byEndpoint),
            ],
          },
        ),
      ]),
    ]),
  ],
  {
    reasons: { 'security-group-denied': 'None of the rules permits it.' },
    factSources: [
      {
        family: 'vpcAttributes',
        command: 'aws ec2 describe-vpc-attribute',
        action: 'ec2:DescribeVpcAttribute',
      },
    ],
  },
);

function text(report: MatrixReport, width = 100): string {
  return matrixText(report, { color: 'never', width });
}

describe('the matrix as text', () => {
  it('has a row for each kind of subnet, and says below what the words stand for', () => {
    expect(text(whole)).toBe(`vpc-1 "shop" 111122223333/eu-west-1

subnet    zone           s3                           ssm
app-a +1  eu-west-1a +1  NAT                          endpoint
db *      eu-west-1a     blocked: security group [1]  unknown: vpcAttributes [2]
subnet-4  eu-west-1a     partial [3]                  blocked: security group 1/3 [4]

  app-a +1: app-a, app-b
  NAT: nat-1 "name of nat-1" (s3)
  endpoint: vpce-1 "name of vpce-1" (ssm)
  gateway endpoint: vpce-2 "name of vpce-2" (s3)
  [1] blocked by sg-1 "app" [security-group-denied]
  [2] unknown for want of vpcAttributes of 111122223333/eu-west-1 (not collected)
  [3] reachable via gateway endpoint vpce-2 "name of vpce-2"; reachable via NAT nat-1 "name of
      nat-1"
  [4] senders with sg-1: blocked by sg-1 "app" [security-group-denied]. other senders: endpoint
  1/4: of 4 kinds of sender in the subnet, as their security groups and other traits make them,
      1 fares so
  * no compute yet: security groups of senders are left out, and none has a public address

  security-group-denied: None of the rules permits it.

  collect  aws ec2 describe-vpc-attribute

1 VPC, 4 subnets x 2 services: 4 reachable (2 not privately), 2 partial, 2 where no compute is yet
`);
  });

  const services = [
    'athena',
    'dynamodb',
    'ecr.api',
    'kms',
    'logs',
    's3',
    'secretsmanager',
    'sqs',
    'ssm',
    'sts',
  ];
  const row = (id: string) =>
    subnet(
      id,
      `name of ${id}`,
      services.map((service, index) =>
        cell(service, index % 2 === 0 ? blocked : byEndpoint, { kinds: id.length }),
      ),
    );
  const wide = matrix([vpc([row('subnet-1'), { ...row('subnet-2'), hasCompute: false }])]);

  it('is turned round where it does not fit the terminal and that takes fewer lines', () => {
    expect(text(wide, 80)).toContain(
      [
        'service         name of subnet-1             name of subnet-2 *',
        'athena          blocked: security group [1]  blocked: security group [1]',
        'dynamodb        endpoint                     endpoint',
      ].join('\n'),
    );
    expect(text(wide, 400)).toContain('\nsubnet              zone        athena ');
  });

  it('goes on below where neither fits, and no line is wider than the terminal', () => {
    const many = matrix([
      vpc(Array.from({ length: 9 }, (_, index) => ({ ...row(`subnet-${index}`), cells: differing(index) }))),
    ]);
    const lines = text(many, 90).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(90);
    expect(lines.filter((line) => /^(?:subnet|service) +\S/.test(line)).length).toBeGreaterThan(1);
    for (const service of services) expect(lines.join('\n')).toContain(service);

    function differing(row: number) {
      return services.map((service, index) => cell(service, index === row ? blocked : byEndpoint));
    }
  });

  it('colours what does not work, and nothing else', () => {
    const colored = matrixText(whole, { color: 'always', width: 100 });
    expect(colored).toContain('\u001b[1;31mblocked: security group [1]\u001b[0m');
    expect(colored).toContain('  NAT                          endpoint\n');
  });

  it('names subnets by their ids where two have one name', () => {
    const same = [
      subnet('subnet-1', 'app', [cell('s3', byNat)]),
      subnet('subnet-2', 'app', [cell('s3', blocked)]),
    ];
    expect(text(matrix([vpc(same)]))).toMatch(/^subnet-1 .*\nsubnet-2 /m);
  });

  it('tells how little there is where nothing is', () => {
    expect(text(matrix([]))).toBe('0 VPCs, 0 subnets x 0 services\n');
    expect(text(matrix([vpc([subnet('subnet-1', undefined, [])])]))).toContain(
      'Nothing that could be asked for from here has an endpoint',
    );
  });
});

describe('names that are not what they seem', () => {
  const evil = '\u001b[2J|<img src=x>`@me\u202e\n[link](http://x)';
  const hostile = matrix([
    vpc(
      [
        subnet(
          'subnet-1',
          evil,
          [
            cell(evil, { ...byEndpoint, ways: [{ ...way('interface-endpoint', evil), viaName: evil }] }),
            cell('s3', {
              ...blocked,
              blockers: blocked.blockers.map((each) => ({
                ...each,
                component: { ...each.component, name: evil },
              })),
            }),
          ],
          { zone: evil },
        ),
      ],
      { name: evil, assumptions: [evil] },
    ),
  ]);

  it('do nothing to a terminal', () => {
    const shown = text(hostile);
    for (const character of ['\u001b', '\u202e']) expect(shown).not.toContain(character);
    expect(shown).toContain('\\u001b[2J|<img');
  });

  it('are neither markup nor mentions in Markdown, and end no cell', () => {
    const shown = matrixMarkdown(hostile);
    for (const mark of ['\u001b', '\u202e', '<img', '`@', '[link](', 'http://x'])
      expect(shown).not.toContain(mark);
    const [head, rule, row] = shown.split('\n').filter((line) => line.startsWith('|'));
    expect([head, rule, row].map((line) => line?.split('|').length)).toEqual([6, 6, 6]);
  });
});

describe('the matrix as Markdown', () => {
  it('is a table for each VPC', () => {
    const shown = matrixMarkdown(whole);
    expect(shown).toContain('\n| subnet | zone | s3 | ssm |\n| --- | --- | --- | --- |\n');
    expect(shown).toContain('\n| app-a +1 | eu-west-1a +1 | NAT | endpoint |\n');
    expect(shown).toContain('| ❌ blocked: security group \\[1\\] | ❔ unknown: vpcAttributes \\[2\\] |');
    expect(shown).toContain('\n- \\[1\\] blocked by sg-1 ');
    expect(shown).toContain('\n- vpcAttributes: `aws ec2 describe-vpc-attribute`\n');
  });
});

describe('the matrix as JSON', () => {
  const parse = (json: string): MatrixDocument => JSON.parse(json) as MatrixDocument;

  it('fits the published schema', () => {
    const valid = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(matrixSchema);
    for (const report of [whole, matrix([])]) {
      valid(parse(matrixJson(report)));
      expect(valid.errors).toBeNull();
    }
    expect(valid({ ...parse(matrixJson(whole)), subnets: [{}] })).toBe(false);
  });

  it('has the keys of the contract, in its order, and a line for each subnet', () => {
    const json = matrixJson(whole);
    const { subnets, vpcs, ...head } = parse(json);
    expect(Object.keys(head)).toEqual(['format', 'version', 'tool', 'inputs', 'services']);
    expect(Object.keys(vpcs[0] ?? {})).toEqual([
      'id',
      'name',
      'account',
      'region',
      'services',
      'assumptions',
    ]);
    const [first, , , last] = subnets;
    expect(Object.keys(first ?? {})).toEqual([
      'id',
      'name',
      'account',
      'region',
      'vpcId',
      'zone',
      'hasCompute',
      'assumptions',
      'cells',
    ]);
    const outcome = ['verdict', 'private', 'via', 'viaId', 'blockers', 'missing'];
    expect(Object.keys(first?.cells[0] ?? {})).toEqual(['service', ...outcome]);
    expect(Object.keys(last?.cells[1] ?? {})).toEqual(['service', ...outcome, 'senders']);
    expect(Object.keys(last?.cells[1]?.senders?.[0] ?? {})).toEqual([
      'example',
      'groupIds',
      'replyPorts',
      'hasPublicIpv4',
      'hasIpv6',
      ...outcome,
    ]);
    expect(last?.cells[0]).toMatchObject({
      via: null,
      viaId: null,
      ways: [
        { verdict: 'reachable', via: 'gateway-endpoint', viaId: 'vpce-2' },
        { verdict: 'reachable', via: 'nat-gateway', viaId: 'nat-1' },
      ],
    });
    for (const { id } of subnets) expect(json).toMatch(new RegExp(`^ {4}\\{"id":"${id}",.*\\},?$`, 'm'));
  });
});
