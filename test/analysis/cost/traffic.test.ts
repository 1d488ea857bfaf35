import { describe, expect, it } from 'vitest';
import { volumeOfEndpoint, volumeOfNatGateway } from '../../../src/analysis/cost/traffic.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';

const gigabyte = 2 ** 30;

function measured(...metrics: readonly (readonly [resource: string, metric: string, ...sums: number[]])[]) {
  const metricSums = metrics.map(([ResourceId, MetricName, ...sums]) => ({
    ResourceId,
    MetricName,
    Datapoints: sums.map((gb, day) => ({
      Timestamp: new Date(Date.UTC(2026, 9, 1 + day)).toISOString(),
      Sum: gb * gigabyte,
    })),
  }));
  return buildNetwork(snapshotOfFacts({ metricSums })).network;
}

describe('the volume of a month', () => {
  it('of a NAT gateway is both directions, each counted once', () => {
    const network = measured(
      ['nat-1', 'BytesOutToDestination', 10, 10],
      ['nat-1', 'BytesInFromSource', 10, 10],
      ['nat-1', 'BytesInFromDestination', 5, 5],
    );
    const volume = volumeOfNatGateway(network, [], 'nat-1');
    expect(volume?.gb).toBeCloseTo(((20 + 10) / 48) * 730, 6);
    expect(volume?.source).toBe('as measured over 2 days');
  });

  it('is not known from one direction, from one period, or from another resource', () => {
    const both = ['BytesOutToDestination', 'BytesInFromDestination'] as const;
    expect(volumeOfNatGateway(measured(['nat-1', both[0], 1, 1]), [], 'nat-1')).toBeNull();
    expect(
      volumeOfNatGateway(measured(['nat-1', both[0], 1], ['nat-1', both[1], 1]), [], 'nat-1'),
    ).toBeNull();
    expect(volumeOfEndpoint(measured(['vpce-1', 'BytesProcessed', 1, 1]), [], 'vpce-2')).toBeNull();
  });

  it('is what the configuration says, whatever was measured', () => {
    const network = measured(['vpce-1', 'BytesProcessed', 1, 1]);
    expect(volumeOfEndpoint(network, [{ endpoint: 'vpce-1', gbPerMonth: 7 }], 'vpce-1')).toEqual({
      gb: 7,
      source: 'as the configuration says',
    });
    expect(volumeOfEndpoint(network, [], 'vpce-1')?.gb).toBeCloseTo((2 / 48) * 730, 6);
  });

  it('is what the configuration says of that one, and of no other', () => {
    const declared = [
      { endpoint: 'vpce-1', gbPerMonth: 7 },
      { natGateway: 'nat-1', gbPerMonth: 8 },
      { endpoint: 'vpce-2', gbPerMonth: 9 },
    ];
    const network = measured();
    expect(volumeOfEndpoint(network, declared, 'vpce-2')?.gb).toBe(9);
    expect(volumeOfEndpoint(network, declared, 'vpce-3')).toBeNull();
    expect(volumeOfNatGateway(network, declared, 'nat-1')?.gb).toBe(8);
  });

  it('says over which time both directions were measured', () => {
    const network = measured(
      ['nat-1', 'BytesOutToDestination', 1, 1, 1, 1, 1],
      ['nat-1', 'BytesInFromDestination', 1, 1, 1],
    );
    expect(volumeOfNatGateway(network, [], 'nat-1')?.source).toBe('as measured over 3 days');
  });
});
