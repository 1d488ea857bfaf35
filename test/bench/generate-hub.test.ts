import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateHub } from '../../bench/generate-hub.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';

it('writes a hub with more spokes in which nothing is wrong and nothing is missing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-hub-'));
  try {
    const { snapshot } = readInputs([generateHub(folder, 4)], () => new Uint8Array());
    const { network, malformed } = buildNetwork(snapshot);
    const byDefault = rules.filter(({ onRequest }) => onRequest !== true).map((rule) => ({ rule }));
    const { findings, undecided } = runRules(network, byDefault);
    expect({ vpcs: network.all('vpcs').length, malformed, findings, undecided }).toEqual({
      vpcs: 7,
      malformed: [],
      findings: [],
      undecided: [],
    });
    const users = network.all('transitGatewayVpcAttachments').flatMap(({ vpcId }) => vpcId ?? []);
    expect(new Set(users).size).toBe(7);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
