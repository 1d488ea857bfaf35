/** A fault that somebody might make: one piece of one file, and what stands in its place. */
export interface Fault {
  readonly what: string;
  /** Below `src/`. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
}

const connectivity = 'analysis/connectivity';

function faultsOf(file: string, ...faults: readonly (readonly [what: string, find: string, replace: string])[]) {
  return faults.map(([what, find, replace]): Fault => ({ what, file, find, replace }));
}

/** Each of these must make the engine and the simulator disagree. */
export const seededFaults: readonly Fault[] = [
  ...faultsOf(
    `${connectivity}/select-route.ts`,
    ['propagated routes compete inside the local route', "item.route.class === 'propagated' ?", "item.route.class === 'route-server' ?"],
    ['prefix lists beat static routes', "['static', 'prefix-list', 'propagated', 'route-server']", "['prefix-list', 'static', 'propagated', 'route-server']"],
    ['propagated routes beat prefix lists', "['static', 'prefix-list', 'propagated', 'route-server']", "['static', 'propagated', 'prefix-list', 'route-server']"],
    ['the last of several prefix lists wins', 'if (others.some((route) => !leadsTheSameWay(route, winner))) {', 'if (others.length > 9) {'],
    ['routes of one kind of target count as the same way', 'a.target.id === b.target.id &&', ''],
    ['a blackhole beside an active route counts as the same way', ' && a.state === b.state', ''],
    ['filtered routes carry packets', "winner.state === 'filtered'", "winner.state === 'unheard of'"],
    ['ties with Route Server are decided', 'if (rivals.length > 1 && rivals.some(', 'if (rivals.length > 9 && rivals.some('],
    ['prefix lists have a rank inside the local route', "winner.class === 'prefix-list' && destinations.overlaps(local)", 'destinations.isEmpty()'],
    ['Route Server has a rank inside the local route', "winner.class === 'route-server' && destinations.overlaps(local)", 'destinations.isEmpty()'],
  ),
  ...faultsOf(
    `${connectivity}/longest-prefix.ts`,
    ['the shortest prefix wins', 'b - a', 'a - b'],
    ['blocks of one length are decided once for all', 'block.prefixLength)]', 'block.family)]'].slice(0, 2).concat('block.family)]') as unknown as readonly [string, string, string],
    ['what a longer prefix took is decided again', 'remaining = remaining.subtract(AddressSet.unionAll(taken));', ''],
  ),
];
