import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const example = 'docs/examples/custom-rule';

/** A module with a rule that finds something about every endpoint. */
function moduleWith(changes = '', imports = "import { problem } from 'vpce-lint';"): string {
  return `${imports}
export default {
  id: 'mine', severity: 'warning', category: 'hygiene', summary: 'There is one.', why: 'So.', fix: 'None.',
  subject: 'vpcEndpoints', needs: ['vpcEndpoints'], examples: [{ title: 'None', facts: {} }],
  check: ({ network }) => network.all('vpcEndpoints').map((resource) => problem({ resource, message: 'There it is.' })),
  ${changes}
};
`;
}

function folderOf(
  rule: string,
  config = 'extends: []\ncustomRules: [mine.mjs]\nrules: {mine: error}\n',
): string {
  return folderWith({ 'estate.json': faultyEstate(), 'mine.mjs': rule, 'vpce-lint.yaml': config });
}

function check(cwd: string, ...words: readonly string[]) {
  return runProgram(['check', 'estate.json', ...words], { cwd });
}

describe.concurrent('the worked example', () => {
  it('finds what it says, with its options and severity', async () => {
    const run = await runProgram(['check', 'vpc-endpoints.json'], { cwd: example });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toContain('error[endpoint-without-owner] VPC endpoint vpce-0b0000000000000b2');
    expect(run.stdout).toContain('has no tag Owner or Team');
    expect(run.stdout).toContain('vpc-endpoints.json:14:5');
    expect(run.stdout).toContain('1 finding: 1 error');
  });

  it('passes its own tests', async () => {
    const run = await runProgram(['rules', '--test', 'rules/endpoint-without-owner.mjs'], { cwd: example });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('1 rule: 8 passed, 0 failed');
  });

  it('is a rule like any other: in lists, pages, schemas and SARIF', async () => {
    const [list, page, schema, sarif] = await Promise.all([
      runProgram(['rules', '--format', 'json'], { cwd: example }),
      runProgram(['explain', 'endpoint-without-owner'], { cwd: example }),
      runProgram(['schema', 'config'], { cwd: example }),
      runProgram(['check', 'vpc-endpoints.json', '-f', 'sarif'], { cwd: example }),
    ]);
    const { rules } = JSON.parse(list.stdout) as { rules: { id: string; topic: string }[] };
    expect(rules.find(({ id }) => id === 'endpoint-without-owner')).toMatchObject({ topic: 'custom' });
    expect(page.stdout).toContain('# endpoint-without-owner');
    expect(page.stdout).toContain('- `tags`: Keys of which one is enough. (default `["Owner"]`)');
    expect(schema.stdout).toContain('"endpoint-without-owner": {');
    const [log] = (JSON.parse(sarif.stdout) as { runs: { results: { ruleId: string }[] }[] }).runs;
    expect(log?.results.map(({ ruleId }) => ruleId)).toEqual(['endpoint-without-owner']);
  });
});

describe.concurrent("a rule of one's own", () => {
  it('runs by default, and obeys severities, options of the command line and suppressions', async () => {
    const suppressed = `extends: []
customRules: [./*.mjs]
rules: {mine: error}
suppressions: [{rule: mine, resource: vpce-1, reason: known, owner: me}]
`;
    const [plain, named, off, hushed] = await Promise.all([
      check(folderOf(moduleWith(), 'customRules: [mine.mjs]'), '-f', 'json'),
      check(folderOf(moduleWith()), '-f', 'json'),
      check(folderOf(moduleWith()), '--disable', 'mine'),
      check(folderOf(moduleWith(), suppressed)),
    ]);
    expect(reportIn(plain).findings.map(({ rule }) => rule)).toContain('mine');
    expect(reportIn(named)).toMatchObject({ summary: { error: 1 }, findings: [{ rule: 'mine' }] });
    expect(off).toMatchObject({ code: 0 });
    expect(hushed.stdout).toContain('1 suppressed');
    expect(hushed.code).toBe(0);
  });

  it.each([
    [
      'gone',
      'customRules: [gone/*.mjs]',
      moduleWith(),
      /vpce-lint\.yaml:1:15: customRules: there is no file gone\/\*\.mjs/,
    ],
    ['not JavaScript', undefined, 'export default {', /mine\.mjs:1?.*it cannot be loaded: SyntaxError/],
    [
      'throwing',
      undefined,
      '\nthrow new Error("no luck");',
      /mine\.mjs:2:7: it cannot be loaded: Error: no luck/,
    ],
    ['without a default export', undefined, 'export const rule = 1;', /mine\.mjs: it has no default export/],
    [
      'no rule',
      undefined,
      'export default 7;',
      /mine\.mjs: it exports no rule: it must be an object, not a number/,
    ],
    [
      'half a rule',
      undefined,
      'export default [{ id: "mine" }];',
      /mine\.mjs: rule mine: severity is missing/,
    ],
    [
      'of a strange severity',
      undefined,
      moduleWith("severity: 'bad',"),
      /severity: expected error, warning, info, not "bad"/,
    ],
    [
      'of a family that is none',
      undefined,
      moduleWith("needs: ['vpc'],"),
      /needs\.0: expected a family of facts such as vpcEndpoints, not "vpc"/,
    ],
    [
      'without examples',
      undefined,
      moduleWith('examples: [],'),
      /mine\.mjs: rule mine: examples: expected an example/,
    ],
    [
      'called as one of ours',
      undefined,
      moduleWith("id: 'dns-support-disabled',"),
      /rule dns-support-disabled: the id is that of a rule of vpce-lint/,
    ],
    [
      'with options of something else',
      undefined,
      moduleWith('options: {},'),
      /rule mine: options: expected a schema of zod 4/,
    ],
    [
      'not reading its subject',
      undefined,
      moduleWith("needs: ['vpcs'],"),
      /needs must hold its subject vpcEndpoints/,
    ],
  ])('that is %s is refused with its file, and nothing is checked', async (_, config, module, complaint) => {
    const run = await check(folderOf(module, config));
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(complaint);
    expect(run.stderr).not.toContain('    at ');
  });

  it('that stands there twice is refused', async () => {
    const cwd = folderWith({
      'estate.json': faultyEstate(),
      'a.mjs': moduleWith(),
      'b.mjs': moduleWith(),
      'vpce-lint.yaml': 'customRules: ["*.mjs"]',
    });
    const run = await check(cwd);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('b.mjs: rule mine: a.mjs has a rule of that id too');
  });

  it.each([
    ["check() { throw new Error('a slip'); },", 'a slip'],
    ['check: () => 7,', 'check must be a generator function'],
    ["check: () => [{ kind: 'problem', resource: {}, message: 'x' }],", 'needs a resource of the network'],
    ["check: ({ network }) => network.all('vpcEndpoints'),", 'neither problem() nor undecided()'],
  ])('that fails is told with its file, and the others still report: %s', async (changes, complaint) => {
    const run = await check(folderOf(moduleWith(changes), 'customRules: [mine.mjs]'), '-f', 'json');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('mine.mjs: rule mine failed: ');
    expect(run.stderr).toContain(complaint);
    expect(run.stderr).not.toContain('bug in vpce-lint');
    expect(reportIn(run).findings.map(({ rule }) => rule)).toContain('gateway-endpoint-no-route-tables');
  });

  it('whose tests fail is told why', async () => {
    const examples = `examples: [
      { title: 'One', facts: { vpcEndpoints: [{ VpcEndpointId: 'vpce-1' }] }, findings: [{ resource: 'vpce-1', message: 'here' }, { resource: 'vpce-2' }] },
    ],`;
    const cwd = folderOf(moduleWith(`${examples} needs: ['vpcEndpoints', 'vpcs'],`));
    const run = await runProgram(['rules', '--test', 'mine.mjs'], { cwd });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    for (const line of [
      'expected a finding on vpce-2, but there is none',
      'no example is undecided',
      'it needs vpcs, and no example makes it read that',
      '1 rule: 1 passed, 3 failed',
    ]) {
      expect(run.stdout).toContain(line);
    }
  });
});
