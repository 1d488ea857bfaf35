import { describe, expect, it } from 'vitest';
import type { SourceDocument } from '../../src/model/snapshot.ts';
import { assembleReport, type ReportParts } from '../../src/report/assemble-report.ts';
import type { Citation, FactSource, Finding, Report } from '../../src/report/report.ts';

function document(path: string, text: string, start = 0): SourceDocument & { reads: number } {
  const source = {
    path,
    kind: 'aws-cli' as const,
    start,
    reads: 0,
    readText: () => {
      source.reads += 1;
      return text;
    },
  };
  return source;
}

function cite(pointer: string, fields: Partial<Finding<Citation>> = {}, index = 0): Finding<Citation> {
  return {
    rule: 'some-rule',
    severity: 'error',
    category: 'connectivity',
    message: 'Something is wrong.',
    resource: { type: 'AWS::EC2::VPC', id: 'vpc-1', account: null, region: null },
    affected: [],
    location: { document: index, pointer },
    evidence: [],
    fingerprint: '0123456789abcdef',
    ...fields,
  };
}

function assemble(
  documents: readonly SourceDocument[],
  findings: readonly Finding<Citation>[],
  fields: Partial<ReportParts> = {},
): Report {
  return assembleReport({
    tool: { name: 'vpce-lint', version: '1.2.3' },
    snapshot: { documents },
    verdicts: { findings, undecided: [], rules: [] },
    inputs: [],
    extent: { endpoints: 0, endpointServices: 0, vpcs: 0, scopes: 0 },
    factSource: () => null,
    ...fields,
  });
}

const endpoints = `{
  "VpcEndpoints": [
    {
      "VpcEndpointId": "vpce-1",
      "RouteTableIds": [
        "rtb-1"
      ],
      "State": "available"
    }
  ]
}
`;

describe('assembleReport', () => {
  it('finds a member from its key to the end of its value, with the lines around it', () => {
    const report = assemble([document('a.json', endpoints)], [cite('/VpcEndpoints/0/RouteTableIds')]);
    expect(report.findings[0]?.location).toEqual({
      file: 'a.json',
      line: 5,
      column: 7,
      endLine: 7,
      endColumn: 8,
      pointer: '/VpcEndpoints/0/RouteTableIds',
      excerpt: {
        lines: [
          { number: 5, text: '      "RouteTableIds": [', marked: { from: 7, to: 25 } },
          { number: 6, text: '        "rtb-1"', marked: { from: 9, to: 16 } },
          { number: 7, text: '      ],', marked: { from: 7, to: 8 } },
        ],
        elided: 0,
      },
    });
  });

  it('counts columns alike with CR LF and without', () => {
    const crlf = endpoints.replaceAll('\n', '\r\n');
    const at = (text: string) =>
      assemble([document('a.json', text)], [cite('/VpcEndpoints/0/State')]).findings[0]?.location;
    expect(at(crlf)).toEqual(at(endpoints));
    expect(at(crlf)).toMatchObject({ line: 8, column: 7, endColumn: 27 });
  });

  it('shows the nearest value around a field that is not there', () => {
    const report = assemble(
      [document('a.json', endpoints), document('b.json', '[1]')],
      [
        cite('/VpcEndpoints/0/DnsOptions/DnsRecordIpType'),
        cite('/VpcEndpoints/7/State'),
        cite('/NatGateways', {}, 1),
      ],
    );
    expect(report.findings.map(({ location }) => location)).toMatchObject([
      { line: 3, column: 5, endLine: 9, pointer: '/VpcEndpoints/0' },
      { line: 2, column: 3, endLine: 10, pointer: '/VpcEndpoints' },
      { file: 'b.json', line: 1, column: 1, pointer: '' },
    ]);
  });

  it('reads a file once for all the values in it', () => {
    const text = `${endpoints}{"Vpcs": [\n  {"VpcId": "vpc-1"}\n]}\n`;
    const first = document('all.json', text);
    const second = document('all.json', text, endpoints.length);
    const report = assemble(
      [first, second],
      [
        cite('/Vpcs/0/VpcId', {}, 1),
        cite('/VpcEndpoints/0/State'),
        cite('/Vpcs/0', { evidence: [{ message: 'See.', location: { document: 0, pointer: '' } }] }, 1),
      ],
    );
    expect(first.reads + second.reads).toBe(1);
    expect(report.findings.map(({ location }) => location)).toMatchObject([
      {
        line: 13,
        column: 4,
        excerpt: { lines: [{ text: '  {"VpcId": "vpc-1"}', marked: { from: 4, to: 20 } }] },
      },
      { line: 8, column: 7 },
      { line: 13, column: 3, endColumn: 21 },
    ]);
    expect(report.findings[2]?.evidence[0]?.location).toMatchObject({ line: 1, column: 1, endLine: 11 });
  });

  it('reads no file that nothing is reported of', () => {
    const [cited, other] = [document('a.json', endpoints), document('b.json', endpoints)];
    assemble([cited, other], [cite('/VpcEndpoints')]);
    expect([cited.reads, other.reads]).toEqual([1, 0]);
  });

  it('reports without an excerpt where the file has vanished, and the others as ever', () => {
    const vanished: SourceDocument = {
      path: 'gone.json',
      kind: 'aws-cli',
      start: 0,
      readText: () => {
        throw new Error('ENOENT');
      },
    };
    const report = assemble(
      [vanished, document('a.json', endpoints)],
      [cite('/VpcEndpoints/0'), cite('/VpcEndpoints/0/State', {}, 1)],
    );
    expect(report.findings[0]?.location).toEqual({
      file: 'gone.json',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      pointer: '/VpcEndpoints/0',
      excerpt: null,
    });
    expect(report.findings[1]?.location).toMatchObject({ file: 'a.json', line: 8 });
  });

  it('reports without an excerpt where the file is shorter than it was', () => {
    const report = assemble([document('a.json', '', 4000)], [cite('/VpcEndpoints/0')]);
    expect(report.findings[0]?.location).toMatchObject({ file: 'a.json', line: 1, excerpt: null });
  });

  it('has no location for facts that come from no document', () => {
    expect(assemble([], [cite('/VpcEndpoints/0')]).findings[0]?.location).toBeNull();
  });

  it('counts what is suppressed apart, and every entry that is undecided', () => {
    const suppressed = { kind: 'config', reason: 'known' };
    const findings = [
      cite('', { severity: 'error' }),
      cite('', { severity: 'error', suppressed }),
      cite('', { severity: 'warning' }),
      cite('', { severity: 'info' }),
      cite('', { severity: 'info' }),
    ];
    const missing = [{ family: 'vpcs', account: null, region: null, reason: 'not collected' }];
    const undecided = [
      { rule: 'a', missing, affected: [], count: 0 },
      { rule: 'b', missing, affected: [], count: 0 },
    ];
    const report = assemble([document('a.json', endpoints)], findings, {
      verdicts: { findings, undecided, rules: [] },
    });
    expect(report.summary).toEqual({ error: 1, warning: 1, info: 2, suppressed: 1, undecided: 2 });
  });

  it('keeps the order of the findings and sorts the inputs by code unit', () => {
    const report = assemble(
      [document('a.json', endpoints)],
      [cite('/b', { rule: 'b' }), cite('/a', { rule: 'a' })],
      {
        inputs: ['b', 'a/é', 'B', 'a/z'].map((path) => ({ path, kind: 'aws-cli' })),
      },
    );
    expect(report.findings.map(({ rule }) => rule)).toEqual(['b', 'a']);
    expect(report.inputs.map(({ path }) => path)).toEqual(['B', 'a/z', 'a/é', 'b']);
  });

  it('says how each missing family is collected, once, where a call gives it', () => {
    const missing = (...families: string[]) =>
      families.map((family) => ({ family, account: null, region: null, reason: 'not collected' }));
    const undecided = [
      { rule: 'a', missing: missing('vpcs', 'subnets'), affected: [], count: 0 },
      { rule: 'b', missing: missing('publicAddresses', 'subnets'), affected: [], count: 0 },
    ];
    const factSource = (family: string): FactSource | null =>
      family === 'publicAddresses' ? null : { family, command: `get ${family}`, action: `ec2:${family}` };
    const report = assemble([], [], { verdicts: { findings: [], undecided, rules: [] }, factSource });
    expect(report.factSources).toEqual([
      { family: 'subnets', command: 'get subnets', action: 'ec2:subnets' },
      { family: 'vpcs', command: 'get vpcs', action: 'ec2:vpcs' },
    ]);
  });
});
