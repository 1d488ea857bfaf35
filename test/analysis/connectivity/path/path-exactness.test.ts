import { describe, expect, it, vi } from 'vitest';
import { compareNetworks } from './compare-networks.ts';
import { leastShare, PacketCount } from './packet-count.ts';
import { firstSeed, isLongRun, isShortRun, networksAtOnce, wantedPackets } from './run-size.ts';

vi.setConfig({ testTimeout: 60_000 + 3 * wantedPackets });

describe('the answer about sets of packets', () => {
  const count = new PacketCount();

  it('is the answer packet by packet, with all blockers and the entries that decide', () => {
    for (let seed = firstSeed; count.compared < wantedPackets; seed++) {
      expect(compareNetworks(seed, networksAtOnce, count)).toBe(null);
    }
  });

  it.skipIf(isShortRun)('was put to each rule often enough', () => {
    expect(Object.entries(count.shares).filter(([, share]) => share < 100 * leastShare)).toEqual([]);
    for (const verdict of ['reachable', 'blocked', 'unknown'] as const) {
      expect(count.verdicts.get(verdict) ?? 0).toBeGreaterThan(0.05 * count.packets);
    }
    expect(count.verdicts.get('partial') ?? 0).toBeGreaterThan(0.01 * count.packets);
  });

  it.runIf(isLongRun)('tells its figures in a long run', () => {
    const { packets, compared, verdicts, shares } = count;
    console.table({ compared, packets, ...Object.fromEntries(verdicts) });
    console.table(shares);
    expect(compared).toBeGreaterThanOrEqual(wantedPackets);
  });
});
