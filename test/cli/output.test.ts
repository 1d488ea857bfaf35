import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveColor } from '../../src/cli/console.ts';
import { parseOutputs, writeReport } from '../../src/cli/output.ts';
import { sampleReport } from '../reporters/sample-report.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();

describe('parseOutputs', () => {
  it.each([
    [['json'], [{ format: 'json', file: null }]],
    [
      ['text', 'sarif=out/a=b.sarif'],
      [
        { format: 'text', file: null },
        { format: 'sarif', file: 'out/a=b.sarif' },
      ],
    ],
  ])('%j', (values, outputs) => {
    expect(parseOutputs(values)).toEqual(outputs);
  });

  it.each([
    [['jsn'], 'Unknown format "jsn". Did you mean "json"?'],
    [['constructor'], 'Unknown format "constructor".'],
    [['json='], 'names no file'],
    [['text', 'json'], 'Only one format can go to standard output'],
    [['text', 'text'], 'Only one format can go to standard output'],
    [['text=a', 'json=./a'], 'Two reports cannot go to one file'],
  ])('refuses %j', (values, message) => {
    expect(() => parseOutputs(values)).toThrow(message);
  });
});

describe('writeReport', () => {
  async function write(...files: readonly string[]) {
    const printed: string[] = [];
    const failures = await writeReport(
      sampleReport,
      {
        outputs: files.map((file) => ({ format: 'json', file: file === '-' ? null : file })),
        color: 'never',
        failOn: 'error',
        estate: () => Promise.reject(new Error('no page was asked for')),
        sarif: { profile: 'github', category: null },
      },
      { out: (text) => printed.push(text), note: () => {} },
    );
    return { failures, printed };
  }

  it('makes the folders above a file and leaves nothing beside it', async () => {
    const folder = folderWith();
    expect(await write(join(folder, 'a', 'b', 'report.json'))).toEqual({ failures: [], printed: [] });
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.json']);
    expect(JSON.parse(readFileSync(join(folder, 'a', 'b', 'report.json'), 'utf8'))).toMatchObject({
      version: 1,
    });
  });

  it('replaces what is there, also behind a link', async () => {
    const folder = folderWith({ 'real.json': 'old' });
    symlinkSync('real.json', join(folder, 'link.json'));
    await write(join(folder, 'link.json'));
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toContain('vpce-lint/report');
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json']);
  });

  it('says which file cannot be written, and writes the others', async () => {
    const folder = folderWith({ file: 'x' });
    mkdirSync(join(folder, 'directory'));
    const { failures, printed } = await write(join(folder, 'directory'), join(folder, 'file', 'x.json'), '-');
    expect(failures).toEqual([
      `cannot write ${join(folder, 'directory')}: it is a directory`,
      `cannot write ${join(folder, 'file', 'x.json')}: a part of the path is not a directory`,
    ]);
    expect(printed).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['directory', 'file']);
  });

  it.skipIf(process.platform !== 'linux')('writes into a device and never in its place', async () => {
    expect(await write('/dev/null')).toEqual({ failures: [], printed: [] });
    writeFileSync('/dev/null', 'still a device');
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  it.skipIf(process.platform !== 'linux')('ends where a file system refuses folders', async () => {
    expect((await write('/proc/nowhere/deep/report.json')).failures).toHaveLength(1);
  });
});

describe('resolveColor', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    [{}, false, 'never'],
    [{}, true, 'always'],
    [{ TERM: 'dumb' }, true, 'never'],
    [{ NO_COLOR: '1' }, true, 'never'],
    [{ NO_COLOR: '' }, true, 'always'],
    [{ FORCE_COLOR: '1' }, false, 'always'],
    [{ FORCE_COLOR: '0' }, false, 'never'],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, 'never'],
  ])('with %j on a terminal (%s) is %s', (environment, isTerminal, color) => {
    const names: readonly string[] = ['NO_COLOR', 'FORCE_COLOR', 'TERM'];
    for (const name of names) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const before = process.stdout.isTTY;
    process.stdout.isTTY = isTerminal;
    try {
      expect(resolveColor('auto')).toBe(color);
      expect(resolveColor('always')).toBe('always');
      expect(resolveColor('never')).toBe('never');
    } finally {
      process.stdout.isTTY = before;
    }
  });
});
