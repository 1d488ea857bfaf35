import { parseCidr } from '../../../src/model/cidr.ts';
import { formatAddress } from '../../../src/model/ip-address.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { route } from '../../../src/rules/example-estate.ts';

/** A route as the property test draws it; a prefix list carries its entries with it. */
export interface ExampleRoute {
  readonly destination: readonly string[];
  readonly kind: 'static' | 'prefix-list' | 'propagated' | 'route-server';
  readonly target: string;
  readonly state: 'active' | 'blackhole' | 'filtered';
}

const origins = {
  static: 'CreateRoute',
  'prefix-list': 'CreateRoute',
  propagated: 'EnableVgwRoutePropagation',
  'route-server': 'Advertisement',
} as const;

/** The route as AWS describes it; prefix lists are named by the route's place in the table. */
export function toRoute({ destination, kind, target, state }: ExampleRoute, index: number): RawItem {
  const [block = ''] = destination;
  return route(kind === 'prefix-list' ? `pl-${index}` : block, target, {
    Origin: origins[kind],
    State: state,
  });
}

export type Selected =
  | { readonly target: string; readonly state: ExampleRoute['state'] }
  | 'no-route'
  | 'unknown';

/**
 * The documented order of preference, read as a router would apply it to one packet: no sets, no
 * splitting, only the routes that match one address.
 */
export function selectForAddress(routes: readonly ExampleRoute[], address: number): Selected {
  const insideLocal = routes.some(
    ({ target, destination }) => target === 'local' && matches(destination, address),
  );
  let longest = -1;
  let rivals: ExampleRoute[] = [];
  for (const candidate of routes) {
    if (candidate.kind === 'propagated' && insideLocal) continue;
    for (const cidr of candidate.destination) {
      if (!matches([cidr], address)) continue;
      const length = Number(cidr.split('/')[1]);
      if (length > longest) {
        longest = length;
        rivals = [candidate];
      } else if (length === longest) rivals.push(candidate);
    }
  }
  if (rivals.length === 0) return 'no-route';
  if (rivals.length > 1 && rivals.some(({ kind }) => kind === 'route-server')) return 'unknown';
  const statics = rivals.filter(({ kind }) => kind === 'static');
  const lists = rivals.filter(({ kind }) => kind === 'prefix-list');
  const preferred = statics.length > 0 ? statics : lists.length > 0 ? lists : rivals;
  const answers = new Map(preferred.map(({ target, state }) => [`${target} ${state}`, { target, state }]));
  const [answer, ...others] = answers.values();
  if (!answer || others.length > 0 || answer.state === 'filtered') return 'unknown';
  // Inside the local route only static routes have a documented rank.
  if (insideLocal && preferred !== statics) return 'unknown';
  return answer;
}

function matches(cidrs: readonly string[], address: number): boolean {
  return cidrs.some((text) => {
    const cidr = parseCidr(text);
    return cidr?.family === 4 && cidr.first <= address && address <= cidr.last;
  });
}

export function addressOf(address: number): string {
  return formatAddress(address);
}
