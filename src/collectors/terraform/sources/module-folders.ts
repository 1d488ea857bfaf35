import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFields } from '../../infrastructure-code/fields.ts';
import type { PlacedBlock } from './source-folder.ts';

/**
 * Where modules stand that are called from a root folder: `terraform init` notes it, else the source of a call
 * does if it is a path. Null for one that was fetched from elsewhere, which nobody edits here.
 */
export function moduleFolders(
  root: string,
): (path: readonly string[], call: PlacedBlock, from: string) => string | null {
  const noted = notedFolders(root);
  return (path, call, from) => {
    const folder = noted.get(path.join('.'));
    if (folder !== undefined) return folder.split(/[/\\]/).includes('.terraform') ? null : join(root, folder);
    const source = call.texts.get('source');
    return source !== undefined && /^\.\.?(\/|$)/.test(source) ? join(from, source) : null;
  };
}

function notedFolders(root: string): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const module of readModules(join(root, '.terraform', 'modules', 'modules.json'))) {
    if (!isFields(module)) continue;
    const { Key: key, Dir: folder } = module;
    if (typeof key === 'string' && typeof folder === 'string') folders.set(key, folder);
  }
  return folders;
}

function readModules(path: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const modules = isFields(value) ? value['Modules'] : null;
    return Array.isArray(modules) ? modules : [];
  } catch {
    return [];
  }
}
