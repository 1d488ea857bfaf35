/** Which mutants the compiler refuses: Stryker's own checker needs an API that TypeScript 7 does not have. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';

/**
 * Those of some mutants with which their file has errors of types. Each stands in a copy of the file beside it, so that
 * the compiler runs once for all. `sources` has the files as they were when the mutants were made.
 */
export function refused(mutants, sources, folder) {
  if (mutants.length === 0) return new Set();
  const copy = join(folder, 'types');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(name, join(copy, name), { recursive: true });
  const settings = JSON.parse(readFileSync(join(copy, 'tsconfig.json'), 'utf8'));
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...settings, include: ['src'] }));
  const byFile = new Map();
  for (const [index, mutant] of mutants.entries()) {
    const file = relative('.', mutant.fileName);
    const own = file.replace(/\.ts$/, `.mutant-${index}.ts`);
    writeFileSync(join(copy, own), mutated(sources.get(file), mutant));
    byFile.set(own, mutant);
  }
  const wrong = filesWithErrors(copy);
  rmSync(copy, { recursive: true });
  return new Set([...byFile].filter(([file]) => wrong.has(file)).map(([, mutant]) => mutant));
}

/** The text of a file with a mutant, whose lines and columns count from 0. */
function mutated(text, { location: { start, end }, replacement }) {
  const lines = text.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + column;
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

function filesWithErrors(copy) {
  const compiler = resolve('node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [compiler, '--project', '.', '--pretty', 'false'],
    {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );
  if (error || stderr !== '') throw error ?? new Error(stderr);
  return new Set([...stdout.matchAll(/^(src\/[^(]+)\(\d+,\d+\): error /gm)].map(([, file]) => file));
}
