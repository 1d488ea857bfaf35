import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectRules } from '../../../src/cli/select-rules.ts';
import { notCollected } from '../../../src/collectors/aws/call-table.ts';
import { includeTopics } from '../../../src/collectors/aws/include-topic.ts';
import { collectionScript } from '../../../src/collectors/aws/script.ts';
import { type ReadInputs, readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { runCommand } from '../../cli/run-program.ts';
import { temporaryFolders } from '../../temporary-folder.ts';
import { account, demoFacts, region } from './estate-server.ts';
import { installFakeAws } from './fake-aws.ts';

const makeFolder = temporaryFolders();
const script = collectionScript(new Set(includeTopics));
const facts = demoFacts();

function findingsOf(snapshot: Snapshot): readonly string[] {
  const { network } = buildNetwork(snapshot);
  const { findings } = runRules(network, selectRules(rules, { only: [], enable: [], disable: [] }, null));
  return findings.map(({ rule, resource }) => `${rule} ${resource.id}`).sort();
}

describe.skipIf(process.platform === 'win32')('the script for the AWS CLI', () => {
  let folder: string;
  let said: string;
  let read: ReadInputs;

  beforeAll(async () => {
    folder = makeFolder({ 'collect.sh': script });
    const PATH = `${installFakeAws(folder, script, facts)}${delimiter}${process.env.PATH ?? ''}`;
    const run = await runCommand('sh', ['-eu', join(folder, 'collect.sh'), join(folder, 'dumps')], {
      env: { PATH, AWS_REGION: region },
    });
    said = run.stderr;
    read = readInputs([join(folder, 'dumps')], () => new Uint8Array());
  }, 60_000);

  it('is a script that any shell reads', () => {
    expect(spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
    expect(script).not.toMatch(/\bjq\b|\[\[|\bfunction\b|\blocal\b/);
  });

  it('only reads', () => {
    const commands = [...script.matchAll(/^ *(?:get \S+ \S+|for \w+ in \$\(ids) (\S+) (\S+)/gm)];
    expect(commands.length).toBeGreaterThan(60);
    for (const [, , command] of commands) expect(command).toMatch(/^(?:describe|get|list|search)-/);
  });

  it('gives a folder that is read whole, with everything that rules read', () => {
    expect(said).toBe('');
    expect(read.unusable).toEqual([]);
    expect(read.skipped).toEqual([]);
    expect(read.snapshot.scopes.map(({ scope }) => scope)).toEqual([{ partition: 'aws', account, region }]);
    const { families = {} } = read.snapshot.scopes[0] ?? {};
    const collected = Object.entries(families).filter(([, { complete }]) => complete);
    const needed = new Set(rules.flatMap(({ needs }) => needs));
    const asked = [...needed].filter(
      (name) => !Object.hasOwn(notCollected, name) && (facts[name]?.length ?? 0) > 0,
    );
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !collected.some(([other]) => other === name))).toEqual([]);
  });

  it('leads to the findings that the facts lead to', () => {
    const expected = findingsOf(snapshotOfFacts(facts, { partition: 'aws', account, region }));
    expect(expected.length).toBeGreaterThan(10);
    expect(findingsOf(read.snapshot)).toEqual(expected);
  });

  it('keeps no secrets', () => {
    const files = readdirSync(join(folder, 'dumps'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(join(folder, 'dumps', name), 'utf8'));
    expect(texts.length).toBeGreaterThan(60);
    expect(texts.join('')).toContain('vpn-1');
    expect(texts.join('')).not.toContain('hidden-secret');
  });

  it('goes on where a call is refused, and can be called again', async () => {
    const place = makeFolder({ 'collect.sh': script });
    const bin = installFakeAws(place, script.replace(/^get routeTables .*$/m, ''), facts);
    const { code, stderr } = await runCommand('sh', [join(place, 'collect.sh'), join(place, 'dumps')], {
      env: { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, AWS_REGION: region },
    });
    expect(code).toBe(0);
    expect(stderr).toContain('1 calls gave nothing');
    const names = readdirSync(join(place, 'dumps', account, region));
    expect(names).toContain('vpcs.json');
    expect(names).not.toContain('routeTables.json');
  });
});
