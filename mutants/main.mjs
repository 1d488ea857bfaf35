/**
 * `npm run mutants -- <files or folders> [--files N] [--sample N] [--seed N]`: changes the code in small ways, one at a time, and
 * tells which changes no test notices. With --sample only so many mutants, drawn by the seed, are tried, and the score
 * of all is told with its confidence; --again tries only what survived the last run. docs/mutation-testing.md has the results and what is left out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isExampleCode } from './example-code.mjs';
import { refused } from './refused.mjs';
import { confidence, confidenceByGroups, draw, keyOfMutant } from './sample.mjs';

/** Tests that come past most of the code: estates with known findings, and what the program prints for the examples of all rules. */
const ofAll = [
  'test/known-good/',
  'test/fixtures/',
  'test/bench/',
  'test/rules/told-missing.test.ts',
  'test/rules/told-doubts.test.ts',
  'mutants/rule-pages.test.mjs',
];
/** Laws about ways that take seconds for one answer, as packet by packet: asked of the code that finds ways alone. */
const lawsOfWays = /path-exactness|path-laws|matrix-rows|compare-services|transit\/laws/;
/** Where mutants are looked for, and the tests that have to notice them. */
const parts = [
  {
    name: 'resources',
    code: 'src/model/resources/',
    tests: ['test/model/', 'test/analysis/connectivity/', ...ofAll],
    without: [],
  },
  { name: 'model', code: 'src/model/', tests: ['test/model/'], without: [] },
  {
    name: 'policy',
    code: 'src/analysis/policy/',
    tests: ['test/analysis/policy/', ...ofAll],
    without: [],
  },
  {
    name: 'connectivity',
    code: 'src/analysis/connectivity/',
    tests: ['test/analysis/', ...ofAll],
    without: [],
  },
  { name: 'analysis', code: 'src/analysis/', tests: ['test/analysis/', ...ofAll], without: [] },
  // What a finding says is prose: tests hold parts of it. Which words they hold is not what is measured.
  {
    name: 'rules',
    code: 'src/rules/',
    tests: ['test/rules/', 'test/config/', ...ofAll],
    without: ['StringLiteral'],
  },
];
/** Tests of types, and laws that take seconds for one answer: they would take longer than all else together. */
const leftOut = /aws-field-names|order-of-input|hostile-values|honesty|distinct-rules/;
/** Examples and lists that derive from the rules. */
const noCode = /src\/rules\/(.*example[\w-]*|registry|pages)\.ts$/;

/** How many packets the comparison with a walk packet by packet takes: so many that it lasts some seconds. */
const packets = 4000;

const notDrawn = 'not drawn';

const folder = resolve('.cache', 'mutants');
/** What became of every mutant of the last run, for --again. */
const resultsPath = join(folder, 'results.json');
const tools = resolve('mutants', 'node_modules');

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true }).map((name) => join(path, name));
}

/** A rule stands in a file of its name, and so does what its tests are called. */
const isRule = (path) =>
  /^src\/rules\/[\w-]+\//.test(path) && /^export default /m.test(readFileSync(path, 'utf8'));

const codeFilesOf = (paths) =>
  [...new Set(paths.flatMap(filesOf).map((path) => relative('.', path)))]
    .filter((path) => path.endsWith('.ts') && !noCode.test(path))
    .sort();

const testFilesOf = ({ name, tests }) =>
  tests
    .flatMap(filesOf)
    .filter((path) => /\.test\.(ts|mjs)$/.test(path) && !leftOut.test(path))
    .filter((path) => name === 'connectivity' || !lawsOfWays.test(path))
    .sort();

async function importTool(path) {
  return await import(join(tools, '@stryker-mutator', path));
}

/** All mutants of some files. Those that are excluded are found all the same, at a tenth of the cost: none is put into code. */
async function mutantsOf(files, without) {
  const { Instrumenter } = await importTool('instrumenter/dist/src/index.js');
  const quiet = { debug() {}, info() {}, isDebugEnabled: () => false };
  const { mutants } = await new Instrumenter(quiet).instrument(
    files.map((name) => ({ name: resolve(name), mutate: true, content: readFileSync(name, 'utf8') })),
    { plugins: null, excludedMutations: { includes: () => true }, ignorers: [] },
  );
  return mutants.filter((mutant) => !without.includes(mutant.mutatorName) && !isExampleCode(mutant));
}

/** Stryker chooses by lines, which cannot tell two mutants of one place apart; so others are struck out as they are made. */
async function only(drawn) {
  const { MutantCollector } = await importTool('instrumenter/dist/src/transformers/mutant-collector.js');
  const keys = drawn && new Set(drawn.map(keyOfMutant));
  const { collect } = Object.getPrototypeOf(new MutantCollector());
  MutantCollector.prototype.collect = function (...of) {
    const mutant = collect.apply(this, of);
    const told = mutant.toApiMutant();
    if (keys?.has(keyOfMutant(told)) === false || isExampleCode(told)) mutant.ignoreReason ??= notDrawn;
    return mutant;
  };
  return () => {
    MutantCollector.prototype.collect = collect;
  };
}

/** Tries the mutants of some files with the tests of their part; of a sample only those that were drawn. */
async function tryMutants(part, files, drawn) {
  const { name, without } = part;
  const { Stryker } = await importTool('core/dist/src/index.js');
  const sources = new Map(files.map((name) => [name, readFileSync(name, 'utf8')]));
  const rules = files.filter(isRule);
  process.env.MUTANTS_OF = JSON.stringify({
    rules: rules.map((path) => basename(path, '.ts')),
    others: rules.length < files.length,
  });
  process.env.MUTANTS_TESTS = JSON.stringify(testFilesOf(part));
  process.env.VPCE_LINT_PACKETS = String(packets);
  const all = await only(drawn);
  const tried = await new Stryker({
    mutate: files,
    testRunner: 'one-script',
    plugins: [resolve('mutants', 'plugin.mjs')],
    mutator: { excludedMutations: without },
    coverageAnalysis: 'perTest',
    // What runs when a module is loaded (tables, texts and examples of rules) would need all tests for each mutant.
    ignoreStatic: true,
    concurrency: 1,
    // The plugin stops a test that does not end; this is for what it cannot stop.
    timeoutMS: 300_000,
    dryRunTimeoutMinutes: 60,
    tempDirName: join(relative('.', folder), 'sandbox'),
    ignorePatterns: ['dist', 'fuzz', 'schemas'],
    disableTypeChecks: false,
    // Stryker rewrites a tsconfig.json by an API that TypeScript 7 does not have; nothing here reads one.
    tsconfigFile: 'none',
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: join(folder, `${name}.json`) },
    logLevel: 'warn',
  }).runMutationTest();
  all();
  // Its results count lines and columns from 1, its mutants from 0.
  const results = tried.map((mutant) => ({ ...mutant, location: fromZero(mutant.location) }));
  const wrong = refused(
    results.filter((mutant) => !isNoticed(mutant)),
    sources,
    folder,
  );
  return results.map((mutant) => (wrong.has(mutant) ? { ...mutant, status: 'CompileError' } : mutant));
}

function fromZero({ start, end }) {
  const [first, last] = [start, end].map(({ line, column }) => ({ line: line - 1, column: column - 1 }));
  return { start: first, end: last };
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** The interval that holds the score of all: by mutants, or by files where whole files were drawn. */
function intervalOf(mutants) {
  const tried = mutants.filter(({ status }) => status !== 'Ignored');
  if (values.files === undefined) return confidence(tried.filter(isNoticed).length, tried.length);
  const files = groupByFile(tried).map((group) => ({
    hits: group.filter(isNoticed).length,
    count: group.length,
  }));
  return confidenceByGroups(files);
}

function groupByFile(mutants) {
  const files = new Map();
  for (const mutant of mutants) files.set(mutant.fileName, [...(files.get(mutant.fileName) ?? []), mutant]);
  return [...files.values()];
}

function row(name, mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timeouts] = [count('Killed', 'RuntimeError'), count('Timeout')];
  const [survived, uncovered, refusals] = [count('Survived'), count('NoCoverage'), count('CompileError')];
  const tried = killed + timeouts + refusals + survived + uncovered;
  const score = tried === 0 ? '–' : percent((killed + timeouts + refusals) / tried);
  const between = tried === 0 ? '–' : intervalOf(mutants).map(percent).join(' to ');
  return `| ${name} | ${tried} | ${killed} | ${timeouts} | ${refusals} | ${survived} | ${uncovered} | ${count('Ignored')} | ${score} | ${between} |`;
}

function printTable(mutants) {
  const folders = new Map();
  for (const mutant of mutants) {
    const name = dirname(relative('.', mutant.fileName));
    folders.set(name, [...(folders.get(name) ?? []), mutant]);
  }
  console.log(
    '\n| Folder | Mutants | Killed | Timed out | Refused | Survived | No test | Static | Score | 95 % confidence |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|---|');
  for (const [name, group] of [...folders].sort(([a], [b]) => a.localeCompare(b, 'en')))
    console.log(row(`\`${name}\``, group));
  if (folders.size > 1) console.log(row('all', mutants));
}

/** What no test noticed, with the line that was changed. */
function printSurvivors(mutants) {
  for (const { fileName, location, mutatorName, replacement, status } of mutants.filter(
    (mutant) => !isNoticed(mutant),
  )) {
    const { line, column } = location.start;
    const text = readFileSync(fileName, 'utf8').split('\n')[line];
    console.log(
      `\n${status} ${relative('.', fileName)}:${line + 1}:${column + 1} ${mutatorName}\n- ${text.trim()}\n+ ${replacement}`,
    );
  }
}

const isOfSample = ({ without }, { statusReason, mutatorName }) =>
  statusReason !== notDrawn && !without.includes(mutatorName);

const isNoticed = ({ status }) => status !== 'Survived' && status !== 'NoCoverage';

/** The mutants to try: all, those that were drawn, or with --again those that survived the last time. */
async function choose(part, wanted, { sample, files: fileCount, seed, again }, before) {
  const isOfPart = (path) => parts.find(({ code }) => path.startsWith(code)) === part;
  if (again) {
    const survivors = before.filter(
      (mutant) => !isNoticed(mutant) && isOfPart(relative('.', mutant.fileName)),
    );
    return {
      files: [...new Set(survivors.map(({ fileName }) => relative('.', fileName)))],
      chosen: survivors,
    };
  }
  const ofPart = wanted.filter(isOfPart);
  const files = fileCount === undefined ? ofPart : draw(ofPart, Number(fileCount), Number(seed)).sort();
  if (files.length < ofPart.length)
    console.log(`${part.name}: ${files.length} of ${ofPart.length} files, drawn with seed ${seed}`);
  if (sample === undefined || files.length === 0) return { files, chosen: undefined };
  const all = await mutantsOf(files, part.without);
  const chosen = draw(all, Number(sample), Number(seed));
  console.log(`${part.name}: ${chosen.length} of ${all.length} mutants, drawn with seed ${seed}`);
  const drawn = new Set(chosen.map(({ fileName }) => relative('.', fileName)));
  return { files: files.filter((file) => drawn.has(file)), chosen };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    files: { type: 'string' },
    seed: { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
  },
});
const places = positionals.length > 0 ? positionals : parts.map(({ code }) => code);

if (!existsSync(tools)) execFileSync('npm', ['ci', '--prefix', 'mutants'], { stdio: 'inherit' });
mkdirSync(folder, { recursive: true });

const before = values.again ? JSON.parse(readFileSync(resultsPath, 'utf8')) : [];
const results = new Map(before.map((mutant) => [keyOfMutant(mutant), mutant]));
for (const part of parts) {
  const { files, chosen } = await choose(part, codeFilesOf(places), values, before);
  if (files.length === 0 || chosen?.length === 0) continue;
  const tried = await tryMutants(part, files, chosen);
  // What the last run told of code that has changed since is forgotten.
  if (values.again) for (const mutant of chosen) results.delete(keyOfMutant(mutant));
  for (const mutant of tried) if (isOfSample(part, mutant)) results.set(keyOfMutant(mutant), mutant);
  writeFileSync(resultsPath, JSON.stringify([...results.values()]));
}
printSurvivors([...results.values()]);
printTable([...results.values()]);
