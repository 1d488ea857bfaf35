import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from './package-root.ts';

type Resolve = (
  specifier: string,
  context: unknown,
  next: (specifier: string, context: unknown) => unknown,
) => unknown;

/** Newer versions of Node have hooks that need no thread of their own. */
type ModuleWithHooks = typeof module & {
  readonly registerHooks?: (hooks: { readonly resolve: Resolve }) => unknown;
};

let isDone = false;

/**
 * Makes `vpce-lint` in a module of the user's the program that runs, whether it is installed beside the module or not:
 * two copies of it would not know each other's networks.
 */
export function resolveOwnPackage(): void {
  if (isDone) return;
  isDone = true;
  const urlOf = (file: string) => pathToFileURL(join(packageRoot(), 'dist', file)).href;
  const own = { 'vpce-lint': urlOf('index.js'), 'vpce-lint/testing': urlOf('testing.js') };
  const { registerHooks } = module as ModuleWithHooks;
  if (registerHooks) {
    const urls = new Map(Object.entries(own));
    registerHooks({
      resolve: (specifier, context, next) => {
        const url = urls.get(specifier);
        return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
      },
    });
    return;
  }
  const hooks = `const own = new Map(Object.entries(${JSON.stringify(own)}));
export const resolve = (specifier, context, next) =>
  own.has(specifier) ? { url: own.get(specifier), shortCircuit: true } : next(specifier, context);`;
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
