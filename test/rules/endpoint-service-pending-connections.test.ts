import { expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import rule from '../../src/rules/endpoint-service/endpoint-service-pending-connections.ts';
import { connection, provider } from '../../src/rules/endpoint-service/provider-example-estate.ts';
import { runRules } from '../../src/rules/engine.ts';

const asking = provider({
  vpcEndpointConnections: [
    connection({ VpcEndpointState: 'pendingAcceptance', CreationTimestamp: '2026-11-20T08:00:00Z' }),
  ],
});

function severityAt(collectedAt: string, options: object = {}) {
  const snapshot = { ...snapshotOfFacts(asking), collectedAt };
  return runRules(buildNetwork(snapshot).network, [{ rule, options }]).findings.map(
    ({ severity }) => severity,
  );
}

it('is a warning from the age on that the option says, a day unless it says another', () => {
  expect(severityAt('2026-11-21T07:59:00Z')).toEqual(['info']);
  expect(severityAt('2026-11-21T08:00:00Z')).toEqual(['warning']);
  expect(severityAt('2026-11-21T08:00:00Z', { days: 3 })).toEqual(['info']);
  expect(severityAt('2026-11-23T08:00:00Z', { days: 3 })).toEqual(['warning']);
});
