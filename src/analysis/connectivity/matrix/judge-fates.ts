import { AddressSet } from '../../../model/address-set.ts';
import type { Network } from '../../../model/network.ts';
import { judgePackets } from '../../policy/judge-path.ts';
import { readsAddresses } from '../../policy/reads-addresses.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { cellKey, cellOf, type MatrixCell } from './matrix-cell.ts';

/** What becomes of the packets of all kinds of sender in a subnet, and of those of each. */
export interface CombinedFates {
  readonly whole: readonly PathBranch[];
  readonly each: readonly (readonly PathBranch[])[];
}

interface JudgedFates {
  readonly cell: MatrixCell;
  /** One for each kind of sender; none where they fare alike. */
  readonly own: readonly MatrixCell[];
  readonly assumptions: readonly string[];
}

/** Joins what policies say of the requests in the packets to what becomes of these. */
export type Judge = (fates: CombinedFates, sources: readonly Source[]) => JudgedFates;

/** Judges fates once for all senders, and for each subnet by itself where a policy looks at their addresses. */
export function rememberingJudge(network: Network, traffic: Traffic): Judge {
  const judged = new Map<CombinedFates, JudgedFates>();
  return (fates, sources) => {
    const known = judged.get(fates);
    if (known) return known;
    const found = judgeFates(network, traffic, fates, sources);
    const ways = [fates.whole, ...fates.each].flat();
    if (!ways.some((branch) => looksAtAddresses(network, branch))) judged.set(fates, found);
    return found;
  };
}

function judgeFates(
  network: Network,
  traffic: Traffic,
  { whole, each }: CombinedFates,
  sources: readonly Source[],
): JudgedFates {
  const everySender = AddressSet.unionAll(sources.map(({ addresses }) => addresses));
  const { branches, assumptions } = judgePackets(network, traffic, everySender, whole);
  const cell = cellOf(branches);
  if (sources.length < 2) return { cell, own: [], assumptions };
  const own = sources.map(({ addresses }, index) =>
    cellOf(judgePackets(network, traffic, addresses, each[index] ?? []).branches),
  );
  return { cell, own: new Set(own.map(cellKey)).size < 2 ? [] : own, assumptions };
}

/** Whether the policy of an endpoint on the way may look at the address of the sender. */
function looksAtAddresses(network: Network, { viaId }: PathBranch): boolean {
  if (viaId === null) return false;
  const [endpoint] = network.index('vpcEndpoints', 'id', ({ id }) => id).get(viaId) ?? [];
  return endpoint !== undefined && readsAddresses(network, endpoint);
}
