/**
 * What Stryker runs the tests of a mutant with. All tests are one script, evaluated anew for every mutant, so that no
 * memo of one mutant answers for the next, in a process that lasts: see docs/decisions/0010.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { Script } from 'node:vm';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { bundleTests } from './bundle-tests.mjs';
import { testApi } from './test-api.mjs';

/** Stryker keeps here which mutant is active, and counts how often a mutant is reached. */
const state = (globalThis.__stryker__ ??= {});

/** Of each test without a mutant: how long it took, and how often it came past which mutant. */
const measuredPath = 'tests-without-mutants.json';

/** A test that needs so many times as many milliseconds of the processor as without a mutant, and more, does not end. */
const [timesAsLong, longer] = [10, 2000];

/** A test that comes past a mutant so many times more often than without it, and this often, is in a loop without end. */
const [timesAsOften, often] = [10, 10_000];

/** Calls a test so that a loop in it can be stopped. */
const call = new Script('globalThis.runTest()');

const processorTime = () => process.cpuUsage().user / 1000;

/** Runs a test that may take so many milliseconds of the processor; whether it does is looked at from time to time. */
async function within(limit, run) {
  globalThis.runTest = run;
  for (let timeout = limit; ; timeout *= 2) {
    const started = processorTime();
    try {
      return await call.runInThisContext({ timeout });
    } catch (error) {
      // On a busy machine a test that waits for its turn has done nothing wrong: it begins anew.
      if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT' || processorTime() - started > limit / 2)
        throw error;
    }
  }
}

/** Files with tests of each rule, which have its id in their name. */
const ofSingleRules = /rule-(examples|pages)/;

/** The slowest of the tests of a rule: of code that rules share, those of all rules would take minutes for each mutant. */
const law = 'neither finds more nor says less';

const fileOf = (testId) => testId.slice(0, testId.indexOf('#'));

class TestsInOneScript {
  files = JSON.parse(process.env.MUTANTS_TESTS);
  /** The rules that have mutants, and whether other code has some. */
  mutated = JSON.parse(process.env.MUTANTS_OF);
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.evaluate = await bundleTests(this.files);
  }

  async dryRun() {
    delete state.activeMutant;
    delete state.hitCount;
    state.mutantCoverage = { static: {}, perTest: {} };
    const tests = await this.run(this.files, undefined, undefined);
    const { perTest } = state.mutantCoverage;
    const measured = {};
    for (const { id, status, timeSpentMs, failureMessage } of tests) {
      if (status === TestStatus.Success) measured[id] = { timeSpentMs, reached: perTest[id] ?? {} };
      else console.error(`left out, because it fails without a mutant: ${id}: ${failureMessage}`);
    }
    writeFileSync(measuredPath, JSON.stringify(measured));
    return {
      status: 'complete',
      tests: tests.filter(({ status }) => status === TestStatus.Success),
      mutantCoverage: state.mutantCoverage,
    };
  }

  async mutantRun({ activeMutant, testFilter, mutantActivation }) {
    if (mutantActivation === 'static') state.activeMutant = activeMutant.id;
    else delete state.activeMutant;
    // Another process may have run the tests without a mutant.
    this.measured ??= JSON.parse(readFileSync(measuredPath, 'utf8'));
    const wanted = (testFilter ?? Object.keys(this.measured)).filter(
      (id) => !id.includes(law) || this.isOfRule(activeMutant),
    );
    state.hitCount = 0;
    state.hitLimit = Number.POSITIVE_INFINITY;
    const tests = await this.run([...new Set(wanted.map(fileOf))], new Set(wanted), activeMutant.id);
    delete state.activeMutant;
    return toMutantRunResult(
      determineHitLimitReached(state.hitCount, state.hitLimit) ?? { status: 'complete', tests },
    );
  }

  isOfRule({ fileName }) {
    return this.mutated.rules.some((rule) => fileName.endsWith(`/${rule}.ts`));
  }

  isAsked(file, name) {
    if (!ofSingleRules.test(file)) return true;
    if (this.mutated.rules.some((rule) => name.startsWith(rule))) return true;
    return this.mutated.others && !name.includes(law);
  }

  /** Runs the tests of some files, or of these those that are wanted; with a mutant until the first that fails. */
  async run(files, wanted, mutant) {
    const api = testApi();
    const load = this.evaluate(api.module);
    const tests = [];
    const results = [];
    const ends = [];
    load['test/setup.ts']();
    for (const file of files) {
      try {
        load[file]();
      } catch (error) {
        results.push({
          id: `${file}#`,
          name: file,
          timeSpentMs: 0,
          status: TestStatus.Failed,
          failureMessage: String(error),
        });
        if (mutant !== undefined) return results;
      }
      for (const { name, run } of api.tests.splice(0)) {
        const id = `${file}#${name}`;
        if (this.isAsked(file, name) && (wanted?.has(id) ?? true))
          tests.push({ id, name, run, fileName: file });
      }
      ends.push(...api.ends.splice(0));
    }
    if (mutant !== undefined) {
      state.activeMutant = mutant;
      tests.sort((a, b) => this.measured[a.id].timeSpentMs - this.measured[b.id].timeSpentMs);
    }
    for (const { run, ...test } of tests) {
      state.currentTestId = test.id;
      if (mutant !== undefined) {
        state.hitCount = 0;
        state.hitLimit = Math.max(often, timesAsOften * (this.measured[test.id].reached[mutant] ?? 0));
      }
      const started = processorTime();
      try {
        const { timeSpentMs } = this.measured?.[test.id] ?? { timeSpentMs: 1e6 };
        await within(Math.ceil(longer + timesAsLong * timeSpentMs), run);
        results.push({ ...test, status: TestStatus.Success, timeSpentMs: processorTime() - started });
      } catch (error) {
        if (error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') state.hitLimit = -1;
        const timeSpentMs = processorTime() - started;
        results.push({
          ...test,
          status: TestStatus.Failed,
          timeSpentMs,
          failureMessage: String(error?.message ?? error),
        });
        if (mutant !== undefined) break;
      }
      if (state.hitCount > state.hitLimit) break;
    }
    delete state.currentTestId;
    for (const end of ends) await end();
    return results;
  }
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'one-script', () => new TestsInOneScript()),
];
