import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import config from '../../rolldown.config.mjs';

/** What the bundler brings along for syntax that it rewrites; no package of that name is installed. */
const helpers = '@oxc-project/runtime';

/**
 * Bundles a TypeScript file into a folder that git ignores, runs it, and gives back what it exports. This
 * stands in for the type stripping that Node 20 lacks. Packages stay outside the bundle.
 */
export async function importTypeScript(path) {
  const name = basename(path, '.ts');
  const dir = join('.cache', dirname(path), name);
  await build({
    ...config,
    input: { [name]: path },
    external: (id) => !id.startsWith('.') && !isAbsolute(id) && !id.startsWith(helpers),
    output: { dir, cleanDir: true, entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    plugins: [],
  });
  return await import(pathToFileURL(resolve(dir, `${name}.mjs`)).href);
}
