import { AddressSet } from '../../../model/address-set.ts';
import type { Network } from '../../../model/network.ts';
import { judgePackets } from '../../policy/judge-path.ts';
import { readsAddresses } from '../../policy/reads-addresses.ts';
import { once } from '../once.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { cellKey, cellOf, type MatrixCell } from './matrix-cell.ts';

/** What becomes of the packets of all kinds of sender in a subnet, and of those of each. */
export interface CombinedFates {
  readonly whole: readonly PathBranch[];
  readonly each: readonly (readonly PathBranch[])[];
}

export interface JudgedFates {
  readonly cell: MatrixCell;
  /** One for each kind of sender; none where they fare alike. */
  readonly own: readonly MatrixCell[];
  readonly assumptions: readonly string[];
  /** Whether a policy looks at the addresses of these very senders. */
  readonly areOfSenders: boolean;
}

/** Joins what policies say of the requests in the packets to what becomes of these. */
export type Judge = (fates: CombinedFates, sources: readonly Source[]) => JudgedFates;

/** Judges fates once for all senders, and for each subnet by itself where a policy looks at their addresses. */
export function rememberingJudge(network: Network, traffic: Traffic): Judge {
  const judged = new Map<CombinedFates, JudgedFates>();
  return (fates, sources) => {
    const known = judged.get(fates);
    if (known) return known;
    const looks = (branch: PathBranch) => looksAtAddresses(network, branch);
    // Kinds of sender that fare alike have the very same branches.
    const areOfSenders = [fates.whole, ...new Set(fates.each)].some((ways) => ways.some(looks));
    const found = judgeFates(network, traffic, { ...fates, areOfSenders }, sources);
    if (!areOfSenders) judged.set(fates, found);
    return found;
  };
}

function judgeFates(
  network: Network,
  traffic: Traffic,
  { whole, each, areOfSenders }: CombinedFates & { readonly areOfSenders: boolean },
  sources: readonly Source[],
): JudgedFates {
  // What is not looked at need not be put together.
  const addressesOf = (senders: readonly Source[]) =>
    areOfSenders ? AddressSet.unionAll(senders.map(({ addresses }) => addresses)) : AddressSet.empty;
  const judge = (branches: readonly PathBranch[], senders: readonly Source[]) =>
    judgePackets(network, traffic, addressesOf(senders), branches);
  const { branches, assumptions } = judge(whole, sources);
  const found = { cell: cellOf(branches), assumptions, areOfSenders };
  const [first] = each;
  if (sources.length < 2 || (!areOfSenders && each.every((ways) => ways === first))) {
    return { ...found, own: [] };
  }
  const cells = new Map<readonly PathBranch[], MatrixCell>();
  const own = sources.map((source, index) => {
    const ways = each[index] ?? [];
    const cell = () => cellOf(judge(ways, [source]).branches);
    return areOfSenders ? cell() : once(cells, ways, cell);
  });
  const fates = new Set(own);
  return { ...found, own: fates.size < 2 || new Set([...fates].map(cellKey)).size < 2 ? [] : own };
}

/** Whether the policy of an endpoint on the way may look at the address of the sender. */
function looksAtAddresses(network: Network, { viaId }: PathBranch): boolean {
  if (viaId === null) return false;
  const [endpoint] = network.index('vpcEndpoints', 'id', ({ id }) => id).get(viaId) ?? [];
  return endpoint !== undefined && readsAddresses(network, endpoint);
}
