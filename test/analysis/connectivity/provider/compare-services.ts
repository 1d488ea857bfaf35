import * as fc from 'fast-check';
import { answerPath } from '../../../../src/analysis/connectivity/answer-path.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import type { PacketCount } from '../path/packet-count.ts';
import { connect, type Fate } from './one-connection.ts';
import { type PlannedService, services } from './random-services.ts';
import { endpointAddress, factsOfService } from './service-estate.ts';

/** What the engine says of a client's connection to a planned service. */
function answered(plan: PlannedService): Fate {
  const { protocol, port } = plan;
  const addresses = AddressSet.fromCidrs([endpointAddress]);
  const answer = answerPath(networkOfFacts(factsOfService(plan)), {
    from: 'eni-1',
    to: { kind: 'addresses', addresses },
    traffic: { protocol, port },
  });
  const [branch, ...others] = answer?.branches ?? [];
  if (!branch || others.length > 0) throw new Error(`${others.length + 1} branches`);
  const blockers = branch.hops.filter(({ decision }) => decision === 'block').map(({ reason }) => reason);
  return { verdict: branch.verdict === 'partial' ? 'unknown' : branch.verdict, blockers: blockers.sort() };
}

/** Compares engine and simulator for some random services; returns what they disagree about first, or null. */
export function compareNetworks(
  seed: number,
  runs: number,
  count: Pick<PacketCount, 'compared'>,
): string | null {
  for (const plan of fc.sample(services, { seed, numRuns: runs })) {
    const [naive, engine] = [connect(plan), answered(plan)].map((fate) => JSON.stringify(fate));
    count.compared += 1;
    if (naive !== engine) return `${JSON.stringify(plan)}: one by one ${naive}, the engine ${engine}`;
  }
  return null;
}
