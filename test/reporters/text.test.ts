import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { assembleReport } from '../../src/report/assemble-report.ts';
import type { Finding, Location, Report } from '../../src/report/report.ts';
import { displayWidth } from '../../src/reporters/text/display-width.ts';
import { textReport } from '../../src/reporters/text/text-report.ts';
import { finding, reportOf, resource, routeTableIds, sampleReport, subnets } from './sample-report.ts';

function text(report: Report, width = 100): string {
  return textReport(report, { color: 'never', width });
}

function textOf(one: Finding, width = 100): string {
  return text(reportOf([one], { rules: [] }), width);
}

function placeWith(line: string, from: number, to: number): Location {
  return {
    ...routeTableIds,
    line: 1,
    column: from,
    endLine: 1,
    endColumn: to,
    excerpt: { lines: [{ number: 1, text: line, marked: { from, to } }], elided: 0 },
  };
}

/** The excerpt's line and the marker below it. */
function excerptOf(location: Location, width = 100): readonly [string, string] {
  const lines = textOf(finding({ location }), width).split('\n');
  const at = lines.findIndex((line) => line.startsWith('   1 | '));
  return [lines[at] ?? '', lines[at + 1] ?? ''];
}

describe('textReport', () => {
  it('shows findings worst first, what is undecided by missing fact, and the counts', () => {
    expect(text(sampleReport)).toBe(`\
error[gateway-endpoint-no-route-tables] VPC endpoint vpce-1111111111 "s3" (111122223333/eu-west-1, vpc-1)
  Gateway endpoint vpce-1111111111 is associated with no route table, so no subnet of vpc-1 reaches
  com.amazonaws.eu-west-1.s3 through it. Associate it with the route tables of the subnets that use
  the service.
     --> snapshots/prod.json:1843:7
       |
  1843 |       "RouteTableIds": [],
       |       ^^^^^^^^^^^^^^^^^^^
  affects  subnet-1, subnet-2, subnet-3, subnet-4, subnet-5 + 2 more
  code     NO_ROUTE_TO_DESTINATION (Reachability Analyzer)
  why      A gateway endpoint works through routes that AWS adds to the route tables it is
           associated with. Without one, no subnet sends anything through it.
  fix      Associate the endpoint with the route tables of the subnets that use the service, or
           delete it.
  help     vpce-lint explain gateway-endpoint-no-route-tables

error[gateway-endpoint-no-route-tables] VPC endpoint vpce-3333333333 (222233334444/eu-west-1, vpc-9)
  Gateway endpoint vpce-3333333333 is associated with no route table.
   --> gone.json (/scopes/0/facts/vpcEndpoints/items/0/RouteTableIds)
  help     vpce-lint explain gateway-endpoint-no-route-tables

warning[endpoint-policy-full-access] VPC endpoint vpce-2222222222 (111122223333/eu-west-1, vpc-1) [security]
  The policy of vpce-2222222222 allows all actions [*] to everybody. Allow what you need.
    --> dumps/eu west/endpoints#1.json:98:3
      |
   98 | /   "PolicyDocument": {
   99 | |     "Statement": [
  100 | |       {
  101 | |         "Effect": "Allow",
   ... (7 lines)
  109 | \\   },
  affects  rtb-1 "app"
  see      rtb-1 sends [S3] traffic to it.
           --> dumps/eu west/routes.json:12:9
  see      The default policy says the same.
  why      Whoever reaches the endpoint can use it to copy data to an account of their own.
  fix      Allow the principals and resources that you know.
  help     vpce-lint explain endpoint-policy-full-access

info[s3-through-nat] NAT gateway nat-1 (111122223333/eu-west-1, vpc-1) [cost]
  Subnets of vpc-1 send S3 traffic through nat-1.
  why      A NAT gateway charges for every gigabyte; a gateway endpoint for S3 is free.
  fix      Create a gateway endpoint for S3.
  help     vpce-lint explain s3-through-nat

3 answers of 3 rules undecided, listed under every fact that is missing:

undecided[bucketPolicies] of 111122223333 (denied: AccessDenied)
  1 rule undecided: gateway-endpoint-no-route-tables
  allow    s3:GetBucketPolicy (for aws s3api get-bucket-policy)

undecided[networkInterfaces] of 111122223333/eu-west-1 (not collected)
  2 rules undecided on 2 resources: endpoint-policy-full-access, gateway-endpoint-no-route-tables
  about    subnet-1, subnet-2
  collect  aws ec2 describe-network-interfaces

undecided[publicAddresses] (no prefix list of sts)
  1 rule undecided on 1 resource: s3-through-nat
  about    vpc-1 "prod"

4 findings: 2 errors, 1 warning, 1 info · 1 suppressed · 3 undecided
checked 61 endpoints, 9 VPCs in 2 accounts and regions with 3 rules
to decide 1 of 3: collect with aws ec2 describe-network-interfaces
to decide 1 of 3: allow s3:GetBucketPolicy
`);
  });

  it('says calmly that nothing was found', () => {
    const extent = { endpoints: 1, endpointServices: 2, vpcs: 1, scopes: 1 };
    expect(text(reportOf([], { extent }))).toBe(`\
No findings, and nothing undecided.
checked 1 endpoint, 2 endpoint services, 1 VPC in 1 account and region with 3 rules
`);
  });

  it('says that it is undecided where it found nothing', () => {
    const { undecided, summary } = sampleReport;
    const report = reportOf([], {
      undecided: undecided.slice(0, 1),
      summary: { ...summary, error: 0, warning: 0, info: 0, undecided: 1 },
    });
    expect(text(report)).toBe(`\
1 answer of 1 rule undecided, listed under every fact that is missing:

undecided[networkInterfaces] of 111122223333/eu-west-1 (not collected)
  1 rule undecided on 2 resources: endpoint-policy-full-access
  about    subnet-1, subnet-2

No findings (1 suppressed), but 1 undecided for want of facts.
checked 61 endpoints, 9 VPCs in 2 accounts and regions with 3 rules
`);
  });

  it('puts together what is missing in several regions, and the reasons of one', () => {
    const missing = (region: string, reason: string) => [
      { family: 'vpcAttributes', account: '111122223333', region, reason },
    ];
    const vpc = (id: string, region: string) => [resource('AWS::EC2::VPC', id, { region })];
    const undecided = [
      ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-west-4'].flatMap((region) => [
        { rule: 'a', missing: missing(region, 'not collected'), affected: vpc('vpc-1', region), count: 1 },
        { rule: 'b', missing: missing(region, 'not collected'), affected: vpc('vpc-1', region), count: 1 },
      ]),
      ...['vpc-7', 'vpc-8', 'vpc-9'].map((id) => ({
        rule: 'a',
        missing: missing('us-east-1', `not collected for ${id}`),
        affected: vpc(id, 'us-east-1'),
        count: 1,
      })),
    ];
    const summary = { ...sampleReport.summary, undecided: undecided.length };
    expect(text(reportOf([], { undecided, summary }))).toContain(`\
undecided[vpcAttributes] of 111122223333/eu-west-1, 111122223333/eu-west-2, 111122223333/eu-west-3 + 1 more (not collected)
  2 rules undecided on 4 resources: a, b
  about    vpc-1, vpc-1, vpc-1, vpc-1

undecided[vpcAttributes] of 111122223333/us-east-1 (not collected for vpc-7, not collected for vpc-8 + 1 more)
  1 rule undecided on 3 resources: a
  about    vpc-7, vpc-8, vpc-9
`);
  });

  it('explains a rule with its first finding only', () => {
    const report = reportOf([finding(), finding(), finding()]);
    expect(text(report).match(/^ {2}why /gm)).toHaveLength(1);
    expect(text(report).match(/^ {2}fix /gm)).toHaveLength(1);
    expect(
      text(report).match(/^ {2}help {5}vpce-lint explain gateway-endpoint-no-route-tables$/gm),
    ).toHaveLength(3);
  });

  it('names the account and region of what is affected elsewhere', () => {
    const affected = [...subnets(1), resource('AWS::EC2::Subnet', 'subnet-9', { account: '222233334444' })];
    expect(textOf(finding({ affected }))).toContain(
      '\n  affects  subnet-1, subnet-9 (222233334444/eu-west-1)\n',
    );
  });

  it('shows the first places of evidence and counts the rest', () => {
    const evidence = Array.from({ length: 7 }, (_, index) => ({
      message: `Place ${index}.`,
      location: null,
    }));
    const shown = textOf(finding({ evidence }));
    expect(shown.match(/^ {2}see .*$/gm)).toHaveLength(5);
    expect(shown).toContain('\n           + 2 more places\n');
  });

  it('gives its colours only when they are asked for', () => {
    const start = '\u001b[';
    const plain = text(sampleReport);
    const coloured = textReport(sampleReport, { color: 'always', width: 100 });
    expect(plain).not.toContain(start);
    expect(coloured).toContain(`${start}1;31merror[gateway-endpoint-no-route-tables]${start}0m`);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});

describe('the width of a text report', () => {
  it('breaks prose at the width of the terminal', () => {
    const prose = text(sampleReport, 60)
      .split('\n')
      .filter((line) => /^ {2}(?:\S+ [a-z]|why|fix)|^ {11}\w/.test(line));
    expect(prose.length).toBeGreaterThan(5);
    expect(Math.max(...prose.map(displayWidth))).toBeLessThanOrEqual(60);
  });

  it('does not break a command between backticks', () => {
    const message = 'Delete the endpoint (`aws ec2 delete-vpc-endpoints --vpc-endpoint-ids vpce-1`), or not.';
    expect(textOf(finding({ message }), 50).split('\n').slice(1, 4)).toEqual([
      '  Delete the endpoint',
      '  (`aws ec2 delete-vpc-endpoints --vpc-endpoint-ids vpce-1`),',
      '  or not.',
    ]);
  });

  it('does not spread prose over a wide terminal', () => {
    expect(text(sampleReport, 400)).toBe(text(sampleReport, 100));
  });

  it('keeps commands and places on one line', () => {
    const narrow = text(sampleReport, 20);
    expect(narrow).toContain('\n  help     vpce-lint explain gateway-endpoint-no-route-tables\n');
    expect(narrow).toContain('\n  collect  aws ec2 describe-network-interfaces\n');
    expect(narrow).toContain('\n           --> dumps/eu west/routes.json:12:9\n');
  });

  it('shows a window around the mark in a file of one long line', () => {
    const item = `{"VpcEndpointId":"vpce-1","RouteTableIds":[],"Padding":"${'x'.repeat(60)}"}`;
    const source = `{"VpcEndpoints":[${Array.from({ length: 500 }, () => item).join()}]}`;
    const { trace: _, ...plain } = finding();
    const report = assembleReport({
      ...sampleReport,
      snapshot: { documents: [{ path: 'min.json', kind: 'aws-cli', start: 0, readText: () => source }] },
      verdicts: {
        findings: [
          {
            ...plain,
            evidence: [],
            location: { document: 0, pointer: '/VpcEndpoints/250/RouteTableIds' },
          },
        ],
        undecided: [],
        rules: [],
      },
      factSource: () => null,
    });
    expect(text(report, 70).split('\n').slice(5, 9)).toEqual([
      '   --> min.json:1:29794',
      '     |',
      '   1 | …xxx"},{"VpcEndpointId":"vpce-1","RouteTableIds":[],"Padding":…',
      '     |                                  ^^^^^^^^^^^^^^^^^^',
    ]);
  });

  it.each([
    ['"Key": "value"', 1, 15, '"Key": "value"', 1],
    [`${' '.repeat(80)}"Key": 1,`, 81, 89, '"Key": 1', 25],
    [`"Key": "${'v'.repeat(90)}"`, 1, 100, `"Key": "${'v'.repeat(24)}…`, 1],
    [`${'p'.repeat(70)}"Key": "${'v'.repeat(90)}"`, 71, 170, `"Key": "${'v'.repeat(12)}…`, 13],
  ])('cuts %j (%i to %i) to the terminal and marks %j', (line, from, to, marked, column) => {
    const [shown, marker] = excerptOf(placeWith(line, from, to), 40);
    expect(displayWidth(shown)).toBeLessThanOrEqual(40);
    const start = marker.indexOf('^');
    expect(shown.slice(start, marker.length)).toBe(marked);
    expect(start - '   1 | '.length).toBe(column - 1);
  });

  it('marks behind characters that fill two columns or none, and behind tabs', () => {
    expect(excerptOf(placeWith('\t"名前": "e\u0301", "State": 1', 14, 24))).toEqual([
      '   1 |   "名前": "e\u0301", "State": 1',
      '     |                ^^^^^^^^^^',
    ]);
  });
});

describe('hostile names in a text report', () => {
  const hostile = 'a\u001b[31mred\u009b2J\u0007\r\n\u202eevil\u2066\u200b\u2028\u{e0041}\ud800';
  const harmless = 'a\\u001b[31mred\\u009b2J\\u0007\\r\\n\\u202eevil\\u2066\\u200b\\u2028\\u{e0041}\\ud800';

  it('are written out wherever they come', () => {
    const location = {
      ...placeWith(`"${hostile.replace('\r\n', '')}": []`, 1, 5),
      file: hostile,
      pointer: hostile,
    };
    const shown = text(
      reportOf(
        [
          finding({
            message: `About ${hostile}.`,
            resource: resource(hostile, hostile, {
              name: hostile,
              account: hostile,
              region: hostile,
              vpcId: hostile,
            }),
            affected: [resource('AWS::EC2::Subnet', hostile, { name: hostile })],
            location,
            evidence: [{ message: hostile, location: { ...location, excerpt: null } }],
            code: hostile,
          }),
        ],
        {
          rules: [],
          undecided: [
            {
              rule: 'a',
              missing: [{ family: hostile, account: hostile, region: hostile, reason: hostile }],
              affected: [resource('AWS::EC2::VPC', hostile)],
              count: 1,
            },
          ],
        },
      ),
    );
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(shown).toContain(`"${harmless}"`);
    expect(shown).toContain(`--> ${harmless}:1:1\n`);
    expect(shown).toContain(`undecided[${harmless}]`);
  });

  it('do not add lines', () => {
    const lines = (name: string) =>
      textOf(finding({ resource: resource('AWS::EC2::VPC', 'vpc-1', { name }) })).split('\n');
    expect(lines('one\ntwo\r\n\n# three')).toHaveLength(lines('one').length);
  });

  it('keep the marker below what it marks', () => {
    const [shown, marker] = excerptOf(placeWith('"\u0085\u202e": "x", "State": 1', 12, 22));
    expect(shown).toBe('   1 | "\\u0085\\u202e": "x", "State": 1');
    expect(shown.slice(marker.indexOf('^'), marker.length)).toBe('"State": 1');
  });
});
