/**
 * What our tests import from vitest, without its program: starting vitest costs more than the tests that decide about
 * a mutant. It knows only what the tests of model, analysis and rules use; anything else is a loud error.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const ofVitest = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'));
const importOfVitest = async (name) => await import(pathToFileURL(ofVitest.resolve(name)).href);
const {
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  ASYMMETRIC_MATCHERS_OBJECT,
  GLOBAL_EXPECT,
  setState,
} = await importOfVitest('@vitest/expect');
const chai = await importOfVitest('chai');

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
setState({ assertionCalls: 0, isExpectingAssertions: false }, expect);
globalThis[GLOBAL_EXPECT] = expect;

/** Types are the affair of tsc: nothing is held at run time. */
const expectTypeOf = () =>
  new Proxy(() => undefined, { get: () => expectTypeOf(), apply: () => expectTypeOf() });

/** A module that stands for vitest, and the tests that a file hands to it. */
export function testApi() {
  const tests = [];
  const ends = [];
  const names = [];
  let skipping = false;

  const it = (name, ...options) => {
    const run = options.find((option) => typeof option === 'function');
    const title = [...names, name].join(' › ');
    const same = tests.filter((test) => test.title === title).length;
    if (!skipping) tests.push({ title, name: same === 0 ? title : `${title} #${same}`, run });
  };
  const describe = (name, body) => {
    names.push(name);
    body();
    names.pop();
  };
  const within =
    (register, skip) =>
    (...args) => {
      const before = skipping;
      skipping ||= skip;
      register(...args);
      skipping = before;
    };
  const each = (register) => (rows) => (name, run) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      const used = name.match(/%[a-z]/g)?.length ?? 0;
      register(format(name, ...values.slice(0, used)), () => run(...values));
    }
  };
  const withModifiers = (register) =>
    Object.assign(register, {
      each: each(register),
      skipIf: (skip) => within(register, Boolean(skip)),
      runIf: (run) => within(register, !run),
    });

  return {
    tests,
    ends,
    module: {
      it: withModifiers(it),
      describe: withModifiers(describe),
      afterAll: (run) => ends.push(run),
      expect,
      expectTypeOf,
      vi: { setConfig: () => undefined },
    },
  };
}
