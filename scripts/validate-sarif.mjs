/**
 * `node scripts/validate-sarif.mjs FILE…` checks SARIF files, none of them without results, with Microsoft's SARIF Multitool, including the
 * rules of GitHub code scanning. Any error or warning fails. The tool is no dependency of the project, because
 * it is 100 MB for one check: it is fetched into a folder that git ignores.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const version = '5.7.0';
const name = `@microsoft/sarif-multitool-${process.platform}`;
const folder = resolve(`.cache/sarif-multitool-${version}`);
const program = join(folder, 'node_modules', name, 'Sarif.Multitool');

function install() {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], {
    cwd: folder,
    stdio: 'inherit',
  });
  chmodSync(program, 0o755);
}

function validate(files) {
  const output = join(folder, 'result.sarif');
  // The program itself, not the wrapper of the npm package: that one splits the rule kinds at the semicolon.
  const { status, error } = spawnSync(
    program,
    ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--output', output, '--log', 'ForceOverwrite'],
    {
      stdio: 'inherit',
      // Offline, whatever the machine: one of the rules would fetch every address in the file.
      env: {
        ...process.env,
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
        HTTP_PROXY: 'http://127.0.0.1:9',
        HTTPS_PROXY: 'http://127.0.0.1:9',
      },
    },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the SARIF Multitool ended with ${status}`);
  // It ends with 0 even when it finds errors; what it found stands in its output.
  return JSON.parse(readFileSync(output, 'utf8')).runs.flatMap((run) => run.results);
}

const files = process.argv.slice(2);
const resultsOf = (file) => JSON.parse(readFileSync(file, 'utf8')).runs.flatMap((run) => run.results);
const empty = files.filter((file) => resultsOf(file).length === 0);
if (!existsSync(program)) install();
const objections = validate(files);
for (const file of empty) console.error(`${file}: no results`);
for (const { ruleId, locations = [] } of objections) {
  console.error(`${locations[0]?.physicalLocation?.artifactLocation?.uri ?? ''}: ${ruleId}`);
}
if (files.length === 0 || empty.length + objections.length > 0) {
  console.error(`${files.length} files, ${objections.length} errors and warnings`);
  process.exitCode = 1;
}
