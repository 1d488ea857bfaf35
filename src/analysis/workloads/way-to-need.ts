import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route } from '../../model/resources/route-table.ts';
import { answerFrom } from '../connectivity/answer-path.ts';
import { effectiveRouteTable } from '../connectivity/effective-route-table.ts';
import type { PathBranch } from '../connectivity/path-answer.ts';
import { readTarget } from '../connectivity/read-target.ts';
import type { SourceInVpc } from '../connectivity/source.ts';

/** What becomes of packets from a sender to a service or host that a workload needs. */
export type WayToNeed =
  /** Some arrive, or an endpoint that exists keeps them from it, which is another matter. */
  | { readonly kind: 'open' }
  /** The name leads to no endpoint, and no route leads to the public addresses that it has. */
  | { readonly kind: 'closed'; readonly branch: PathBranch }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

/** Asks for the path as `path` does, once for each kind of sender. */
export function wayToNeed(network: Network, source: SourceInVpc, to: string): WayToNeed {
  return network.memoOf(source, `way to ${to}`, () => askFor(network, source, to));
}

/**
 * Whether the default route of a sender leads to a NAT gateway: then endpoints may be left out on purpose, and what
 * is wrong with a NAT gateway is another matter.
 */
export function leadsToNat(network: Network, { subnet }: SourceInVpc): boolean {
  const table = effectiveRouteTable(network, subnet);
  if (!table.known) return false;
  return network.memoOf(table.value, 'leads to NAT', () => {
    const { routes } = table.value;
    return routes.known && routes.value.some(isDefaultToNat);
  });
}

function isDefaultToNat({ destination, target, state }: Route): boolean {
  return (
    target.kind === 'nat-gateway' &&
    state === 'active' &&
    destination.kind === 'cidr' &&
    destination.cidr === '0.0.0.0/0'
  );
}

function askFor(network: Network, source: SourceInVpc, to: string): WayToNeed {
  const asked = readTarget(network, { to, protocol: 'tcp' });
  if (typeof asked === 'string') return { kind: 'unknown', missing: [source.resource.missing(asked)] };
  const { branches } = answerFrom(network, source, asked.target, asked.traffic);
  if (branches.some(({ verdict }) => verdict === 'reachable' || verdict === 'partial')) {
    return { kind: 'open' };
  }
  const missing = branches.flatMap((branch) => (branch.verdict === 'unknown' ? branch.missing : []));
  if (missing.length > 0) return { kind: 'unknown', missing };
  const [branch] = branches;
  const isClosed = branches.every((each) => !meetsEndpoint(each) && isStoppedOnTheWay(each));
  return branch !== undefined && isClosed ? { kind: 'closed', branch } : { kind: 'open' };
}

/** Whether an endpoint or a zone of the user's own has a part in the way. */
function meetsEndpoint({ hops }: PathBranch): boolean {
  return hops.some(
    ({ plane, component: { type } }) =>
      // A name may also be public because of an endpoint that does not answer for it.
      (type === 'AWS::EC2::VPCEndpoint' && plane !== 'name') || type === 'AWS::Route53::HostedZone',
  );
}

/** Whether routes lead nowhere: packets would not arrive either if the name resolved and filters let them pass. */
function isStoppedOnTheWay({ hops }: PathBranch): boolean {
  return hops.some(({ plane, decision }) => plane === 'route' && decision === 'block');
}
