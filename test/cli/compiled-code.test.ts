import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { type Run, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
/** Later versions of Node keep compiled code by themselves, in a folder of theirs. */
const isLeftToNode = 'enableCompileCache' in module;

function demo(cache: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return runProgram(['demo', '--color', 'never'], { env: { XDG_CACHE_HOME: cache, ...env } });
}

describe('compiled code', () => {
  it.skipIf(isLeftToNode)('is kept for the next run, which prints the same', async () => {
    const cache = folderWith();
    const first = await demo(cache);
    const folder = join(cache, 'vpce-lint');
    const names = readdirSync(folder);
    expect(names).toContainEqual(expect.stringMatching(/^start-.*\.cjs\./));
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(statSync(folder).mode & 0o077).toBe(0);
    const written = names.map((name) => statSync(join(folder, name)).mtimeMs);
    expect(await demo(cache)).toEqual(first);
    expect(names.map((name) => statSync(join(folder, name)).mtimeMs)).toEqual(written);
  });

  it.skipIf(isLeftToNode)('of a run that did little is made again by one that does more', async () => {
    const cache = folderWith();
    await runProgram(['schema', 'snapshot'], { env: { XDG_CACHE_HOME: cache } });
    const folder = join(cache, 'vpce-lint');
    const [name = ''] = readdirSync(folder).filter((each) => each.startsWith('start-'));
    const before = statSync(join(folder, name)).size;
    await demo(cache);
    expect(statSync(join(folder, name)).size).toBeGreaterThan(1.5 * before);
  });

  it.skipIf(isLeftToNode)('that is damaged is made again', async () => {
    const cache = folderWith();
    const first = await demo(cache);
    const folder = join(cache, 'vpce-lint');
    const [name = ''] = readdirSync(folder).filter((each) => each.startsWith('start-'));
    const path = join(folder, name);
    for (const damaged of [Buffer.alloc(0), Buffer.from('nothing'), readFileSync(path).subarray(0, 1000)]) {
      writeFileSync(path, damaged);
      expect(await demo(cache)).toEqual(first);
      expect(statSync(path).size).toBeGreaterThan(100_000);
    }
  });

  it.skipIf(isLeftToNode)('of old versions is removed', async () => {
    const old = 'start-old.cjs.v20.0.0.x64';
    const cache = folderWith({ [`vpce-lint/${old}`]: 'old', 'vpce-lint/young': 'young', 'other/old': 'old' });
    for (const name of [`vpce-lint/${old}`, 'other/old']) utimesSync(join(cache, name), 0, 0);
    await demo(cache);
    expect(readdirSync(join(cache, 'vpce-lint'))).toContain('young');
    expect(readdirSync(join(cache, 'vpce-lint'))).not.toContain(old);
    expect(readdirSync(join(cache, 'other'))).toEqual(['old']);
  });

  it('is made of nothing that imports a file while it runs, which compiled code that was kept cannot', () => {
    const [start = ''] = readdirSync('dist/chunks').filter((name) => name.startsWith('start-'));
    expect(readFileSync(join('dist/chunks', start), 'utf8')).not.toMatch(/(?<![.\w$])import\(/);
  });

  it('is nothing to complain about where it cannot be kept, or is not to be', async () => {
    const cache = folderWith({ 'vpce-lint': 'a file' });
    const { code, stderr, stdout } = await demo(cache);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('findings');
    expect(readFileSync(join(cache, 'vpce-lint'), 'utf8')).toBe('a file');
    const unused = folderWith();
    expect(await demo(unused, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({ code, stderr, stdout });
    expect(readdirSync(unused)).toEqual([]);
  });
});
