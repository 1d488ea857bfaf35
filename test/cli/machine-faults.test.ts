import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, program, type Run, runCommand, runProgram } from './run-program.ts';

const makeFolder = temporaryFolders();
const estate = resolve('fixtures/demo/estate.json');
const other = resolve('fixtures/saas-provider/input');
const old = 'what was there before\n';
const isPosix = process.platform !== 'win32';
if (!isPosix) console.warn('SKIPPED: signals, devices and limits of POSIX');

/** Every way to have a file written, with the name of the file: all are longer than what a full disk still takes. */
const writers: readonly (readonly [string, string, readonly string[]])[] = [
  ['check', 'report.json', ['check', estate, '--format', 'json=report.json']],
  ['check as a page', 'page.html', ['check', estate, '--format', 'html=page.html']],
  ['merge', 'all.json', ['merge', estate, '-o', 'all.json']],
  ['merge, compressed', 'all.json.gz', ['merge', estate, '-o', 'all.json.gz']],
  ['matrix', 'matrix.json', ['matrix', estate, '--format', 'json=matrix.json']],
  ['diff', 'diff.json', ['diff', estate, other, '--format', 'json=diff.json']],
  ['baseline', 'known.json', ['baseline', 'create', estate, '--baseline', 'known.json', '--force']],
  ['init', 'vpce-lint.yaml', ['init', estate, '--force']],
];

/** One line that names the file and says what is wrong; the old file as it was, and nothing beside it. */
function expectRefused(run: Run, folder: string, file: string, problem: RegExp): void {
  const lines = run.stderr.trimEnd().split('\n');
  expect(lines.filter((line) => line.includes('cannot write'))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(new RegExp(`^vpce-lint: cannot write ${file}: ${problem.source}$`));
  expect(run.code).toBe(2);
  expect(readdirSync(folder)).toEqual([file]);
  expect(readFileSync(join(folder, file), 'utf8')).toBe(old);
}

function shell(script: string, words: readonly string[], cwd: string): Promise<Run> {
  return runCommand('sh', ['-c', script, 'sh', process.execPath, program, ...words], { cwd });
}

describe.skipIf(!isPosix)('a disk that is full in the middle of a file', () => {
  it.each(writers)('%s leaves the old file and no half one', async (_name, file, words) => {
    const cwd = makeFolder({ [file]: old });
    const run = await shell('trap "" XFSZ; ulimit -f 1; exec "$@"', words, cwd);
    expectRefused(run, cwd, file, /the file would be larger than files may be here/);
  });

  it('is told for a device too, and for standard output', async () => {
    const cwd = makeFolder();
    const toDevice = await runProgram(['merge', estate, '-o', '/dev/full'], { cwd });
    expect(toDevice).toMatchObject({ code: 2, stdout: '' });
    expect(toDevice.stderr).toBe('vpce-lint: cannot write /dev/full: no space is left on the disk\n');
    for (const words of [
      ['merge', estate],
      ['matrix', estate],
      ['rules'],
      ['schema', 'report'],
      ['--help'],
    ]) {
      const run = await shell('exec "$@" > /dev/full', words, cwd);
      expect(run.code).toBe(3);
      expect(run.stderr).toMatch(/^vpce-lint: cannot write to standard output: ENOSPC[^\n]*\n$/);
    }
  });
});

/** Where users may have name spaces of their own, they may mount what only they see. */
async function mayMount(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    const script = 'mount -t tmpfs -o size=8k none "$0" && mount -o remount,ro "$0"';
    return (await runCommand('unshare', ['-rm', 'sh', '-c', script, makeFolder()])).code === 0;
  } catch {
    return false;
  }
}
const isMountable = await mayMount();
if (!isMountable) console.warn('SKIPPED: a small disk and a read-only one, which nobody may mount here');

describe.skipIf(!isMountable)('a disk of its own', () => {
  const mounted = (options: string, after: string) =>
    `d=$1; shift; mount -t tmpfs -o ${options} none "$d" && cd "$d" && ${after} && "$@"; code=$?; ls -A >&2; exit $code`;

  it.each([
    ['full', mounted('size=8k', 'true'), /no space is left on the disk/],
    ['read-only', mounted('size=8k', 'mount -o remount,ro "$d"'), /the file system is read-only/],
  ])('that is %s: one line, and nothing in it', async (_kind, script, problem) => {
    for (const [, file, words] of writers.slice(0, 3)) {
      const command = ['-rm', 'sh', '-c', script, 'sh', makeFolder(), process.execPath, program, ...words];
      const { code, stderr } = await runCommand('unshare', command);
      expect(stderr).toMatch(new RegExp(`^vpce-lint: cannot write ${file}: ${problem.source}\n$`));
      expect(code).toBe(2);
    }
  });
});

describe('a folder that takes no files', () => {
  it.each(writers.filter(([name]) => name !== 'init'))(
    '%s says so in one line',
    async (_name, file, words) => {
      const cwd = makeFolder({ plain: old });
      const below = words.map((word) => word.replace(file, `plain/${file}`));
      const run = await runProgram(below, { cwd });
      expect(run.code).toBe(2);
      expect(run.stderr).toMatch(
        /^vpce-lint: cannot write plain\/\S+: a part of the path is not a directory\n$/m,
      );
      expect(readFileSync(join(cwd, 'plain'), 'utf8')).toBe(old);
    },
  );
});

/** Runs with a module that goes in between: half of the text is written when the signal comes. */
async function stopHalfway(words: readonly string[], cwd: string, signal: string): Promise<string | null> {
  const module = join(makeFolder(), 'half.mjs');
  writeFileSync(
    module,
    `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const write = fs.writeFileSync;
fs.writeFileSync = (file, text, ...rest) => {
  write(file, text.slice(0, text.length / 2), ...rest);
  process.kill(process.pid, '${signal}');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
};
syncBuiltinESMExports();
`,
  );
  const child = spawn(process.execPath, ['--import', module, program, ...words], { cwd, stdio: 'ignore' });
  return new Promise((done) => child.on('close', (_code, name) => done(name)));
}

describe.skipIf(!isPosix)('a program that is stopped in the middle of writing', () => {
  it.each(writers)('%s leaves the old file whole', async (_name, file, words) => {
    const cwd = makeFolder({ [file]: old });
    expect(await stopHalfway(words, cwd, 'SIGKILL')).toBe('SIGKILL');
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(old);
    const left = readdirSync(cwd).filter((name) => name !== file);
    expect(left).toEqual([expect.stringMatching(new RegExp(`^${file}\\.\\d+\\.tmp$`))]);
  });

  it.each(['SIGINT', 'SIGTERM'])('ends by %s, with the old file', async (signal) => {
    const cwd = makeFolder({ 'all.json': old });
    expect(await stopHalfway(['merge', estate, '-o', 'all.json'], cwd, signal)).toBe(signal);
    expect(readFileSync(join(cwd, 'all.json'), 'utf8')).toBe(old);
  });

  it('does not stand in the way of the next run, which does not read what is left', async () => {
    const cwd = makeFolder();
    await stopHalfway(['merge', estate, '-o', 'dumps/all.json'], cwd, 'SIGKILL');
    expect(readdirSync(join(cwd, 'dumps'))).toHaveLength(1);
    expect((await runProgram(['merge', estate, '-o', 'dumps/all.json'], { cwd })).code).toBe(0);
    const read = await runProgram(['check', 'dumps', '--format', 'json', ...onlyThatRule], { cwd });
    expect(read).toMatchObject({ code: 0, stderr: '' });
    expect(read.stdout).toContain('"path": "dumps/all.json"');
    expect(read.stdout).not.toContain('.tmp');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends by %s while it waits for its input', async (signal) => {
    const child = spawn(process.execPath, [program, 'check', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((done) => child.on('close', (_code, name) => done(name)));
    child.stdin.write('{"Vpcs": [');
    setTimeout(() => child.kill(signal), 1000);
    expect(await ended).toBe(signal);
  });
});

describe.skipIf(!isPosix)('a reader that goes away', () => {
  it.each([
    [1, ['check', estate, '--format', 'json']],
    [1, ['check', estate, '--format', 'html']],
    [0, ['merge', estate]],
    [0, ['matrix', estate, '--format', 'json']],
    [0, ['schema', 'report']],
  ])('changes nothing about exit code %i of %j', async (code, words) => {
    expect(await runProgram(words, { closeEarly: true })).toMatchObject({ code, stderr: '' });
  });
});

describe('a clock that is wrong', () => {
  const suppressed = `suppressions:
  - rule: gateway-endpoint-no-route-tables
    reason: is being replaced
    owner: platform
    expires: 2030-06-30
`;
  const at = (year: number) => {
    const module = join(makeFolder(), 'clock.mjs');
    const shift = Date.UTC(year, 0, 1) - Date.now();
    writeFileSync(
      module,
      `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { if (given.length === 0) super(Real.now() + ${shift}); else super(...given); }
  static now() { return Real.now() + ${shift}; }
};
`,
    );
    return ['--import', module];
  };
  const words = ['check', 'estate.json', ...onlyThatRule];

  it.each([1970, 2029])('in %i what is suppressed until 2030 is suppressed', async (year) => {
    const cwd = makeFolder({ 'estate.json': faultyEstate(), 'vpce-lint.yaml': suppressed });
    const run = await runProgram(words, { cwd, nodeOptions: at(year) });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('1 suppressed');
  });

  it.each([2031, 9999])('in %i it has expired, and --now is what counts if it is given', async (year) => {
    const cwd = makeFolder({ 'estate.json': faultyEstate(), 'vpce-lint.yaml': suppressed });
    const expired = await runProgram(words, { cwd, nodeOptions: at(year) });
    expect(expired.code).toBe(1);
    expect(expired.stdout).toContain('expired');
    const told = await runProgram([...words, '--now', '2029-12-31'], { cwd, nodeOptions: at(year) });
    expect(told.code).toBe(0);
  });

  it('changes no byte of what hangs on no date', async () => {
    const cwd = makeFolder();
    for (const question of [
      ['check', estate, '--format', 'json'],
      ['matrix', estate, '--format', 'json'],
      ['merge', estate],
    ]) {
      const [past, future] = await Promise.all(
        [1970, 2200].map((year) => runProgram(question, { cwd, nodeOptions: at(year) })),
      );
      expect(past).toEqual(future);
    }
  });
});

it('writes a compressed file whole', async () => {
  const cwd = makeFolder();
  expect((await runProgram(['merge', estate, '-o', 'all.json.gz'], { cwd })).code).toBe(0);
  expect(
    () => JSON.parse(gunzipSync(readFileSync(join(cwd, 'all.json.gz'))).toString('utf8')) as unknown,
  ).not.toThrow();
});
