import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { faultyEstate, runCommand, runProgram } from '../cli/run-program.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const demo = resolve('fixtures/demo');

/** Runs a module in a project in which the package is installed; gives what it prints as JSON. */
async function run(code: string, files: Record<string, object | string> = {}): Promise<unknown> {
  const cwd = folderWith({ ...files, 'main.mjs': code });
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(resolve('.'), join(cwd, 'node_modules', 'vpce-lint'), 'junction');
  const { code: status, stdout, stderr } = await runCommand(process.execPath, ['main.mjs'], { cwd });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe.concurrent('the programming interface', () => {
  it('adds nothing to what the start of the program loads', () => {
    const requiredAtOnce = (file: string) =>
      [
        ...readFileSync(file, 'utf8').matchAll(/(?<!=>\s*)require\(["']\.\/chunks\/([\w-]+?)-[\w-]{8}\.cjs/g),
      ].map(([, name]) => name);
    expect(requiredAtOnce('dist/bin.cjs')).toEqual(['rolldown-runtime']);
    expect(requiredAtOnce('dist/index.cjs').length).toBeGreaterThan(1);
  });

  it('reports what the program reports', async () => {
    const printed = await run(`
      import { check, readInputs, renderCheck } from 'vpce-lint';
      const report = await check(await readInputs(${JSON.stringify(demo)}));
      console.log(await renderCheck(report, 'json'));
    `);
    const { stdout } = await runProgram(['check', demo, '--format', 'json'], { cwd: folderWith() });
    expect(printed).toEqual(JSON.parse(stdout));
  });

  it('answers what the program answers about a path', async () => {
    const printed = await run(`
      import { path, readInputs, renderPath } from 'vpce-lint';
      const answer = await path(await readInputs([${JSON.stringify(demo)}]), { from: 'i-0a5c190779dad20a7', to: 's3' });
      console.log(await renderPath(answer, 'json'));
    `);
    const words = ['path', '--from', 'i-0a5c190779dad20a7', '--to', 's3', demo, '-f', 'json'];
    const { stdout } = await runProgram(words, { cwd: folderWith() });
    expect(printed).toEqual(JSON.parse(stdout));
  });

  it('goes by a configuration only where it is told to', async () => {
    const files = {
      'estate.json': faultyEstate(),
      'vpce-lint.yaml': 'extends: []\nrules: {gateway-endpoint-no-route-tables: info}',
    };
    const printed = await run(
      `
      import { check, readInputs } from 'vpce-lint';
      const inputs = await readInputs('estate.json');
      const bare = await check(inputs);
      const configured = await check(inputs, { config: 'vpce-lint.yaml' });
      console.log(JSON.stringify([bare.summary.error, configured.summary]));
    `,
      files,
    );
    expect(printed).toEqual([1, { error: 0, warning: 0, info: 1, suppressed: 0, undecided: 0 }]);
  });

  it('says what it cannot read, and throws where that is all there is', async () => {
    const printed = await run(
      `
      import { check, InputError, path, readInputs, UsageError } from 'vpce-lint';
      const inputs = await readInputs(['estate.json', 'gone.json']);
      const caught = [];
      const attempts = [
        () => readInputs('gone.json'),
        () => path(inputs, { from: 'i-9', to: 's3' }),
        () => check(inputs, { only: ['no-such-rule'] }),
        () => check({ network: inputs.network }),
      ];
      for (const attempt of attempts) {
        try { await attempt(); } catch (error) {
          caught.push([error instanceof InputError || error instanceof UsageError, error.message]);
        }
      }
      console.log(JSON.stringify({ problems: inputs.problems, files: inputs.files, caught }));
    `,
      { 'estate.json': faultyEstate() },
    );
    expect(printed).toMatchObject({
      problems: [expect.stringContaining('gone.json: no such file')],
      files: [{ path: 'estate.json', kind: 'aws-cli' }],
      caught: [
        [true, expect.stringContaining('gone.json')],
        [true, expect.stringContaining('has the id "i-9"')],
        [true, expect.stringContaining('Unknown rule "no-such-rule"')],
        [true, 'Inputs are made by readInputs().'],
      ],
    });
  });

  it('runs rules that are handed to it, and tests them under any test runner', async () => {
    const printed = await run(
      `
      import { check, defineRule, problem, readInputs } from 'vpce-lint';
      import { estate, testRule, without } from 'vpce-lint/testing';
      const mine = defineRule({
        id: 'no-vpcs', severity: 'info', category: 'hygiene',
        summary: 'There is a VPC.', why: 'It is there.', fix: 'Delete it.',
        subject: 'vpcs', needs: ['vpcs'],
        examples: [
          { title: 'One', facts: estate(), findings: [{ resource: 'vpc-1', message: 'there' }] },
          { title: 'None', facts: estate({ vpcs: [] }) },
          { title: 'Unseen', facts: without(estate(), 'vpcs'), undecided: [{ missing: ['vpcs'] }] },
        ],
        check: ({ network }) => network.all('vpcs').map((resource) => problem({ resource, message: 'It is there.' })),
      });
      const inputs = await readInputs(${JSON.stringify(demo)});
      const { findings } = await check(inputs, { rules: [mine], only: ['no-vpcs'] });
      testRule(mine);
      let complaint = '';
      try { testRule({ ...mine, needs: ['vpcs', 'subnets'], examples: mine.examples.slice(0, 2) }); } catch (error) { complaint = error.message; }
      let twice = '';
      try { await check(inputs, { rules: [mine, mine] }); } catch (error) { twice = error.message; }
      console.log(JSON.stringify({ found: findings.map(({ rule }) => rule), complaint, twice }));
    `,
    );
    expect(printed).toMatchObject({ twice: 'Two rules have the id no-vpcs.' });
    const { found, complaint } = printed as { found: string[]; complaint: string };
    expect(new Set(found)).toEqual(new Set(['no-vpcs']));
    expect(complaint).toContain('no example is undecided');
    expect(complaint).toContain('it needs subnets, and no example makes it read that');
  });
});
