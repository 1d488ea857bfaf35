/** The answer to one path question: plain data, all that reporters see of it. */
import type { Location, MissingFact, ResourceReference } from './report.ts';

export type PathVerdict = 'reachable' | 'blocked' | 'partial' | 'unknown';

export interface PathHop<Where = Location | null> {
  readonly plane: 'name' | 'route' | 'filter' | 'policy';
  readonly component: ResourceReference;
  readonly decision: 'pass' | 'block' | 'unknown';
  readonly reason: string;
  readonly message: string;
  /** Explanation code of AWS Reachability Analyzer, where it has one. */
  readonly code?: string;
  readonly location: Where;
}

export interface PathReportBranch<Where = Location | null> {
  /** CIDR blocks, sorted. */
  readonly destinations: readonly string[];
  readonly verdict: PathVerdict;
  readonly via: string;
  readonly viaId: string | null;
  readonly hops: readonly PathHop<Where>[];
  readonly missing: readonly MissingFact[];
}

export interface PathReport<Where = Location | null> {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
  readonly verdict: PathVerdict;
  readonly private: boolean | null;
  readonly assumptions: readonly string[];
  /** Why there is no branch: what is not known of the source. */
  readonly missing: readonly MissingFact[];
  readonly branches: readonly PathReportBranch<Where>[];
}
