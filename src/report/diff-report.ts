/** What changed between two inputs: plain data, all that reporters see of it. */
import type { MatrixBlocker, MatrixWay } from './matrix-report.ts';
import type { Finding, MissingFact, ReportInput, ResourceReference } from './report.ts';

/** What becomes of traffic from a subnet to a service. */
export const reachStates = ['private', 'public', 'partial', 'unreachable', 'undecided'] as const;
export type ReachState = (typeof reachStates)[number];

/** In the order of the report: what is lost comes first. */
export const reachChanges = [
  'unreachable',
  'public',
  'partial',
  'undecided',
  'reachable',
  'private',
  'rerouted',
] as const;
export type ReachChange = (typeof reachChanges)[number];

/** Subnets whose traffic to a service changed in the same way, for the same cause. */
export interface ReachabilityChange {
  readonly change: ReachChange;
  readonly service: string;
  readonly from: ReachState;
  readonly to: ReachState;
  readonly waysBefore: readonly MatrixWay[];
  readonly ways: readonly MatrixWay[];
  /** What stops the traffic now, or stopped it before where it passes now. */
  readonly blockers: readonly MatrixBlocker[];
  readonly missing: readonly MissingFact[];
  readonly subnets: readonly ResourceReference[];
}

export interface FindingChanges {
  readonly new: readonly Finding[];
  readonly gone: readonly Finding[];
  /** Findings of the old input whose rule cannot tell about the new one. */
  readonly undecided: readonly Finding[];
  readonly unchanged: number;
}

export interface DiffReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly old: readonly ReportInput[];
  readonly new: readonly ReportInput[];
  readonly findings: FindingChanges;
  /** How many pairs of a subnet and a service could be compared. */
  readonly compared: number;
  readonly reachability: readonly ReachabilityChange[];
  readonly subnets: {
    readonly added: readonly ResourceReference[];
    readonly removed: readonly ResourceReference[];
  };
  /** What each reason that is cited means, in a sentence. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Whether a change takes a private way from somebody. */
export function losesPrivateWay({ from, to }: ReachabilityChange): boolean {
  return from === 'private' && (to === 'unreachable' || to === 'public' || to === 'partial');
}
