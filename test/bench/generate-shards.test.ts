import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../../bench/compare-findings.ts';
import { joinedHomes } from '../../bench/estate/home.ts';
import { planVpcs } from '../../bench/estate/plan.ts';
import type { GeneratedEstate } from '../../bench/generate-estate.ts';
import { generateShards } from '../../bench/generate-shards.ts';
import { answerPath } from '../../src/analysis/connectivity/answer-path.ts';
import { https } from '../../src/analysis/connectivity/security-group-admission.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { AddressSet } from '../../src/model/address-set.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';

const [vpcs, homes, seed] = [40, 8, 1];
let folder = '';
let estate: GeneratedEstate;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpce-lint-shards-'));
  estate = generateShards(folder, vpcs, seed);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read() {
  const { snapshot, unusable, skipped } = readInputs([estate.path], () => new Uint8Array());
  const { network, malformed } = buildNetwork(snapshot);
  return { network, complaints: [...unusable, ...skipped, ...malformed] };
}

describe('the estate of an organization', () => {
  it('has folders for several accounts in several regions, all of which are read', () => {
    const accounts = ['111122223333', '111122223334'];
    expect(readdirSync(estate.path).sort()).toEqual(accounts);
    const { network, complaints } = read();
    expect(complaints).toEqual([]);
    const regions = ['ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-east-1'];
    expect(network.scopes).toEqual(
      accounts.flatMap((account) => regions.map((region) => ({ partition: 'aws', account, region }))),
    );
    expect(network.all('vpcs')).toHaveLength(vpcs);
    expect(network.all('networkInterfaces')).toHaveLength(60 * vpcs);
  });

  it('shows the seeded faults and nothing else, and leaves nothing undecided', () => {
    const runs = rules.filter(({ onRequest }) => !onRequest).map((rule) => ({ rule }));
    const { findings, undecided } = runRules(read().network, runs);
    expect(estate.seeded.length).toBeGreaterThanOrEqual(vpcs / 5);
    expect(differences({ findings, undecided }, estate.seeded, new Set(rules.map(({ id }) => id)))).toEqual(
      [],
    );
  });

  it('has transit gateways that join the first VPC of each account, also those of other regions', () => {
    const { network } = read();
    const [own, ...others] = joinedHomes(homes).flatMap((home) => planVpcs(1, seed, home));
    const from = own?.interfaces[0]?.id ?? '';
    const told = others.map(({ interfaces }) => {
      const addresses = AddressSet.fromCidrs([`${interfaces[0]?.address}/32`]);
      const answer = answerPath(network, { from, to: { kind: 'addresses', addresses }, traffic: https });
      return answer?.branches.map(({ hops }) => ({
        gateways: hops.flatMap(({ component: { id } }) => (id.startsWith('tgw-rtb-') ? id.slice(-1) : [])),
        stops: hops.flatMap(({ decision, component: { id } }) => (decision === 'pass' ? [] : [decision, id])),
      }));
    });
    // All the way only the group of the instance that is asked has something against it.
    const expected = others.map(({ groupIds, home }) => [
      {
        gateways: home.region === own?.home.region ? ['1'] : ['1', String((home.ordinal % 4) + 1)],
        stops: ['block', groupIds.app],
      },
    ]);
    expect(told).toEqual(expected);
  });
});
