import type { Location, Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Finding, Location as Place, Report } from '../../src/report/report.ts';
import { type SarifOptions, sarifReport } from '../../src/reporters/sarif.ts';
import {
  finding,
  findings,
  fullAccess,
  reportOf,
  resource,
  routeTableIds,
  sampleReport,
  subnets,
} from './sample-report.ts';

function sarifOf(report: Report, options: Partial<SarifOptions> = {}): string {
  return sarifReport(report, { profile: 'github', category: null, fits: () => true, ...options });
}

function runOf(report: Report, options: Partial<SarifOptions> = {}): Run {
  const log: Log = JSON.parse(sarifOf(report, options));
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

function resultsOf(report: Report): readonly Result[] {
  return runOf(report).results ?? [];
}

function resultOf(one: Finding): Result {
  const [result] = resultsOf(reportOf([one]));
  if (result === undefined) throw new Error('no result');
  return result;
}

function uriOf(place: Partial<Place> | null, of: Partial<Finding> = {}): string | undefined {
  const location = place === null ? null : { ...routeTableIds, ...place };
  return resultOf(finding({ ...of, location })).locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

/** What GitHub code scanning would refuse or show wrongly. */
function objections(run: Run): string[] {
  const results = run.results ?? [];
  const rules = run.tool.driver.rules ?? [];
  const places = (result: Result): Location[] => [
    ...(result.locations ?? []),
    ...(result.relatedLocations ?? []),
  ];
  return [
    ...(results.length > 5000 ? ['more than 5000 results'] : []),
    ...results.flatMap((result, index) => [
      ...(result.locations?.length === 1 ? [] : [`${index}: not one location`]),
      ...places(result).flatMap(({ physicalLocation }) => [
        ...(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))(?:[\w.!~*'()-]|%[0-9A-F]{2}|\/)+$/.test(
          physicalLocation?.artifactLocation?.uri ?? '',
        )
          ? []
          : [`${index}: ${physicalLocation?.artifactLocation?.uri} is not a relative path`]),
        ...((physicalLocation?.region?.startLine ?? 0) >= 1 ? [] : [`${index}: no line`]),
      ]),
      ...(/\.$/.test(result.message.text ?? '') ? [] : [`${index}: no period`]),
      ...(rules[result.ruleIndex ?? -1]?.id === result.ruleId ? [] : [`${index}: wrong rule`]),
      ...(result.partialFingerprints?.primaryLocationLineHash ? [] : [`${index}: no fingerprint`]),
      ...(result.suppressions === undefined ? [] : [`${index}: suppressed`]),
    ]),
    ...(new Set(results.map((result) => result.partialFingerprints?.primaryLocationLineHash)).size ===
    results.length
      ? []
      : ['two results with one fingerprint']),
    ...rules.flatMap((rule) => [
      ...(/^(?:[A-Z0-9][a-z0-9]*)+$/.test(rule.name ?? '') ? [] : [`${rule.id}: name ${rule.name}`]),
      ...[rule.shortDescription?.text, rule.fullDescription?.text].flatMap((text = '') =>
        text.endsWith('.') && text.length <= 1024 ? [] : [`${rule.id}: description ${text}`],
      ),
      ...(rule.help?.text && rule.help.markdown ? [] : [`${rule.id}: no help`]),
      ...(['string', 'undefined'].includes(typeof rule.properties?.['security-severity'])
        ? []
        : [`${rule.id}: security-severity is no text`]),
    ]),
    ...(run.invocations?.[0]?.executionSuccessful === true ? [] : ['not successful']),
    ...(run.automationDetails?.id?.endsWith('/') ? [] : ['no category']),
  ];
}

describe('sarifReport', () => {
  it('is what GitHub code scanning takes', () => {
    const log: Log = JSON.parse(sarifOf(sampleReport));
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(objections(runOf(sampleReport))).toEqual([]);
  });

  it('has an empty list of results when nothing is found, which closes the alerts', () => {
    expect(runOf(reportOf([])).results).toEqual([]);
  });

  it('shows a finding at its lines, with the marked text and the lines around it', () => {
    expect(resultOf(finding()).locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'snapshots/prod.json', uriBaseId: '%SRCROOT%' },
          region: {
            startLine: 1843,
            startColumn: 7,
            endLine: 1843,
            endColumn: 26,
            snippet: { text: '"RouteTableIds": []' },
          },
          contextRegion: {
            startLine: 1843,
            endLine: 1843,
            snippet: { text: '      "RouteTableIds": [],\n' },
          },
        },
        logicalLocations: [
          {
            name: 'vpce-1111111111',
            fullyQualifiedName: '111122223333/eu-west-1/AWS::EC2::VPCEndpoint/vpce-1111111111',
            kind: 'resource',
          },
        ],
      },
    ]);
  });

  it('gives the text of several lines only where all of it is known', () => {
    const lines = [
      { number: 4, text: '  "Groups": [', marked: { from: 3, to: 14 } },
      { number: 5, text: '    "sg-1"', marked: { from: 5, to: 11 } },
      { number: 6, text: '  ], "State": 1', marked: { from: 3, to: 4 } },
    ];
    const place = { ...routeTableIds, line: 4, column: 3, endLine: 6, endColumn: 4 };
    const region = (excerpt: Place['excerpt']) =>
      resultOf(finding({ location: { ...place, excerpt } })).locations?.[0]?.physicalLocation?.region;
    expect(region({ lines, elided: 0 })?.snippet?.text).toBe('"Groups": [\n    "sg-1"\n  ]');
    expect(region({ lines, elided: 2 })).toEqual({ startLine: 4, startColumn: 3, endLine: 6, endColumn: 4 });
    expect(region(null)).toEqual({ startLine: 4 });
  });

  it('gives no text where the excerpt cuts a long line', () => {
    const excerpt = { lines: [{ number: 1, text: '…"A":"xxx…', marked: { from: 2, to: 10 } }], elided: 0 };
    const place = { ...routeTableIds, line: 1, column: 900, endLine: 1, endColumn: 1900, excerpt };
    const [location] = resultOf(finding({ location: place })).locations ?? [];
    expect(location?.physicalLocation?.region).toEqual({
      startLine: 1,
      startColumn: 900,
      endLine: 1,
      endColumn: 1900,
    });
    expect(location?.physicalLocation?.contextRegion).toBeUndefined();
  });

  it.each([
    ['dumps/eu west/a#b%c.json', 'dumps/eu%20west/a%23b%25c.json'],
    ['./a/../b.json', 'a/b.json'],
    ['../shared/b.json', 'shared/b.json'],
    ['/var/data/b.json', 'var/data/b.json'],
    ['C:\\data\\b.json', 'C%3A/data/b.json'],
    ['arn:aws:s3/b.json', 'arn%3Aaws%3As3/b.json'],
    ['ü/\ud800.json', '%C3%BC/%EF%BF%BD.json'],
  ])('writes the file %j as the relative uri %s', (file, uri) => {
    expect(uriOf({ file })).toBe(uri);
  });

  it('gives every resource without a file a stable path of its own', () => {
    const at = (id: string, account: string | null) =>
      uriOf(null, { resource: resource('AWS::EC2::VPCEndpointService', id, { account, region: null }) });
    expect(at('vpce-svc-1', '111122223333')).toBe(
      'aws/111122223333/unknown-region/vpc-endpoint-service/vpce-svc-1',
    );
    expect(at('arn:aws:x/y', null)).toBe(
      'aws/unknown-account/unknown-region/vpc-endpoint-service/arn%3Aaws%3Ax%2Fy',
    );
    expect(uriOf({ file: '<stdin>' })).toBe('aws/111122223333/eu-west-1/vpc-endpoint/vpce-1111111111');
  });

  it('links its evidence from the message, and takes no other bracket for a link', () => {
    const [, , result] = resultsOf(sampleReport);
    expect(result?.message.text).toBe(
      'The policy of vpce-2222222222 allows all actions \\[*\\] to everybody. Allow what you need. ' +
        'Affects 1 resource: rtb-1 "app". Evidence: [rtb-1 sends \\[S3\\] traffic to it](1).',
    );
    expect(result?.relatedLocations).toMatchObject([
      {
        id: 1,
        message: { text: 'rtb-1 sends [S3] traffic to it.' },
        physicalLocation: {
          artifactLocation: { uri: 'dumps/eu%20west/routes.json' },
          region: { startLine: 12 },
        },
      },
    ]);
  });

  it('says how many resources are affected and names the first', () => {
    expect(resultOf(finding({ message: 'It is wrong', affected: subnets(7) })).message.text).toBe(
      'It is wrong. Affects 7 resources: subnet-1, subnet-2, subnet-3 + 4 more.',
    );
  });

  it('leaves no control characters of names in messages', () => {
    const { message } = resultOf(finding({ message: 'VPC \u001b[2J\u202e"x"\nis wrong.' }));
    expect(message.text).toBe('VPC \\\\u001b\\[2J\\\\u202e"x" is wrong.');
  });

  it('tells two findings with one fingerprint apart', () => {
    const results = resultsOf(reportOf([finding(), finding(), finding({ fingerprint: '00000000000000b1' })]));
    expect(results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash)).toEqual([
      '00000000000000a1:1',
      '00000000000000a1:2',
      '00000000000000b1:1',
    ]);
    expect(results[0]?.partialFingerprints?.['vpceLint/v1']).toBe('00000000000000a1:1');
  });

  it('leaves out what is suppressed', () => {
    expect(resultsOf(sampleReport)).toHaveLength(findings.length - 1);
    expect(sarifOf(sampleReport)).not.toContain('00000000000000a5');
  });

  it('keeps the first 5000 findings, which are the worst', () => {
    const many = Array.from({ length: 5002 }, (_, index) =>
      finding({ fingerprint: index.toString(16).padStart(16, '0') }),
    );
    const results = resultsOf(reportOf(many));
    expect(results).toHaveLength(5000);
    expect(results.at(-1)?.partialFingerprints?.['vpceLint/v1']).toBe('0000000000001387:1');
    expect(objections(runOf(reportOf(many)))).toEqual([]);
  });

  it('describes every rule that ran, whether it found something or not', () => {
    const [rule] = runOf(reportOf([])).tool.driver.rules ?? [];
    expect(rule).toEqual({
      id: 'endpoint-policy-full-access',
      name: 'EndpointPolicyFullAccess',
      shortDescription: { text: 'An endpoint policy allows every action to everybody.' },
      fullDescription: { text: fullAccess.why },
      helpUri: fullAccess.references[0],
      help: {
        text: expect.stringContaining(`How to fix it: ${fullAccess.fix}`),
        markdown: expect.stringContaining(`**How to fix it:** ${fullAccess.fix}`),
      },
      defaultConfiguration: { level: 'warning' },
      properties: {
        tags: ['security', 'policy', 'aws', 'vpc-endpoint'],
        precision: 'very-high',
        'problem.severity': 'warning',
        'security-severity': '5.0',
      },
    });
    expect(
      runOf(sampleReport).tool.driver.rules?.map(({ defaultConfiguration }) => defaultConfiguration?.level),
    ).toEqual(['warning', 'error', 'note']);
  });

  it('cuts descriptions that GitHub would refuse', () => {
    const long = { ...fullAccess, why: 'word '.repeat(400) };
    expect(objections(runOf(reportOf([], { rules: [long] })))).toEqual([]);
  });

  it('notes what is undecided, and has no result for it', () => {
    const run = runOf(sampleReport);
    expect(run.invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: 'note',
            message: {
              text: 'endpoint-policy-full-access is undecided about 2 resources (subnet-1, subnet-2). Missing: networkInterfaces of 111122223333/eu-west-1 (not collected).',
            },
            associatedRule: { id: 'endpoint-policy-full-access', index: 0 },
          },
          {
            level: 'warning',
            message: {
              text: 'gateway-endpoint-no-route-tables is undecided about resources that are not in the input. Missing: bucketPolicies of 111122223333 (denied: AccessDenied), networkInterfaces of 111122223333/eu-west-1 (not collected).',
            },
            associatedRule: { id: 'gateway-endpoint-no-route-tables', index: 1 },
          },
          {
            level: 'note',
            message: {
              text: 's3-through-nat is undecided about 1 resource (vpc-1 "prod"). Missing: publicAddresses of unknown scope (no prefix list of sts).',
            },
            associatedRule: { id: 's3-through-nat', index: 2 },
          },
        ],
      },
    ]);
  });

  it('names no machine and no time', () => {
    const { originalUriBaseIds } = runOf(sampleReport);
    expect(originalUriBaseIds).toEqual({
      '%SRCROOT%': { description: { text: 'The directory in which vpce-lint was run.' } },
    });
    expect(sarifOf(sampleReport)).toBe(sarifOf(sampleReport));
  });

  it('shows the way of packets as a flow, the hop that stops them first among them', () => {
    const step = {
      plane: 'route',
      component: resource('AWS::EC2::RouteTable', 'rtb-1'),
      reason: 'route-matched',
    } as const;
    const { codeFlows } = resultOf(
      finding({
        trace: [
          { ...step, decision: 'pass', message: 'rtb-1 routes it', location: routeTableIds },
          { ...step, plane: 'filter', decision: 'block', message: 'sg-1 [x] denies it', location: null },
        ],
      }),
    );
    expect(codeFlows).toMatchObject([
      {
        threadFlows: [
          {
            locations: [
              {
                location: {
                  message: { text: 'route: rtb-1 routes it.' },
                  physicalLocation: {
                    artifactLocation: { uri: 'snapshots/prod.json' },
                    region: { startLine: 1843 },
                  },
                },
                importance: 'important',
                executionOrder: 1,
              },
              {
                location: {
                  message: { text: 'filter: sg-1 [x] denies it.' },
                  physicalLocation: {
                    artifactLocation: { uri: 'aws/111122223333/eu-west-1/route-table/rtb-1' },
                  },
                },
                importance: 'essential',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('leaves out the least where it would be too large, and says so', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      finding({ fingerprint: index.toString(16).padStart(16, '0') }),
    );
    const whole = sarifOf(reportOf(many.slice(0, 200)));
    const run = runOf(reportOf(many), { fits: (text) => text.length < whole.length });
    const kept = run.results?.length ?? 0;
    expect(kept).toBeGreaterThan(100);
    expect(kept).toBeLessThan(200);
    expect(run.results?.[0]?.partialFingerprints?.['vpceLint/v1']).toBe('0000000000000000:1');
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      `${300 - kept} findings did not fit in here; the JSON report has them all.`,
    );
    expect(runOf(reportOf(many), { fits: () => false }).results).toEqual([]);
  });

  it('has a category where one is given', () => {
    expect(runOf(sampleReport, { category: 'prod' }).automationDetails?.id).toBe('vpce-lint/prod/');
  });

  it('in full has what is suppressed and what is undecided, each as what it is', () => {
    const { results = [] } = runOf(sampleReport, { profile: 'full' });
    expect(results.filter(({ suppressions }) => suppressions)).toMatchObject([
      {
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'a test network',
            properties: { kind: 'config', expires: '2027-01-01' },
          },
        ],
      },
    ]);
    const open = results.filter(({ kind }) => kind === 'open');
    expect(open).toHaveLength(3);
    expect(open.every(({ level, locations = [] }) => level === 'none' && locations.length === 1)).toBe(true);
    expect(results).toHaveLength(findings.length + 3);
  });
});
