import { type ReachabilityChange, type ReachChange, type ReachState, reachChanges } from './diff-report.ts';
import type { MatrixCell, MatrixReport, MatrixSubnet } from './matrix-report.ts';
import type { ResourceReference } from './report.ts';

export interface MatrixChanges {
  readonly compared: number;
  readonly changes: readonly ReachabilityChange[];
  readonly added: readonly ResourceReference[];
  readonly removed: readonly ResourceReference[];
}

/** What became of the traffic between subnets and services that both matrices have, grouped by cause. */
export function compareMatrices(before: MatrixReport, after: MatrixReport): MatrixChanges {
  const [old, now] = [subnetsOf(before), subnetsOf(after)];
  const groups = new Map<string, ReachabilityChange>();
  let compared = 0;
  for (const [id, { subnet, cells }] of now) {
    const cellsBefore = new Map((old.get(id)?.cells ?? []).map((cell) => [cell.service, cell]));
    for (const cell of cells) {
      const was = cellsBefore.get(cell.service);
      if (was === undefined) continue;
      compared += 1;
      const change = changeOf(was, cell);
      if (change === null) continue;
      const key = JSON.stringify(change);
      const group = groups.get(key);
      groups.set(key, { ...change, subnets: [...(group?.subnets ?? []), subnet] });
    }
  }
  const only = (some: typeof now, others: typeof now) =>
    [...some].filter(([id]) => !others.has(id)).map(([, { subnet }]) => subnet);
  return {
    compared,
    changes: [...groups.values()].sort(byChange),
    added: only(now, old),
    removed: only(old, now),
  };
}

function subnetsOf({ vpcs }: MatrixReport): ReadonlyMap<string, MatrixSubnet> {
  return new Map(vpcs.flatMap(({ subnets }) => subnets.map((row) => [row.subnet.id, row] as const)));
}

function changeOf(before: MatrixCell, after: MatrixCell): ReachabilityChange | null {
  const [from, to] = [stateOf(before), stateOf(after)];
  const sameWay = JSON.stringify(before.ways) === JSON.stringify(after.ways);
  if (from === to && (sameWay || to === 'undecided' || to === 'unreachable')) return null;
  return {
    change: from === to ? 'rerouted' : nameOf(from, to),
    service: after.service,
    from,
    to,
    waysBefore: before.ways,
    ways: after.ways,
    blockers: after.blockers.length > 0 ? after.blockers : before.blockers,
    missing: after.missing,
    subnets: [],
  };
}

function stateOf(cell: MatrixCell): ReachState {
  switch (cell.verdict) {
    case 'reachable':
      return cell.private === true ? 'private' : 'public';
    case 'blocked':
      return 'unreachable';
    case 'unknown':
      return 'undecided';
    case 'partial':
      return 'partial';
  }
}

/** What is said of it: that it is reachable, where it was not; else what it is now. */
function nameOf(from: ReachState, to: ReachState): ReachChange {
  const passes = to === 'private' || to === 'public';
  const passed = from === 'private' || from === 'public';
  return passes && !passed ? 'reachable' : to;
}

function byChange(a: ReachabilityChange, b: ReachabilityChange): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return (
    reachChanges.indexOf(a.change) - reachChanges.indexOf(b.change) ||
    (left < right ? -1 : left > right ? 1 : 0)
  );
}

function sortKey({ service, subnets }: ReachabilityChange): string {
  return `${service} ${subnets[0]?.id ?? ''}`;
}
