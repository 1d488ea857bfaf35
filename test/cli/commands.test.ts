import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { rules } from '../../src/rules/registry.ts';
import { rulePage } from '../../src/rules/rule-page.ts';
import { reportIn, runProgram } from './run-program.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('help', () => {
  it.each([['matrix'], ['rules'], ['explain'], ['schema'], ['demo']])(
    'of %s shows examples',
    async (command) => {
      const printed = vi.spyOn(console, 'log').mockReturnValue();
      try {
        expect(await main([command, '--help'])).toBe(0);
        const text = printed.mock.calls.join('\n');
        expect(text).toContain(`vpce-lint ${command}`);
        expect(text).toMatch(/^Examples:\n {2}.*vpce-lint/m);
      } finally {
        printed.mockRestore();
      }
    },
  );

  it('lists the commands', async () => {
    const run = await runProgram(['--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    for (const command of ['check', 'path', 'matrix', 'rules', 'explain', 'schema', 'demo']) {
      expect(run.stdout).toContain(`vpce-lint ${command}`);
    }
    expect(run.stdout).toContain('Examples:');
  });

  it('of check tells the exit codes', async () => {
    const { code, stdout, stderr } = await runProgram(['check', '-h']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:');
    for (const code of [0, 1, 2, 3, 4, 5]) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });
});

describe('the version', () => {
  it.concurrent.each([[['--version']], [['-V']], [['check', '--version']]])(
    'is told by %j',
    async (words) => {
      expect(await runProgram(words)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    },
  );
});

describe('a mistake in the call', () => {
  const help = 'vpce-lint: "vpce-lint --help" lists commands and options.\n';

  it.each([
    [[], 'No command given.'],
    [['chek', 'x'], 'Unknown command "chek". Did you mean "vpce-lint check"?'],
    [['dumps/'], 'Unknown command "dumps/". To check files: vpce-lint check dumps/'],
    [['check', 'x', '--fromat', 'json'], 'Unknown argument: fromat. Did you mean --format?'],
    [['check', 'x', '-f', 'jsn'], 'Unknown format "jsn". Did you mean "json"? Formats: text, json, sarif,'],
    [
      ['check', 'x', '--fail-on', 'eror'],
      '--fail-on takes error, warning, info, none, not "eror". Did you mean "error"?',
    ],
    [
      ['check', 'x', '--disable', 'gateway-endpoint-no-route-table'],
      'Unknown rule "gateway-endpoint-no-route-table". Did you mean "gateway-endpoint-no-route-tables"? "vpce-lint rules" lists all of them.',
    ],
    [['explain', 'constructor'], 'Unknown rule "constructor". "vpce-lint rules" lists all of them.'],
    [['explain'], 'Something is missing: vpce-lint explain <rule>'],
    [['schema', 'snapshott'], 'Unknown schema "snapshott". Did you mean "snapshot"?'],
    [['rules', '-f', 'yaml'], '--format takes text, json, not "yaml".'],
    [['check', 'x', '--only', 'a\u001b[31m\nb'], 'Unknown rule "a\\u001b[31m'],
  ])('%j is told in plain words', async (words, message) => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await main(words)).toBe(2);
      const text = written.mock.calls.map(([piece]) => String(piece)).join('');
      expect(text).toContain(`vpce-lint: ${message}`);
      expect(text.endsWith(help)).toBe(true);
    } finally {
      written.mockRestore();
    }
  });

  it.concurrent.each([
    [['chek', 'x'], 'Unknown command "chek". Did you mean "vpce-lint check"?'],
    [['check', 'x', '--formt', 'json'], 'Unknown argument: formt. Did you mean --format?'],
  ])('%j ends the program with exit code 2 and nothing on standard output', async (words, message) => {
    expect(await runProgram(words)).toEqual({
      code: 2,
      stdout: '',
      stderr: `vpce-lint: ${message}\n${help}`,
    });
  });
});

describe('rules and explain', () => {
  it('list every rule, for people and for programs', async () => {
    const [text, json] = await Promise.all([
      runProgram(['rules']),
      runProgram(['rules', '--format', 'json']),
    ]);
    expect([text.code, text.stderr, json.code, json.stderr]).toEqual([0, '', 0, '']);
    const listed = JSON.parse(json.stdout) as { rules: { id: string }[] };
    expect(Object.keys(listed)).toEqual(['rules']);
    expect(listed.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const rule of listed.rules) {
      expect(rule).toMatchObject({
        id: expect.stringMatching(/^[a-z0-9-]+$/),
        topic: expect.any(String),
        severity: expect.stringMatching(/^(error|warning|info)$/),
        category: expect.stringMatching(/^(connectivity|security|resilience|cost|hygiene)$/),
        summary: expect.stringMatching(/\.$/),
      });
      expect(text.stdout).toContain(`${rule.id} `);
    }
  });

  it('tell what a rule is about', async () => {
    const run = await runProgram(['explain', 'gateway-endpoint-no-route-tables']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^# gateway-endpoint-no-route-tables\n.*## Why it matters\n.*## How to fix it\n/s,
    );
  });

  it.each([
    'cost-s3-ddb-via-nat',
    'gateway-endpoint-shadowed-by-specific-route',
    'sg-endpoint-default-sg-only',
  ])('tell of the examples of %s, which the program holds as text only', async (id) => {
    const rule = rules.find((each) => each.id === id);
    const [example] = rule?.examples ?? [];
    const run = await runProgram(['explain', id]);
    expect(run.stdout).toBe(rule && rulePage(rule));
    expect(run.stdout).toContain(`- ${example?.title}: found on `);
  });
});

describe('schema', () => {
  it('prints schemas that fit what the program reads and writes', async () => {
    const [snapshot, report, run] = await Promise.all([
      runProgram(['schema', 'snapshot']),
      runProgram(['schema', 'report']),
      runProgram(['check', 'fixtures/demo/estate.json', '-f', 'json']),
    ]);
    const validate = ({ stdout }: { stdout: string }) =>
      new Ajv2020({ validateFormats: false }).compile(JSON.parse(stdout) as object);
    expect(validate(snapshot)(JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8')))).toBe(true);
    expect(validate(report)(reportIn(run))).toBe(true);
    expect(validate(snapshot)(reportIn(run))).toBe(false);
  });
});

describe.skipIf(!existsSync('fixtures/demo/estate.json'))('demo', () => {
  it('shows a report with findings and ends well, from wherever it is called', async () => {
    const run = await runProgram(['demo'], { cwd: '/' });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^error\[/m);
  });

  it('takes the options of check', async () => {
    const run = await runProgram(['demo', '-f', 'json', '--fail-on', 'error']);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(reportIn(run).summary.error).toBeGreaterThan(2);
  });
});
