/** One script of the test files and all that they import from src/, each module evaluated when a test needs it. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Script } from 'node:vm';
import fastCheck from 'fast-check';
import { rolldown } from 'rolldown';
import config from '../rolldown.config.mjs';

const entry = '\0tests';
/** So few inputs that the longest law takes about a second; which they are is fixed by the seed in test/setup.ts. */
const mostRuns = 40;

function few(options) {
  return { ...options, numRuns: Math.min(options?.numRuns ?? mostRuns, mostRuns), endOnFailure: true };
}

/** The same laws over few inputs, and no shrinking: only whether a law breaks is asked. */
const quick = {
  ...fastCheck,
  assert: (property, options) => fastCheck.assert(property, few(options)),
  check: (property, options) => fastCheck.check(property, few(options)),
  sample: (from, options) =>
    fastCheck.sample(from, typeof options === 'number' ? Math.min(options, mostRuns) : few(options)),
};
const quickModule = { __esModule: true, ...quick, default: quick };

/** How fast something is says nothing about a mutant on a machine that does other work. */
const stoppedClock = { now: () => 0 };

/** A function that evaluates everything anew, for tests that register with `vitest`, and gives a loader of each file. */
export async function bundleTests(files) {
  const table = ['test/setup.ts', ...files].map(
    (file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(resolve(file))})`,
  );
  const bundle = await rolldown({
    ...config,
    input: entry,
    external: (id) => id !== entry && !id.startsWith('.') && !id.startsWith('/'),
    plugins: [
      {
        name: 'tests',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? `module.exports = {${table.join()}};` : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false });
  await bundle.close();
  const filename = resolve('tests.cjs');
  const script = new Script(
    `(function (require, module, exports, __filename, performance) {${output[0].code}\n})`,
    {
      filename,
    },
  );
  const requireInstalled = createRequire(filename);
  return (vitest) => {
    const module = { exports: {} };
    const require = (id) =>
      id === 'vitest' ? vitest : id === 'fast-check' ? quickModule : requireInstalled(id);
    script.runInThisContext()(require, module, module.exports, filename, stoppedClock);
    return module.exports;
  };
}
