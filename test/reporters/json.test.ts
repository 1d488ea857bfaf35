import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type ReportDocument, reportSchema } from '../../src/report/report-schema.ts';
import { jsonReport } from '../../src/reporters/json.ts';
import { findings, reportOf, sampleReport } from './sample-report.ts';

const valid = new Ajv2020({ strict: true, allErrors: true }).compile(reportSchema);

function parse(text: string): ReportDocument {
  const document: ReportDocument = JSON.parse(text);
  return document;
}

describe('jsonReport', () => {
  it('has the keys of the contract, in its order, and no other', () => {
    const document = JSON.parse(jsonReport(sampleReport));
    expect(Object.keys(document)).toEqual([
      'format',
      'version',
      'tool',
      'inputs',
      'summary',
      'findings',
      'undecided',
    ]);
    expect(Object.keys(document.tool)).toEqual(['name', 'version']);
    expect(Object.keys(document.summary)).toEqual(['error', 'warning', 'info', 'suppressed', 'undecided']);
    const [first, , third, fourth, last] = document.findings;
    const common = [
      'rule',
      'severity',
      'category',
      'message',
      'resource',
      'affected',
      'location',
      'evidence',
    ];
    expect(Object.keys(first)).toEqual([...common, 'code', 'fingerprint']);
    expect(Object.keys(third)).toEqual([...common, 'fingerprint']);
    expect(Object.keys(last)).toEqual([...common, 'fingerprint', 'suppressed']);
    expect(Object.keys(first.resource)).toEqual(['type', 'id', 'name', 'account', 'region', 'vpcId']);
    expect(Object.keys(third.affected[0])).toEqual(['type', 'id', 'name', 'account', 'region']);
    expect(first.location).toStrictEqual({
      file: 'snapshots/prod.json',
      line: 1843,
      column: 7,
      pointer: '/scopes/0/facts/vpcEndpoints/items/0/RouteTableIds',
    });
    expect(fourth.location).toBeNull();
    expect(third.evidence).toMatchObject([{ location: { line: 12 } }, { location: null }]);
    expect(last.suppressed).toEqual({ kind: 'config', reason: 'a test network', expires: '2027-01-01' });
    expect(Object.keys(document.undecided[0])).toEqual(['rule', 'missing', 'affected', 'count']);
    expect(Object.keys(document.undecided[0].missing[0])).toEqual(['family', 'account', 'region', 'reason']);
  });

  it('is indented and ends with a newline', () => {
    const text = jsonReport(reportOf([]));
    expect(text).toBe(`{
  "format": "vpce-lint/report",
  "version": 1,
  "tool": {
    "name": "vpce-lint",
    "version": "0.1.0"
  },
  "inputs": [
    {
      "path": "dumps/eu west/endpoints#1.json",
      "kind": "aws-cli"
    },
    {
      "path": "snapshots/prod.json",
      "kind": "snapshot"
    }
  ],
  "summary": {
    "error": 0,
    "warning": 0,
    "info": 0,
    "suppressed": 0,
    "undecided": 0
  },
  "findings": [],
  "undecided": []
}
`);
  });

  it('keeps the order of the findings', () => {
    const fingerprints = (text: string) => parse(text).findings.map(({ fingerprint }) => fingerprint);
    const reversed = [...findings].reverse();
    expect(fingerprints(jsonReport(reportOf(reversed)))).toEqual(
      fingerprints(jsonReport(reportOf(findings))).reverse(),
    );
  });
});

describe('reportSchema', () => {
  it('describes what the reporter writes', () => {
    expect(valid(parse(jsonReport(sampleReport))), JSON.stringify(valid.errors)).toBe(true);
    expect(valid(parse(jsonReport(reportOf([])))), JSON.stringify(valid.errors)).toBe(true);
  });

  it.each([
    ['another version', { version: 2 }],
    ['a missing list', { undecided: undefined }],
    ['a finding without a fingerprint', { findings: [{ rule: 'x' }] }],
    ['a count that is no number', { summary: { ...sampleReport.summary, error: '2' } }],
  ])('refuses %s', (_, change) => {
    expect(valid(parse(JSON.stringify({ ...parse(jsonReport(sampleReport)), ...change })))).toBe(false);
  });

  it('leaves room for properties of later versions', () => {
    expect(valid({ ...parse(jsonReport(sampleReport)), paths: [] })).toBe(true);
  });
});
