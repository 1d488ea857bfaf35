import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const check = process.argv.includes('--check');

function isCurrent({ path, content }) {
  return existsSync(path) && readFileSync(path, 'utf8') === content;
}

/** Files in generated folders that nothing generates any more, such as the page of a rule that is gone. */
function leftovers(files, folders) {
  const wanted = new Set(files.map(({ path }) => path));
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => !wanted.has(path));
}

/**
 * Brings generated files up to date: writes those that differ, and removes what else lies in `folders`.
 * With --check on the command line it changes nothing, names the files that differ, and fails.
 */
export function writeGenerated(files, folders = []) {
  const changed = files.filter((file) => !isCurrent(file));
  const superfluous = leftovers(files, folders);
  if (check) {
    for (const path of [...changed.map((file) => file.path), ...superfluous]) {
      console.error(`${path} is out of date: run \`npm run generate\``);
      process.exitCode = 1;
    }
    return;
  }
  for (const { path, content } of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`wrote ${path}`);
  }
  for (const path of superfluous) {
    rmSync(path, { recursive: true });
    console.log(`removed ${path}`);
  }
}
