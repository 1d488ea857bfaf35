import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcesNamed } from '../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../src/analysis/connectivity/trace-path.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { Network } from '../../../src/model/network.ts';
import { factsOf, hostAddress, networkOfPlan, type Plan, plans, zones } from './transit-plan.ts';
import { walk } from './transit-walk.ts';

const https = { protocol: 6, port: 443 };

function trace(network: Network, from: string, ...to: readonly string[]) {
  return (sourcesNamed(network, from)?.items ?? []).flatMap((source) =>
    tracePath(network, source, AddressSet.fromCidrs(to), https),
  );
}

function verdicts(network: Network, from: string, to: string): string {
  return trace(network, from, to).map(({ verdict }) => verdict).join();
}

/** Every sender with every address of another VPC, and one that nobody has. */
function packetsOf(plan: Plan) {
  return plan.vpcs.flatMap((vpc, number) =>
    zones.flatMap((zone) =>
      plan.vpcs
        .filter(({ octet }) => octet !== vpc.octet)
        .flatMap((other) => [...zones.map((each) => hostAddress(other, each)), `10.${other.octet}.1.99`])
        .map((address) => ({ from: { vpc: number, zone }, address })),
    ),
  );
}

describe('any network of transit gateways', () => {
  it('takes each packet as a walk step by step does', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const network = networkOfPlan(plan);
        for (const { from, address } of packetsOf(plan)) {
          const actual = verdicts(network, `eni-${from.vpc}${from.zone}`, address);
          expect([from, address, actual]).toEqual([from, address, walk(plan, from, address)]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
