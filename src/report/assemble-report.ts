import type { Snapshot } from '../model/snapshot.ts';
import { lookUpLocations } from './look-up-locations.ts';
import type {
  Citation,
  ExpectationResult,
  Extent,
  FactSource,
  Finding,
  Location,
  Report,
  ReportInput,
  RuleDescriptor,
  Severity,
  StaleSuppression,
  Summary,
  UndecidedGroup,
} from './report.ts';

/** What the rules said, in the order in which it is reported. */
export interface ReportedVerdicts {
  readonly findings: readonly Finding<Citation>[];
  readonly undecided: readonly UndecidedGroup[];
  readonly rules: readonly RuleDescriptor[];
  readonly staleSuppressions?: readonly StaleSuppression[];
  readonly expectations?: readonly ExpectationResult[];
  /** Findings that a scope filter left out; undefined where there is none. */
  readonly leftOut?: number | undefined;
}

export interface ReportParts {
  readonly tool: Report['tool'];
  readonly snapshot: Pick<Snapshot, 'documents'>;
  readonly verdicts: ReportedVerdicts;
  readonly inputs: readonly ReportInput[];
  readonly extent: Extent;
  /** How a family is collected; null where no call gives it. */
  readonly factSource: (family: string) => FactSource | null;
}

/**
 * The report of a run. Only what is reported is looked up in the input, now: one file's text at a time. The
 * findings keep their order; a file that can no longer be read costs them their excerpts, nothing else.
 */
export function assembleReport({
  tool,
  snapshot,
  verdicts,
  inputs,
  extent,
  factSource,
}: ReportParts): Report {
  const { findings, undecided, rules, staleSuppressions = [], expectations = [], leftOut } = verdicts;
  const locationOf = lookUpLocations(snapshot.documents, findings.flatMap(citationsOf));
  return {
    tool,
    inputs: [...inputs].sort((a, b) => compare(a.path, b.path) || compare(a.kind, b.kind)),
    summary: {
      ...summarize(findings, undecided),
      ...(leftOut === undefined ? {} : { outOfScope: leftOut }),
    },
    findings: findings.map((finding) => located(finding, locationOf)),
    undecided,
    staleSuppressions,
    expectations,
    rules,
    factSources: missingFamilies(undecided)
      .map(factSource)
      .filter((source) => source !== null),
    extent,
  };
}

function citationsOf({ location, evidence, trace = [] }: Finding<Citation>): readonly Citation[] {
  return [location, ...[...evidence, ...trace].map((place) => place.location)];
}

function located(finding: Finding<Citation>, locationOf: (citation: Citation) => Location | null): Finding {
  const { trace, ...rest } = finding;
  return {
    ...rest,
    ...(trace && { trace: trace.map((step) => ({ ...step, location: locationOf(step.location) })) }),
    location: locationOf(finding.location),
    evidence: finding.evidence.map(({ message, location }) => ({ message, location: locationOf(location) })),
  };
}

function summarize(findings: readonly Finding<unknown>[], undecided: readonly UndecidedGroup[]): Summary {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const count = (severity: Severity) => open.filter((finding) => finding.severity === severity).length;
  return {
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    suppressed: findings.length - open.length,
    undecided: undecided.length,
  };
}

function missingFamilies(undecided: readonly UndecidedGroup[]): readonly string[] {
  return [...new Set(undecided.flatMap(({ missing }) => missing.map(({ family }) => family)))].sort();
}

/** By code unit, so that no locale shows in a report. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
