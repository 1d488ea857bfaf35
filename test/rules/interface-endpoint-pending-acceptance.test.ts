import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { interfaceEndpoint } from '../../src/rules/example-estate.ts';
import rule from '../../src/rules/interface-endpoint/interface-endpoint-pending-acceptance.ts';

function severityOf(CreationTimestamp: unknown, collectedAt: string | null) {
  const endpoint = interfaceEndpoint('ssm', ['subnet-a'], { State: 'pendingAcceptance', CreationTimestamp });
  const snapshot = { ...snapshotOfFacts({ vpcEndpoints: [endpoint] }), collectedAt };
  const { network, malformed } = buildNetwork(snapshot);
  expect(malformed).toEqual([]);
  const { findings } = runRules(network, [{ rule }]);
  return findings.map(({ severity }) => severity);
}

const noon = '2026-11-21T12:00:00Z';

describe('an endpoint that waits for acceptance', () => {
  it('is a warning from the first hour on', () => {
    expect(severityOf('2026-11-21T11:00:00.000Z', noon)).toEqual(['warning']);
    expect(severityOf('2025-12-17T15:06:34+00:00', noon)).toEqual(['warning']);
    expect(severityOf(1_577_836_800, noon)).toEqual(['warning']);
  });

  it('is information while it is younger, whatever zone the times are in', () => {
    expect(severityOf('2026-11-21T11:00:01Z', noon)).toEqual(['info']);
    expect(severityOf('2026-11-21T13:30:00+02:00', noon)).toEqual(['info']);
    expect(severityOf('2026-11-21T12:05:00Z', noon)).toEqual(['info']);
  });

  it('is information while its age is not known', () => {
    expect(severityOf(undefined, noon)).toEqual(['info']);
    expect(severityOf({ year: 2019 }, noon)).toEqual(['info']);
    expect(severityOf('2019-10-20T10:53:39', noon)).toEqual(['info']);
    expect(severityOf('2019-10-20T10:53:39Z', null)).toEqual(['info']);
  });
});
