import { resolve } from 'node:path';

/** What every run of a command loads, and what nearly every run of `check` prints with. */
const entries = ['src/cli/main.ts', 'src/reporters/text/text-report.ts'].map((path) => resolve(path));

/**
 * A group for `output.codeSplitting` that holds what a start loads anyway, in one file: by itself the bundler makes
 * one of every part that several commands share, and to find, read and link a file costs more than most of them do.
 */
export function startChunk() {
  let modules;
  return {
    debugName: 'start',
    name: (id, context) => {
      modules ??= staticallyImported(entries, context);
      return modules.has(id) ? 'start' : null;
    },
  };
}

/** The modules and all that they import, but for what they import when they need it. */
function staticallyImported(ids, context) {
  const modules = new Set(ids);
  for (const id of modules) {
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) modules.add(imported);
  }
  return modules;
}
