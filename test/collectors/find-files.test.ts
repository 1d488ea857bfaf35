import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { findFiles, systemProblem } from '../../src/collectors/find-files.ts';
import { readPipe } from '../../src/collectors/read-stream.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const isRoot = process.getuid?.() === 0;
const hasPipes = process.platform !== 'win32';

function namedPipe(): string {
  const path = join(folderWith(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

describe('findFiles', () => {
  it.skipIf(!hasPipes)(
    'gives a pipe or the null device that is named, and passes over those it meets',
    () => {
      const path = namedPipe();
      expect(findFiles([path, '/dev/null']).files).toEqual([
        { path: '/dev/null', named: true, isPipe: false },
        { path, named: true, isPipe: true },
      ]);
      expect(findFiles([join(path, '..')])).toEqual({ files: [], unreadable: [] });
    },
  );

  it.skipIf(!hasPipes)('refuses a device, which might never end', () => {
    expect(findFiles(['/dev/zero'])).toEqual({
      files: [],
      unreadable: [{ path: '/dev/zero', problem: 'it is a device or a socket, not a file', expected: true }],
    });
  });

  it('takes names with blanks, line breaks and any letters', () => {
    const names = ['a b.json', 'a\nb.json', 'Größe ✓.json', '-x.json', '#1?.json'];
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, '{}'])));
    expect(findFiles([folder]).files.map(({ path }) => path)).toEqual(
      names.map((name) => join(folder, name)).sort(),
    );
  });

  // The superuser may read everything, so there is nothing to refuse.
  it.skipIf(isRoot || !hasPipes)('says which directory it may not read', () => {
    const folder = folderWith({ 'closed/vpcs.json': '{}', 'open.json': '{}' });
    chmodSync(join(folder, 'closed'), 0);
    const { files, unreadable } = findFiles([folder]);
    chmodSync(join(folder, 'closed'), 0o700);
    expect(files).toHaveLength(1);
    expect(unreadable).toEqual([
      { path: join(folder, 'closed'), problem: 'permission denied', expected: true },
    ]);
  });

  it('ends on links that lead to each other and to directories around them', () => {
    const folder = folderWith({ 'a/b/x.json': '{}' });
    mkdirSync(join(folder, 'c'));
    symlinkSync('../a', join(folder, 'c', 'to-a'));
    symlinkSync('../../c', join(folder, 'a', 'b', 'to-c'));
    symlinkSync('../..', join(folder, 'a', 'b', 'up'));
    symlinkSync('two', join(folder, 'one'));
    symlinkSync('one', join(folder, 'two'));
    const { files, unreadable } = findFiles([folder]);
    expect(files.map(({ path }) => path)).toEqual([join(folder, 'a', 'b', 'x.json')]);
    expect(unreadable.every(({ expected }) => !expected)).toBe(true);
  });
});

describe('systemProblem', () => {
  it.each([
    ['EACCES', 'permission denied'],
    ['ENOENT', 'no such file or directory'],
    ['ELOOP', 'the symbolic links form a circle'],
    ['EXOTIC', 'EXOTIC'],
  ])('says %s in plain words where there are some', (code, words) => {
    expect(systemProblem(Object.assign(new Error('x'), { code }))).toBe(words);
  });

  it('says what else went wrong as it is', () => {
    expect(systemProblem(new Error('the file is empty'))).toBe('the file is empty');
    expect(systemProblem('odd')).toBe('odd');
  });
});

describe.skipIf(!hasPipes)('readPipe', () => {
  it('reads what comes late and in parts', () => {
    const path = namedPipe();
    const script = `exec >'${path}'; sleep 0.1; printf abc; sleep 0.1; printf def`;
    const writer = spawn('sh', ['-c', script], { stdio: 'ignore' });
    expect(Buffer.from(readPipe(path)).toString()).toBe('abcdef');
    writer.kill();
  });

  it('does not wait for ever where nobody writes', () => {
    expect(readPipe(namedPipe())).toHaveLength(0);
  });
});
