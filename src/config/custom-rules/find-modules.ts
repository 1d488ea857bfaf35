import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { matchesPattern } from '../../model/pattern.ts';

/** The files that a pattern names, sorted: a path in which `*` stands for any part of a file's or folder's name. */
export function findModules(folder: string, pattern: string): readonly string[] {
  const { root } = parse(pattern);
  const names = pattern
    .slice(root.length)
    .split(/[\\/]/)
    .filter((name) => name !== '' && name !== '.');
  let found: readonly string[] = [root === '' ? folder : root];
  for (const name of names) found = found.flatMap((path) => below(path, name));
  return found;
}

function below(path: string, name: string): readonly string[] {
  if (!name.includes('*')) return existsSync(join(path, name)) ? [join(path, name)] : [];
  return namesIn(path)
    .filter((entry) => !entry.startsWith('.') && matchesPattern(name, entry))
    .sort()
    .map((entry) => join(path, entry));
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
