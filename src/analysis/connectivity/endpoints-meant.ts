import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, isFalse, type Listing, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { once } from './once.ts';
import type { PathBranch } from './path-answer.ts';
import { https } from './security-group-admission.ts';
import type { SourceInVpc } from './source.ts';
import { anySenderIn } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

/** Endpoints with those of some addresses that they have. */
export type Holders = ReadonlyMap<VpcEndpoint, AddressSet>;

/**
 * The endpoints of other VPCs that addresses mean which the hosts of a VPC are told: those to which its routes lead.
 * VPCs that were set up alike have the same addresses, and are not meant. Where the routes lead to nobody, it is the
 * only endpoint that has the address, if there is but one. `unseen` is what keeps others from being seen.
 */
export function endpointsMeant(
  network: Network,
  from: Vpc,
  holders: Holders,
  unseen: readonly MissingFact[],
): Listing<VpcEndpoint> {
  if (holders.size === 0) return { items: [], missing: [] };
  const ways = waysTo(network, from, AddressSet.unionAll(holders.values()));
  const items = new Set([...holders.keys()].filter(({ id }) => ways.reached.has(id)));
  const missing: MissingFact[] = [];
  const left = [...holders].flatMap(([endpoint, all]) => {
    const addresses = all.subtract(ways.delivered);
    return items.has(endpoint) || addresses.isEmpty() ? [] : [{ endpoint, addresses }];
  });
  for (const { endpoint, addresses } of left) {
    const open = ways.open.filter(({ destinations }) => destinations.overlaps(addresses));
    const rivals = left.filter((other) => other.addresses.overlaps(addresses));
    const isElsewhere = map(from.addresses, (own) => !own.overlaps(addresses));
    if (open.length > 0) missing.push(...open.flatMap((way) => way.missing));
    else if (rivals.length > 1 || !isElsewhere.known || isFalse(isElsewhere)) {
      missing.push(from.missing(untold(from, rivals, addresses), 'routeTables'));
    } else if (unseen.length > 0) missing.push(...unseen);
    else items.add(endpoint);
  }
  return { items: [...items], missing: distinctMissing(missing) };
}

function untold(
  { id }: Vpc,
  rivals: readonly { readonly endpoint: VpcEndpoint }[],
  addresses: AddressSet,
): string {
  const endpoints = rivals.map(({ endpoint }) => endpoint.id).sort();
  return `whether ${addresses.toCidrs().join(', ')} means ${endpoints.join(' or ')}, to which no route of ${id} leads`;
}

interface Ways {
  /** The ids of the endpoints to which packets come. */
  readonly reached: ReadonlySet<string>;
  /** What is brought to an interface. */
  readonly delivered: AddressSet;
  /** What goes nobody knows where. */
  readonly open: readonly Pick<PathBranch, 'destinations' | 'missing'>[];
}

/** Where the routes of a VPC lead some addresses, whatever filters stop on the way. */
function waysTo(network: Network, from: Vpc, addresses: AddressSet): Ways {
  const ways = network.memoOf(from, 'where addresses lead', () => new Map<string, Ways>());
  return once(ways, addresses.toCidrs().join(' '), () => follow(network, from, addresses));
}

function follow(network: Network, from: Vpc, addresses: AddressSet): Ways {
  const { items: senders, missing } = sendersByTable(network, from);
  const reached = new Set<string>();
  const delivered: AddressSet[] = [];
  const open: Pick<PathBranch, 'destinations' | 'missing'>[] = [];
  if (missing.length > 0) open.push({ destinations: addresses, missing });
  for (const sender of senders) {
    for (const branch of tracePath(network, sender, addresses, https)) {
      const routes = branch.hops.filter(({ plane }) => plane === 'route');
      if (routes.some(({ reason }) => reason === 'interface-found')) {
        delivered.push(branch.destinations);
        if (branch.viaId !== null) reached.add(branch.viaId);
      } else if (routes.every(({ decision }) => decision !== 'block') && branch.missing.length > 0) {
        open.push(branch);
      }
    }
  }
  return { reached, delivered: AddressSet.unionAll(delivered), open };
}

/** A sender for each route table that serves a subnet of the VPC. */
function sendersByTable(network: Network, vpc: Vpc): Listing<SourceInVpc> {
  return network.memoOf(vpc, 'a sender for each route table', () => {
    const subnets = network.inVpc('subnets', vpc);
    const { addresses } = vpc;
    if (!addresses.known) return { items: [], missing: addresses.missing };
    const senders = new Map<string, SourceInVpc>();
    for (const subnet of subnets.items) {
      const table = effectiveRouteTable(network, subnet);
      once(senders, table.known ? table.value.id : subnet.id, () =>
        anySenderIn(subnet, vpc, addresses.value),
      );
    }
    return { items: [...senders.values()], missing: subnets.missing };
  });
}
