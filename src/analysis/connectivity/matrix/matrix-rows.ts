import { AddressSet } from '../../../model/address-set.ts';
import type { Listing } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import { judgePackets } from '../../policy/judge-path.ts';
import { answerFrom, combineAnswers, type Trace } from '../answer-path.ts';
import type { Target } from '../parse-target.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { Source } from '../source.ts';
import { sourcesInSubnet } from '../sources-of.ts';
import { tracePath } from '../trace-path.ts';
import { cellKey, cellOf, type MatrixCell } from './matrix-cell.ts';

/** One target of all senders: a column of the matrix. */
export interface MatrixColumn {
  /** The target as it is asked for. */
  readonly service: string;
  readonly target: Target;
  readonly traffic: Traffic;
  /** The only VPC from whose subnets it is asked for; null for all of them. */
  readonly vpcId: string | null;
}

/** What becomes of one kind of sender, where the kinds of a subnet fare differently. */
export interface SenderCell {
  readonly source: Source;
  readonly cell: MatrixCell;
}

export interface MatrixEntry {
  readonly column: MatrixColumn;
  /** What a path from the subnet to the target comes to. */
  readonly cell: MatrixCell;
  /** How many kinds of sender there are. */
  readonly kinds: number;
  /** One for each kind of sender where they fare differently, else none. */
  readonly senders: readonly SenderCell[];
}

export interface MatrixRow {
  readonly subnet: Subnet;
  /** Null where nobody can tell. */
  readonly hasCompute: boolean | null;
  /** One for each column that is asked for from this VPC, in their order. */
  readonly entries: readonly MatrixEntry[];
  /** What all of it takes for granted: sorted, each once. */
  readonly assumptions: readonly string[];
}

/** The answers to every path from these subnets to these targets, with what they share found once. */
export function matrixRows(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): readonly MatrixRow[] {
  return subnets.map((subnet) => {
    const asked = columns.filter(({ vpcId }) => vpcId === null || vpcId === subnet.vpcId);
    return rowOf(network, asked, subnet);
  });
}

function rowOf(network: Network, columns: readonly MatrixColumn[], subnet: Subnet): MatrixRow {
  const sources = sourcesInSubnet(network, subnet);
  const trace = rememberingTrace();
  const assumptions = new Set<string>();
  const entries = columns.map((column): MatrixEntry => {
    const { target, traffic } = column;
    const answers = sources.items.map((source) => answerFrom(network, source, target, traffic, trace));
    for (const answer of answers) for (const text of answer.assumptions) assumptions.add(text);
    const everySender = AddressSet.unionAll(sources.items.map(({ addresses }) => addresses));
    const whole = judgePackets(network, traffic, everySender, combineAnswers(answers, sources.missing));
    for (const text of whole.assumptions) assumptions.add(text);
    const cell = cellOf(whole.branches);
    const kinds = answers.length < 2 ? [] : sources.items;
    const cells = kinds.map(({ addresses }, index) =>
      cellOf(judgePackets(network, traffic, addresses, answers[index]?.branches ?? []).branches),
    );
    const areAlike = new Set(cells.map(cellKey)).size < 2;
    const senders = sources.items.flatMap((source, index): readonly SenderCell[] => {
      const own = cells[index];
      return areAlike || !own ? [] : [{ source, cell: own }];
    });
    return { column, cell, kinds: answers.length, senders };
  });
  return { subnet, hasCompute: hasCompute(sources), entries, assumptions: [...assumptions].sort() };
}

function hasCompute({ items, missing }: Listing<Source>): boolean | null {
  if (items.some(({ groupIds }) => groupIds !== null)) return true;
  return missing.length > 0 ? null : false;
}

/** Follows packets from a source to the same addresses once, whatever name led to these. */
function rememberingTrace(): Trace {
  const remembered = new Map<Source, Map<AddressSet, Map<string, readonly PathBranch[]>>>();
  return (network, source, destinations, traffic) => {
    const bySource = within(
      remembered,
      source,
      () => new Map<AddressSet, Map<string, readonly PathBranch[]>>(),
    );
    const byTraffic = within(bySource, destinations, () => new Map<string, readonly PathBranch[]>());
    return within(byTraffic, `${traffic.protocol} ${traffic.port}`, () =>
      tracePath(network, source, destinations, traffic),
    );
  };
}

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
