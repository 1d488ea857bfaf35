import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

const [many, few] = [9, 8];
/** A few lines of YAML that stand for millions of values. */
const laughs = ['a: &a0 [x, x]']
  .concat(
    Array.from({ length: many }, (_, at) => {
      const aliases = Array.from({ length: few }, () => `*a${at}`);
      return `b${at}: &a${at + 1} [${aliases.join(', ')}]`;
    }),
  )
  .join('\n');
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

it.each([
  ['zip.json.gz', gzipSync(Buffer.alloc(2 ** 30 + 1, ' ')), /larger than 1 GB when decompressed$/],
  ['laughs.yaml', `Resources:\n  V: {Type: AWS::EC2::VPC}\n${laughs}\n`, /more than 100 aliases$/],
])('refuses %s with its limit', async (name, content, limit) => {
  const cwd = folderWith({ [name]: content });
  const run = await runProgram(['check', name], { cwd });
  expect(run.code).toBe(3);
  expect(run.stderr.trimEnd()).toMatch(limit);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
});

it.each([
  ['laughs', laughs, /resource exhaustion/],
  ['deep', `rules: ${deep}`, /nested too deeply/],
])('refuses a configuration that is a bomb: %s', async (_name, content, limit) => {
  const cwd = folderWith({ 'vpce-lint.yaml': content, 'none.json': { Vpcs: [] } });
  const run = await runProgram(['check', 'none.json'], { cwd });
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(limit);
});
