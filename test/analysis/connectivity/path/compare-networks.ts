import * as fc from 'fast-check';
import { disagreement } from './compare.ts';
import { networkOf } from './network-of-estate.ts';
import type { PacketCount } from './packet-count.ts';
import { randomNetwork } from './random-network.ts';
import { randomQuestions } from './random-question.ts';

/** Engine and simulator disagree about a packet; any other error is one in the code. */
class Disagreement extends Error {
  override readonly name = 'Disagreement';
}

/** Compares engine and simulator in some random networks; returns what they disagree about first, or null. */
export function compareNetworks(seed: number, networks: number, count: PacketCount): string | null {
  const agrees = fc.property(randomNetwork, randomQuestions, (random, questions) => {
    const network = networkOf(random);
    for (const asked of questions) {
      const { asks } = random;
      const picked = asks[Math.floor((asked.choices[0] ?? 0) * asks.length)];
      const question = { ...asked, sender: picked ?? asked.sender };
      const { sender, protocol, port } = question;
      const difference = disagreement(random, network, question, (rules, verdict) =>
        count.add(rules, verdict),
      );
      if (difference === null) continue;
      throw new Disagreement(`from ${sender.id} by protocol ${protocol} to port ${port} ${difference}`);
    }
  });
  // The networks are small as they are, and shrinking one takes long.
  const run = fc.check(agrees, { seed, numRuns: networks, endOnFailure: true });
  if (!run.failed) return null;
  const { errorInstance: error, numRuns } = run;
  if (error instanceof Disagreement) return `network ${numRuns} of seed ${seed}: ${error.message}`;
  throw error;
}
