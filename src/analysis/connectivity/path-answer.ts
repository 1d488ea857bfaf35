import type { AddressSet } from '../../model/address-set.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { Reason } from './reason.ts';

export type Plane = 'name' | 'route' | 'filter' | 'policy';

export type PathVerdict = 'reachable' | 'blocked' | 'partial' | 'unknown';

/** The component that delivers towards the destination, or why there is none. */
export type Via =
  | 'gateway-endpoint'
  | 'interface-endpoint'
  | 'resource-endpoint'
  | 'service-network-endpoint'
  | 'gateway-load-balancer-endpoint'
  | 'nat-gateway'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'vpc-peering'
  | 'core-network'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'network-interface'
  | 'local'
  | 'none'
  | 'unknown';

/** One thing on the way that lets packets pass, stops them, or may do either. */
export interface Hop {
  readonly plane: Plane;
  readonly component: Resource;
  readonly decision: 'pass' | 'block' | 'unknown';
  readonly reason: Reason;
  readonly message: string;
  /** The deciding entry. */
  readonly at: Place;
  /** Where a policy answers differently for different callers: what it says of each kind of them. */
  readonly classes?: readonly ClassAnswer[];
}

/** What a policy says of the requests of some callers. */
export interface ClassAnswer {
  /** In words, to follow `requests of`: `account 111122223333`. */
  readonly callers: string;
  /** Unknown where some of their requests pass and others do not. */
  readonly decision: 'pass' | 'block' | 'unknown';
  /** On what an unknown decision hangs: `Resource of statement 1`. */
  readonly dependsOn: readonly string[];
}

export interface PathBranch {
  /** None where the packets never begin their way. */
  readonly destinations: AddressSet;
  readonly verdict: PathVerdict;
  readonly via: Via;
  readonly viaId: string | null;
  /** In the order of the way; every hop that blocks is a blocker. */
  readonly hops: readonly Hop[];
  readonly missing: readonly MissingFact[];
  /** What was taken for granted on this way. */
  readonly assumptions: readonly string[];
}

export interface PathAnswer {
  readonly verdict: PathVerdict;
  /** Whether all that is not blocked stays on endpoints or private addresses; null when all is blocked or open. */
  readonly private: boolean | null;
  readonly assumptions: readonly string[];
  /** They partition the destinations; at least one. */
  readonly branches: readonly PathBranch[];
}
