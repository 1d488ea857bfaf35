/** The report document: plain data, all that reporters see. */
import type { MissingFact } from '../model/fact.ts';

export type { MissingFact };

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const categories = ['connectivity', 'security', 'resilience', 'cost', 'hygiene'] as const;
export type Category = (typeof categories)[number];

export interface ResourceReference {
  /** CloudFormation type name. */
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly vpcId?: string;
}

/** A place in an input, before its position in the text is looked up. */
export interface Citation {
  /** Index into the snapshot's documents. */
  readonly document: number;
  readonly pointer: string;
}

export interface Location {
  readonly file: string;
  /** 1-based; columns count UTF-16 code units, the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly pointer: string;
  readonly excerpt: ExcerptLines | null;
}

export interface ExcerptLines {
  readonly lines: readonly ExcerptLine[];
  /** Lines of the marked text that are not shown. */
  readonly elided: number;
}

export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  /** 1-based columns in `text`, the end exclusive. */
  readonly marked: { readonly from: number; readonly to: number } | null;
}

export interface Evidence<Where> {
  readonly message: string;
  readonly location: Where;
}

export interface Suppression {
  readonly kind: string;
  readonly reason: string;
  /** Who answers for it. */
  readonly owner?: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires?: string;
}

export const staleStatuses = ['unused', 'expired', 'malformed'] as const;

/** A suppression that suppresses nothing, and should go or be renewed. */
export interface StaleSuppression {
  readonly kind: string;
  readonly status: (typeof staleStatuses)[number];
  /** Where it stands: a place in a file, or a tag of a resource. */
  readonly place: string;
  /** What it says it is about. */
  readonly about: string;
  /** Why it suppresses nothing. */
  readonly detail: string;
}

/** One thing on the way of packets, and what it does with them. */
export interface TraceStep<Where = Location | null> {
  readonly plane: 'name' | 'route' | 'filter' | 'policy';
  readonly component: ResourceReference;
  readonly decision: 'pass' | 'block' | 'unknown';
  /** Stable slug; docs/reasons.md tells what each means. */
  readonly reason: string;
  readonly message: string;
  readonly location: Where;
}

export interface Finding<Where = Location | null> {
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly message: string;
  readonly resource: ResourceReference;
  readonly affected: readonly ResourceReference[];
  readonly location: Where;
  readonly evidence: readonly Evidence<Where>[];
  /** Explanation code of AWS Reachability Analyzer, where it has one for the cause. */
  readonly code?: string;
  /** What it is called beside its resource: the name of an expectation. */
  readonly label?: string;
  /** The way of the packets that shows it. */
  readonly trace?: readonly TraceStep<Where>[];
  readonly fingerprint: string;
  readonly suppressed?: Suppression;
}

/** What one rule could not decide for want of the same facts. */
export interface UndecidedGroup {
  readonly rule: string;
  readonly missing: readonly MissingFact[];
  readonly affected: readonly ResourceReference[];
  readonly count: number;
}

/** What reporters need to know of a rule. */
export interface RuleDescriptor {
  readonly id: string;
  readonly topic: string;
  readonly severity: Severity;
  readonly category: Category;
  /** 0.1 to 10.0, on security rules. */
  readonly securitySeverity?: number;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
}

export interface ReportInput {
  readonly path: string;
  readonly kind: string;
}

/** How the facts of a family are collected, for what is undecided without them. */
export interface FactSource {
  readonly family: string;
  /** The AWS CLI command: `aws ec2 describe-route-tables`. */
  readonly command: string;
  /** The IAM action that it needs: `ec2:DescribeRouteTables`. */
  readonly action: string;
}

/** Severity counts exclude what is suppressed; `undecided` counts the entries of the report's list. */
export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly suppressed: number;
  readonly undecided: number;
  /** Findings that a scope filter keeps out of the list and of the other counts; absent where there is no filter. */
  readonly outOfScope?: number;
}

/** How much was looked at, for the closing line of the text report. */
export interface Extent {
  readonly endpoints: number;
  readonly endpointServices: number;
  readonly vpcs: number;
  readonly scopes: number;
}

/** How something that somebody counts on fares. */
export interface ExpectationResult {
  readonly name: string;
  readonly outcome: 'met' | 'broken' | 'undecided';
  /** How many pairs of a sender and a target were looked at. */
  readonly checked: number;
}

export interface Report {
  readonly tool: {
    readonly name: string;
    readonly version: string;
    /** A page about the tool. */
    readonly informationUri?: string;
  };
  readonly inputs: readonly ReportInput[];
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly undecided: readonly UndecidedGroup[];
  readonly staleSuppressions: readonly StaleSuppression[];
  readonly expectations: readonly ExpectationResult[];
  /** Every rule that ran, whether it found something or not. */
  readonly rules: readonly RuleDescriptor[];
  /** Of each family that something is undecided about, as far as there is a call for it. */
  readonly factSources: readonly FactSource[];
  readonly extent: Extent;
}
