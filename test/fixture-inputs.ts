import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'fixtures';

/** The names of the fixtures, sorted. */
export const fixtureNames = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/**
 * Where the facts of a fixture lie, without what is expected of it and without templates that change them. The demo
 * is one file beside what is expected of it, because it is part of the package.
 */
export function inputOfFixture(name: string): string {
  const directory = join(folder, name, 'input');
  return existsSync(directory) ? directory : join(folder, name, 'estate.json');
}
