import * as fc from 'fast-check';
import { AddressSet } from '../../../../src/model/address-set.ts';
import type { Network } from '../../../../src/model/network.ts';
import type { PacketCount } from '../path/packet-count.ts';
import { networkOfPlan } from './facts.ts';
import { hostAddress, type Plan, zones } from './plan.ts';
import { plans } from './random-plans.ts';
import { trace } from './trace.ts';
import { walk } from './walk.ts';

/** The verdict on each address: that of the one branch that holds it. */
export function verdictsOn(network: Network, from: string, addresses: readonly string[]): readonly string[] {
  const branches = trace(network, from, ...addresses);
  return addresses.map((address) =>
    branches
      .filter(({ destinations }) => AddressSet.fromCidrs([address]).isSubsetOf(destinations))
      .map(({ verdict }) => verdict)
      .join(),
  );
}

export interface Sender {
  readonly id: string;
  readonly from: Parameters<typeof walk>[1];
  /** Of every host outside the VPC, and one that nobody has. */
  readonly addresses: readonly string[];
}

export function sendersIn({ vpcs }: Plan): readonly Sender[] {
  return vpcs.flatMap(({ octet }, vpc) =>
    zones.map((zone) => ({
      id: `eni-${vpc}${zone}`,
      from: { vpc, zone },
      addresses: [
        ...new Set(
          vpcs
            .filter((other) => other.octet !== octet)
            .flatMap((other) => [...zones.map((each) => hostAddress(other, each)), `10.${other.octet}.1.99`]),
        ),
      ],
    })),
  );
}

/** Compares engine and walk in some random networks of transit gateways; returns where they disagree first, or null. */
export function compareNetworks(
  seed: number,
  runs: number,
  count: Pick<PacketCount, 'compared'>,
): string | null {
  for (const plan of fc.sample(plans, { seed, numRuns: runs })) {
    const network = networkOfPlan(plan);
    for (const { id, from, addresses } of sendersIn(plan)) {
      const told = verdictsOn(network, id, addresses);
      count.compared += addresses.length;
      for (const [index, address] of addresses.entries()) {
        const walked = walk(plan, from, address);
        if (told[index] !== walked) {
          return `from ${id} to ${address} step by step ${walked}, the engine ${told[index]}: ${JSON.stringify(plan)}`;
        }
      }
    }
  }
  return null;
}
