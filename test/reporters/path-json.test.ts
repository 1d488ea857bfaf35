import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type PathDocument, pathSchema } from '../../src/report/path-schema.ts';
import { pathJson, pathJsonLine } from '../../src/reporters/path-json.ts';
import { leavesNot, nameFound, pathOf, repliesNot, served, toFirewall, toS3 } from './sample-path.ts';

const valid = new Ajv2020({ strict: true, allErrors: true }).compile(pathSchema);

const report = pathOf(
  [
    { ...toS3, verdict: 'blocked', hops: [nameFound, leavesNot, { ...repliesNot, location: null }, served] },
    toFirewall,
  ],
  { verdict: 'partial', private: null },
);

function parse(text: string): PathDocument {
  const document: PathDocument = JSON.parse(text);
  return document;
}

describe('pathJson', () => {
  it('has the keys of the contract, in its order, and no other', () => {
    const document = parse(pathJson(report));
    expect(Object.keys(document)).toEqual([
      'format',
      'version',
      'from',
      'to',
      'protocol',
      'port',
      'verdict',
      'private',
      'assumptions',
      'branches',
    ]);
    const [first, second] = document.branches;
    expect(Object.keys(first ?? {})).toEqual([
      'destinations',
      'verdict',
      'via',
      'viaId',
      'hops',
      'blockers',
      'missing',
    ]);
    const hop = ['plane', 'component', 'decision', 'reason', 'message', 'location'];
    expect(first?.hops.map((each) => Object.keys(each))).toEqual([hop, hop, hop, hop]);
    const blocker = ['plane', 'reason', 'message', 'code', 'component'];
    expect(first?.blockers.map((each) => Object.keys(each))).toEqual([blocker, blocker]);
    expect(Object.keys(first?.blockers[0]?.component ?? {})).toEqual([
      'type',
      'id',
      'name',
      'account',
      'region',
      'vpcId',
    ]);
    expect(Object.keys(second?.missing[0] ?? {})).toEqual(['family', 'account', 'region', 'reason']);
    expect(first?.hops.map(({ location }) => location && Object.keys(location))).toEqual([
      ['file', 'line', 'column', 'pointer'],
      ['file', 'line', 'column', 'pointer'],
      null,
      ['file', 'line', 'column', 'pointer'],
    ]);
  });

  it('lists every hop that blocks as a blocker, and no other', () => {
    const [first, second] = parse(pathJson(report)).branches;
    expect(first?.blockers.map(({ reason }) => reason)).toEqual([
      'security-group-denied',
      'network-acl-reply-denied',
    ]);
    expect(second?.blockers).toEqual([]);
  });

  it('sorts destinations by code unit', () => {
    const destinations = ['9.0.0.0/8', '10.0.0.0/8'];
    expect(parse(pathJson(pathOf([{ ...toS3, destinations }]))).branches[0]?.destinations).toEqual([
      '10.0.0.0/8',
      '9.0.0.0/8',
    ]);
  });

  it('is one line for answers to a file of questions', () => {
    const line = pathJsonLine(report);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(parse(line)).toEqual(parse(pathJson(report)));
  });

  it.each([
    ['a partial answer', report],
    ['a private one', pathOf([toS3])],
    ['an answer without a port', pathOf([toS3], { protocol: 'icmp', port: null })],
  ])('fits the published schema: %s', (_title, answer) => {
    valid(parse(pathJson(answer)));
    expect(valid.errors).toBeNull();
  });

  it('is refused by the schema where the contract is broken', () => {
    const { branches, ...rest } = parse(pathJson(report));
    expect(valid({ ...rest, branches })).toBe(true);
    expect(valid(rest)).toBe(false);
    expect(valid({ ...rest, branches, verdict: 'maybe' })).toBe(false);
    expect(valid({ ...rest, branches: branches.map((each) => ({ ...each, via: 'carrier-pigeon' })) })).toBe(
      false,
    );
    expect(valid({ ...rest, branches, added: 'later' })).toBe(true);
  });
});
