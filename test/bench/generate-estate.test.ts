import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../../bench/compare-findings.ts';
import { faultNames } from '../../bench/estate/faults.ts';
import { type GeneratedEstate, generateEstate } from '../../bench/generate-estate.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read({ path }: GeneratedEstate) {
  const { snapshot, unusable, skipped } = readInputs([path], () => new Uint8Array());
  const { network, malformed } = buildNetwork(snapshot);
  return { network, complaints: [...unusable, ...skipped, ...malformed] };
}

/** Where the rules that are on by themselves do not find what was seeded, or are undecided. */
function surprises(estate: GeneratedEstate): readonly string[] {
  const runs = rules.filter(({ onRequest }) => !onRequest).map((rule) => ({ rule }));
  const { findings, undecided } = runRules(read(estate).network, runs);
  return differences({ findings, undecided }, estate.seeded, new Set(rules.map(({ id }) => id)));
}

describe('the synthetic estate', () => {
  it('is text as the AWS CLI prints it, the same for the same seed', () => {
    const first = readFileSync(generateEstate(folder, 3, 1).path, 'utf8');
    expect(first).toBe(`${JSON.stringify(JSON.parse(first), null, 4)}\n`);
    expect(readFileSync(generateEstate(folder, 3, 1).path, 'utf8')).toBe(first);
    expect(readFileSync(generateEstate(folder, 3, 2).path, 'utf8')).not.toBe(first);
  });

  it('is read without a complaint, all of it', () => {
    const { network, complaints } = read(generateEstate(folder, 3, 1));
    expect(complaints).toEqual([]);
    expect(network.scopes).toEqual([{ partition: 'aws', account: '111122223333', region: 'eu-west-1' }]);
    expect(network.all('vpcs')).toHaveLength(3);
    expect(network.all('vpcAttributes')).toHaveLength(3);
    expect(network.all('subnets')).toHaveLength(18);
    expect(network.all('networkInterfaces')).toHaveLength(180);
    expect(network.all('vpcEndpoints')).toHaveLength(21);
  });

  it('has every interface of its endpoints in one of their subnets', () => {
    const { network } = read(generateEstate(folder, 3, 1));
    const interfaces = new Map(network.all('networkInterfaces').map((each) => [each.id, each.raw]));
    for (const { raw } of network.all('vpcEndpoints')) {
      const subnets = (raw.NetworkInterfaceIds ?? []).map((id) => interfaces.get(id)?.SubnetId);
      expect(subnets).toEqual(raw.SubnetIds);
    }
  });

  it('shows the seeded faults and nothing else, and leaves nothing undecided', () => {
    const estate = generateEstate(folder, 3, 1);
    expect(estate.seeded.length).toBeGreaterThan(0);
    expect(surprises(estate)).toEqual([]);
  });

  it('shows faults of every kind', () => {
    const estate = generateEstate(folder, 4 * faultNames.length, 1);
    expect(estate.seeded.length).toBeGreaterThanOrEqual(faultNames.length);
    expect(surprises(estate)).toEqual([]);
  });
});
