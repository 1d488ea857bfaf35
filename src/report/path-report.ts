/** The answer to one path question: plain data, all that reporters see of it. */
import type { FactSource, Location, MissingFact, ResourceReference } from './report.ts';

export const planes = ['name', 'route', 'filter', 'policy'] as const;
export const hopDecisions = ['pass', 'block', 'unknown'] as const;

export const pathVerdicts = ['reachable', 'blocked', 'partial', 'unknown'] as const;
export type PathVerdict = (typeof pathVerdicts)[number];

/** What delivers packets, or that nothing does. */
export const ways = [
  'gateway-endpoint',
  'interface-endpoint',
  'resource-endpoint',
  'service-network-endpoint',
  'gateway-load-balancer-endpoint',
  'nat-gateway',
  'internet-gateway',
  'egress-only-internet-gateway',
  'transit-gateway',
  'vpn-gateway',
  'vpc-peering',
  'core-network',
  'local-gateway',
  'carrier-gateway',
  'network-interface',
  'local',
  'none',
  'unknown',
] as const;

export const protocols = ['tcp', 'udp', 'icmp'] as const;
export type Protocol = (typeof protocols)[number];

export interface PathHop<Where = Location | null> {
  readonly plane: (typeof planes)[number];
  readonly component: ResourceReference;
  readonly decision: (typeof hopDecisions)[number];
  readonly reason: string;
  readonly message: string;
  /** Explanation code of AWS Reachability Analyzer, where it has one. */
  readonly code?: string;
  readonly location: Where;
  /** Where a policy answers differently for different callers: what it says of each kind of them. */
  readonly classes?: readonly {
    readonly callers: string;
    readonly decision: (typeof hopDecisions)[number];
    readonly dependsOn: readonly string[];
  }[];
}

/** Changes that open a branch, all of them together: as was proven, not only proposed. */
export interface PathOpening {
  readonly changes: readonly {
    readonly component: ResourceReference;
    readonly summary: string;
    /** Calls of the AWS CLI. */
    readonly commands: readonly string[];
    /** What else the change opens; null where that is nothing. */
    readonly besides: string | null;
  }[];
  /** Whether the way is private then. */
  readonly private: boolean | null;
}

export interface PathReportBranch<Where = Location | null> {
  /** CIDR blocks, sorted by address. */
  readonly destinations: readonly string[];
  /** How many addresses these are. */
  readonly size: bigint;
  /** What the destinations are called where they have a name: a prefix list, all public addresses. */
  readonly destinationsName: string | null;
  readonly verdict: PathVerdict;
  readonly via: (typeof ways)[number];
  readonly viaId: string | null;
  readonly hops: readonly PathHop<Where>[];
  readonly missing: readonly MissingFact[];
  /** Null where no small change is known, or none was asked for. */
  readonly opening: PathOpening | null;
}

/** What the policies on the way were asked about. */
export interface PathRequest {
  readonly action: string | null;
  readonly resource: string | null;
  readonly principal: string | null;
}

export interface PathReport<Where = Location | null> {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Null where the protocol has none. */
  readonly port: number | null;
  /** The request that the packets carry, with null for what was not said; null where it was not asked about. */
  readonly request: PathRequest | null;
  readonly verdict: PathVerdict;
  readonly private: boolean | null;
  readonly assumptions: readonly string[];
  readonly branches: readonly PathReportBranch<Where>[];
  /** Of each family that is missing, as far as there is a call for it. */
  readonly factSources: readonly FactSource[];
}
