import { describe, expect, it } from 'vitest';
import { parseXml } from '../reporters/parse-xml.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { type Run, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const estate = `${process.cwd()}/fixtures/demo/estate.json`;

function check(config: string, ...words: readonly string[]): Promise<Run> {
  const folder = folderWith({ 'vpce-lint.yaml': `extends: []\n${config}` });
  return runProgram(['check', estate, ...words], { cwd: folder });
}

const checkout = 'i-0a5c190779dad20a7';

/** One that is met, one that is not, and one that nobody can tell. */
const three = `
workloads:
  checkout: {resources: [${checkout}]}
expectations:
  - {name: checkout to S3, from: checkout, to: s3, via: gateway-endpoint}
  - {name: no internet for DynamoDB, from: {resources: [${checkout}]}, to: dynamodb, never: [internet]}
  - {name: elsewhere, from: {vpcs: [vpc-00000000]}, to: s3, via: any}
`;

describe('expectations', () => {
  it('that are not met are findings with the trace that shows why', async () => {
    const [text, json] = await Promise.all([check(three), check(three, '-f', 'json')]);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('error[expectation-not-met] VPC vpc-02092306dbd440c1e');
    expect(text.stdout).toContain('  the way\n');
    expect(text.stdout).toMatch(/^ {2}x filter {2}/m);
    expect(text.stdout).toMatch(/^3 expectations: \d met, \d not met, 1 undecided$/m);
    const report = JSON.parse(json.stdout) as {
      findings: { label?: string; trace?: { decision: string; location: object | null }[] }[];
      expectations: { name: string; outcome: string }[];
      undecided: { rule: string; missing: { reason: string }[] }[];
    };
    expect(report.expectations.map(({ name, outcome }) => [name, outcome])).toMatchObject([
      ['checkout to S3', 'broken'],
      ['no internet for DynamoDB', expect.any(String)],
      ['elsewhere', 'undecided'],
    ]);
    expect(report.findings[0]).toMatchObject({ label: 'checkout to S3' });
    expect(report.findings[0]?.trace?.some(({ decision }) => decision === 'block')).toBe(true);
    expect(JSON.stringify(report.undecided)).toContain(
      'no source of expectation \\"elsewhere\\" is in the input',
    );
  });

  it('are test cases, passed, failed and skipped', async () => {
    const { stdout } = await check(three, '-f', 'junit');
    const suite = parseXml(stdout).children.find(
      ({ attributes }) => attributes.name === 'expectation-not-met',
    );
    const cases = (suite?.children ?? []).map(({ attributes, children }) => [
      attributes.name,
      children[0]?.name,
    ]);
    expect(cases).toContainEqual([expect.stringMatching(/^checkout to S3: vpc-/), 'failure']);
    expect(cases).toContainEqual(['elsewhere', 'skipped']);
    const failed = suite?.children.find(({ children }) => children[0]?.name === 'failure');
    expect(failed?.children[0]?.text).toMatch(/^x filter: /m);
  });

  it('may stand in a file of their own', async () => {
    const folder = folderWith({
      'vpce-lint.yaml': 'extends: []\nexpectationsFile: tests/expectations.yaml\n',
      'tests/expectations.yaml': three,
      'bare/x.txt': '',
    });
    const [configured, named, both] = await Promise.all([
      runProgram(['check', estate, '-f', 'json'], { cwd: folder }),
      runProgram(
        [
          'check',
          estate,
          '-f',
          'json',
          '--no-config',
          '--only',
          'expectation-not-met',
          '--expectations',
          'tests/expectations.yaml',
        ],
        { cwd: folder },
      ),
      runProgram(['check', estate, '--expectations', 'gone.yaml'], { cwd: folder }),
    ]);
    for (const run of [configured, named]) {
      expect((JSON.parse(run.stdout) as { expectations: object[] }).expectations).toHaveLength(3);
    }
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('Cannot read gone.yaml') });
  });

  it('begin in networks outside', async () => {
    const run = await check(
      `remoteNetworks: {office: {cidr: 10.50.0.0/16, behind: vgw-000000001}}
expectations:
  - {name: office, from: office, to: s3, via: private}
  - {name: peer, from: {remote: [10.21.0.0/16@pcx-08b3b45116a2d2f17]}, to: s3, via: gateway-endpoint}`,
      '-f',
      'json',
    );
    const report = JSON.parse(run.stdout) as { findings: { message: string }[]; undecided: object[] };
    expect(JSON.stringify(report.undecided)).toContain(
      'nothing in the input is what 10.50.0.0/16@vgw-000000001',
    );
    expect(report.findings[0]?.message ?? JSON.stringify(report.undecided)).toContain(
      'pcx-08b3b45116a2d2f17',
    );
  });

  it.concurrent.each([
    [
      'expectations: [{name: a, from: chekout, to: s3, via: any}]\nworkloads: {checkout: {vpcs: [vpc-1]}}',
      ':2:32: there is no workload or remote network "chekout". Did you mean "checkout"?',
    ],
    ['expectations: [{name: a, from: {vpcs: [v]}, to: s3}]', ': expected via or never'],
    [
      'expectations: [{name: a, from: {vpc: [v]}, to: s3, via: any}]',
      'unknown key "vpc". Did you mean "vpcs"?',
    ],
    [
      'expectations: [{name: a, from: {vpcs: [v]}, to: "10.0.0.0/99", via: any}]',
      'expected a service, DNS name, URL',
    ],
    [
      'expectations: [{name: a, from: {vpcs: [v]}, to: s3, via: gateway}]',
      'takes any, private, gateway-endpoint',
    ],
    [
      'expectations:\n- {name: a, from: {vpcs: [v]}, to: s3, via: any}\n- {name: a, from: {vpcs: [v]}, to: s3, via: any}',
      ':4:10: two expectations are called "a"',
    ],
  ])('%j are refused with what is wrong', async (config, message) => {
    const run = await check(config);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it('are suppressed like any finding, and not checked where the rule is off', async () => {
    const expected = `expectations: [{name: a, from: {resources: [${checkout}]}, to: s3, via: any}]\n`;
    const [plain, suppressed, off] = await Promise.all([
      check(expected, '-f', 'json'),
      check(`${expected}suppressions: [{rule: expectation-not-met, reason: x, owner: me}]`, '-f', 'json'),
      check(`${expected}rules: {expectation-not-met: off}`, '-f', 'json'),
    ]);
    expect([plain.code, suppressed.code, off.code]).toEqual([1, 0, 0]);
    expect(JSON.parse(off.stdout)).not.toHaveProperty('expectations');
  });
});
