import { distinctMissing, type Fact, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { answerFrom } from '../connectivity/answer-path.ts';
import type { Via } from '../connectivity/path-answer.ts';
import { readTarget } from '../connectivity/read-target.ts';
import type { SourceInVpc } from '../connectivity/source.ts';

/** By which ways a sender reaches something: privately, over the internet, both, or not at all. */
export interface Ways {
  readonly privately: boolean;
  readonly publicly: boolean;
}

const toInternet: ReadonlySet<Via> = new Set<Via>([
  'nat-gateway',
  'internet-gateway',
  'egress-only-internet-gateway',
]);

/** Follows the paths of a sender to a service that it needs, as `path` does. */
export function waysToNeed(network: Network, source: SourceInVpc, to: string): Fact<Ways> {
  return network.memoOf(source, `ways to ${to}`, () => {
    const asked = readTarget(network, { to, protocol: 'tcp' });
    if (typeof asked === 'string') return unknown(source.resource.missing(asked));
    const { branches } = answerFrom(network, source, asked.target, asked.traffic);
    const missing = branches.flatMap((branch) => (branch.verdict === 'unknown' ? branch.missing : []));
    if (missing.length > 0) return unknown(...distinctMissing(missing));
    const open = branches.filter(({ verdict }) => verdict === 'reachable' || verdict === 'partial');
    return known({
      privately: open.some(({ via }) => !toInternet.has(via)),
      publicly: open.some(({ via }) => toInternet.has(via)),
    });
  });
}
