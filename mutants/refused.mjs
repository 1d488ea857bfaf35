/** Which mutants the compiler refuses: Stryker's own checker needs an API that TypeScript 7 does not have. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';

/** Those of some mutants with which the code has errors of types. One of each file is tried at a time. */
export function refused(mutants, folder) {
  const copy = join(folder, 'types');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(name, join(copy, name), { recursive: true });
  const settings = JSON.parse(readFileSync(join(copy, 'tsconfig.json'), 'utf8'));
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...settings.compilerOptions,
        incremental: true,
        tsBuildInfoFile: 'known.tsbuildinfo',
      },
      include: ['src'],
    }),
  );
  // What is known of the code as it is need not be found out again.
  filesWithErrors(copy);
  const left = new Map();
  for (const mutant of mutants) {
    const file = relative('.', mutant.fileName);
    left.set(file, [...(left.get(file) ?? []), mutant]);
  }
  const found = new Set();
  for (let round = 0; [...left.values()].some(({ length }) => length > round); round++) {
    const tried = [...left].filter(([, { length }]) => length > round);
    for (const [file, some] of tried) writeFileSync(join(copy, file), mutated(file, some[round]));
    const wrong = filesWithErrors(copy);
    for (const [file, some] of tried) {
      if (wrong.has(file)) found.add(some[round]);
      cpSync(file, join(copy, file));
    }
  }
  rmSync(copy, { recursive: true });
  return found;
}

/** The text of a file with a mutant, whose lines and columns count from 0. */
function mutated(file, { location: { start, end }, replacement }) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + column;
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

function filesWithErrors(copy) {
  const compiler = join('..', '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, error } = spawnSync(process.execPath, [compiler, '--project', '.', '--pretty', 'false'], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (error) throw error;
  return new Set([...stdout.matchAll(/^(src\/[^(]+)\(\d+,\d+\): error /gm)].map(([, file]) => file));
}
