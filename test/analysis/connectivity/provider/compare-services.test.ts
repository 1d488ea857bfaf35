import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNetworks } from './compare-services.ts';
import { connect } from './one-connection.ts';
import { services } from './random-services.ts';

const runs = 1500;

describe('any endpoint service behind a Network Load Balancer', () => {
  it('takes what one connection after the other gets through, with all blockers', () => {
    const count = { compared: 0 };
    for (let seed = 1; count.compared < runs; seed++) expect(compareNetworks(seed, 10, count)).toBe(null);
  });

  it('was put to each rule often enough', () => {
    const count = new Map<string, number>();
    const fates = fc.sample(services, { seed: 1, numRuns: runs }).map(connect);
    for (const { verdict, blockers } of fates) {
      for (const key of [verdict, ...blockers]) count.set(key, (count.get(key) ?? 0) + 1);
    }
    const shares = [
      'reachable',
      'unknown',
      'endpoint-service-not-available',
      'load-balancer-not-active',
      'security-group-denied',
      'security-group-empty',
      'load-balancer-listener-none',
      'load-balancer-target-group-none',
      'load-balancer-targets-none',
    ].map((key) => [key, (count.get(key) ?? 0) / runs >= 0.02]);
    expect(shares).toEqual(shares.map(([key]) => [key, true]));
  });
});
