import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { inputOfFixture } from '../../fixture-inputs.ts';
import { dropsOf, requiredFields } from './dropped-facts.ts';
import { tryDrops } from './law-of-missing-facts.ts';
import { corpus } from './readable-inputs.ts';

/** Every how many pairs one is tried here; `npm run honesty` tries all of them, on all inputs. */
const sampled = 40;

/** Inputs that have shown a rule to break the law before. */
const inputs = [
  inputOfFixture('facts-of-the-card'),
  inputOfFixture('missing-prefix-list-route'),
  ...[
    'cloud-custodian/test_vpce_sg_filter',
    'cartography/ec2__vpc_endpoints__DESCRIBE_VPC_ENDPOINTS.json',
    'batfish/test-vpc-endpoint-gateway',
  ].flatMap((name) => (existsSync(corpus) ? [`${corpus}/${name}`] : [])),
];

/** What is decided still without a field, by rule: what would be looked for is told by these fields alone. */
const stillDecided: Readonly<Record<string, readonly string[]>> = {
  'bundle-half-private': ['networkInterfaces.Description', 'networkInterfaces.VpcId'],
  'bundle-incomplete': ['networkInterfaces.Description', 'networkInterfaces.VpcId', 'vpcEndpoints.VpcId'],
  'nacl-endpoint-missing-listener-port': ['networkAcls.VpcId'],
  'policy-divergent-gateway-interface': ['vpcEndpoints.VpcId'],
  'sg-endpoint-default-sg-only': ['vpcEndpoints.VpcId'],
};

/** Where a finding is lost, or one is made, without a word: what is to be mended. */
const broken: Readonly<Record<string, readonly string[]>> = {
  'bundle-half-private': ['networkInterfaces.SubnetId'],
  'dns-phz-aaaa-missing': ['vpcEndpoints.NetworkInterfaceIds'],
};

/** In how many examples of a rule a field is left out. */
const fewExamples = 2;

it('holds on the examples of all rules without a field that AWS always returns', { timeout: 120_000 }, () => {
  const fields = requiredFields(() => {
    for (const rule of rules) {
      for (const { facts } of rule.examples) {
        runRules(buildNetwork(snapshotOfFacts(structuredClone(facts))).network, [{ rule }]);
      }
    }
  });
  const faults = rules.flatMap((rule) => {
    const tried = new Map<string, number>();
    return rule.examples.flatMap(({ facts }) => {
      const snapshot = snapshotOfFacts(structuredClone(facts));
      const drops = dropsOf(snapshot, fields).filter((drop) => {
        const name = `${drop.family}.${drop.field ?? ''}`;
        const times = (tried.get(name) ?? 0) + 1;
        tried.set(name, times);
        const exempt = [...(stillDecided[rule.id] ?? []), ...(broken[rule.id] ?? [])];
        return drop.field !== null && times <= fewExamples && !exempt.includes(name);
      });
      return drops.length === 0 ? [] : tryDrops(snapshot, [rule], drops, () => false).faults;
    });
  });
  expect(faults).toEqual([]);
});

describe('the law of missing facts', () => {
  it.each(inputs)(
    'holds on %s for all rules, without one fact and without two',
    { timeout: 120_000 },
    (path) => {
      const { snapshot } = readInputs([path], () => new Uint8Array());
      const required = requiredFields(() => {
        runRules(
          buildNetwork(snapshot).network,
          rules.map((rule) => ({ rule })),
        );
      });
      const drops = dropsOf(snapshot, required);
      const { faults, pairs } = tryDrops(snapshot, rules, drops, (pair) => pair % sampled === 0);
      expect(faults).toEqual([]);
      expect(pairs).toBeGreaterThan(0);
    },
  );
});
