import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const demo = JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8')) as Json;

/** The value with every list of it turned round. No list of AWS's answers means something by its order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries<Json>(
    Object.entries(value)
      .map(([key, part]) => [key, reversed(part)] as const)
      .reverse(),
  );
}

/** The value with the numbers of network ACL entries and the times moved, as a later collection has them. */
function renumbered(value: Json): Json {
  if (Array.isArray(value)) return value.map(renumbered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries<Json>(
    Object.entries(value).map(([key, part]) => {
      if (key === 'RuleNumber' && typeof part === 'number' && part < 32767) return [key, part * 2 + 1];
      if (key === 'CreationTimestamp' || key === 'collectedAt') return [key, '2026-12-24T00:00:00Z'];
      return [key, renumbered(part)];
    }),
  );
}

/** The value with a neighbour in front of what every list of resources holds. */
function withNeighbours(value: Json): object {
  const text = JSON.stringify(value);
  const estate = JSON.parse(text) as { scopes: { facts: Record<string, { items?: Json[] }> }[] };
  for (const { facts } of estate.scopes) {
    facts['vpcs']?.items?.unshift({
      VpcId: 'vpc-00000000000000001',
      OwnerId: '111122223333',
      CidrBlock: '10.99.0.0/16',
      State: 'available',
      DhcpOptionsId: 'default',
    });
    facts['subnets']?.items?.unshift({
      SubnetId: 'subnet-00000000000000001',
      VpcId: 'vpc-00000000000000001',
      OwnerId: '111122223333',
      CidrBlock: '10.99.1.0/24',
      AvailabilityZone: 'eu-central-1a',
      State: 'available',
    });
  }
  return estate;
}

async function fingerprints(text: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runProgram(['check', '-', '-f', 'json'], { cwd: folderWith(), input: text });
  const { findings } = JSON.parse(stdout) as {
    findings: { fingerprint: string; rule: string; resource: { id: string } }[];
  };
  return new Map(findings.map(({ fingerprint, rule, resource }) => [fingerprint, `${rule} ${resource.id}`]));
}

describe('the fingerprints of findings', () => {
  const original = fingerprints(JSON.stringify(demo));

  it.concurrent.each([
    ['another layout of the file', JSON.stringify(demo, null, '\t')],
    ['another order of everything', JSON.stringify(reversed(demo))],
    ['other rule numbers and a later collection', JSON.stringify(renumbered(demo))],
  ])('survive %s', async (_, text) => {
    expect((await original).size).toBeGreaterThan(10);
    expect(await fingerprints(text)).toEqual(await original);
  });

  it('survive resources that come before', async () => {
    const after = await fingerprints(JSON.stringify(withNeighbours(demo)));
    expect([...(await original).keys()].filter((one) => !after.has(one))).toEqual([]);
  });
});
