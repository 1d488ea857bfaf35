/** `npm run accuracy`: writes docs/accuracy.md from what tests show; needs the corpus beside the checkout. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { importTypeScript } from './lib/import-typescript.mjs';

const folder = '.cache/accuracy';
const [results, shown] = [join(folder, 'known-good'), join(folder, 'tests.json')];

if (!existsSync('../shared/corpus')) {
  console.error('the corpus is not beside this checkout: there is nothing to measure');
  process.exit(1);
}
const { accuracyPage, oracleTests } = await importTypeScript('test/accuracy/accuracy-page.ts');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...oracleTests,
    'test/known-good',
    '--reporter=json',
    `--outputFile=${shown}`,
  ],
  { stdio: 'inherit', env: { ...process.env, KNOWN_GOOD_RESULTS: results } },
);
const { testResults } = JSON.parse(readFileSync(shown, 'utf8'));
const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ title, status }) => ({
    file: relative('.', name),
    title,
    passed: status === 'passed',
  })),
);
const mutations = Object.fromEntries(
  readdirSync(results).map((name) => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(join(results, name), 'utf8')),
  ]),
);
writeFileSync('docs/accuracy.md', accuracyPage({ tests, mutations }));
