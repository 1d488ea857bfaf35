/** Subnets and services: which traffic takes which way. Plain data, all that reporters see of it. */
import type { PathVerdict, Protocol, planes, ways } from './path-report.ts';
import type { FactSource, MissingFact, ReportInput, ResourceReference } from './report.ts';

export interface MatrixService {
  /** As it is asked for: `s3`, `vpce-0123456789abcdef0`, a DNS name. */
  readonly service: string;
  readonly protocol: Protocol;
  /** Null where the protocol has none. */
  readonly port: number | null;
}

export interface MatrixWay {
  readonly verdict: PathVerdict;
  readonly via: (typeof ways)[number];
  readonly viaId: string | null;
  /** Value of the Name tag of what has that id, where it is known. */
  readonly viaName: string | null;
}

export interface MatrixBlocker {
  readonly plane: (typeof planes)[number];
  readonly reason: string;
  /** Explanation code of AWS Reachability Analyzer, where it has one. */
  readonly code: string | null;
  readonly component: ResourceReference;
}

/** What becomes of traffic from some senders to a service. */
export interface MatrixOutcome {
  readonly verdict: PathVerdict;
  /** Whether all that is not blocked stays private; null where all is blocked, or something is unknown. */
  readonly private: boolean | null;
  /** Each once; at least one. */
  readonly ways: readonly MatrixWay[];
  readonly blockers: readonly MatrixBlocker[];
  readonly missing: readonly MissingFact[];
}

/** A kind of sender: interfaces of a subnet that nothing on the way tells apart but their addresses. */
export interface MatrixSender extends MatrixOutcome {
  /** The id of one of them; of the subnet where there is none yet. */
  readonly example: string;
  /** Null where there is no interface yet. */
  readonly groupIds: readonly string[] | null;
  /** The ports that replies go to. */
  readonly replyPorts: string;
  readonly hasPublicIpv4: boolean;
  readonly hasIpv6: boolean;
}

export interface MatrixCell extends MatrixOutcome {
  readonly service: string;
  /** How many kinds of sender the subnet has. */
  readonly kinds: number;
  /** Each kind of sender where they fare differently, else none. */
  readonly senders: readonly MatrixSender[];
}

export interface MatrixSubnet {
  readonly subnet: ResourceReference;
  readonly zone: string | null;
  /** Null where nobody can tell. Without any, security groups of senders are left out of the answers. */
  readonly hasCompute: boolean | null;
  /** Beside those of its VPC. */
  readonly assumptions: readonly string[];
  readonly cells: readonly MatrixCell[];
}

export interface MatrixVpc {
  readonly id: string | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** The services of its cells, in their order. */
  readonly services: readonly string[];
  /** What is taken for granted in all of its subnets. */
  readonly assumptions: readonly string[];
  readonly subnets: readonly MatrixSubnet[];
}

export interface MatrixReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly ReportInput[];
  /** Sorted by name, those of single endpoints last. */
  readonly services: readonly MatrixService[];
  /** Sorted by id, as their subnets are. */
  readonly vpcs: readonly MatrixVpc[];
  /** What each reason that is cited means, in a sentence. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Of each family that is missing, as far as there is a call for it. */
  readonly factSources: readonly FactSource[];
}
