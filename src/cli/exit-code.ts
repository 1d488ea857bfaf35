import { type Report, type Severity, severities } from '../report/report.ts';

export const exitCode = {
  success: 0,
  findings: 1,
  usage: 2,
  input: 3,
  undecided: 4,
  fault: 5,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type FailOn = Severity | 'none';

export interface Outcome {
  readonly report: Report;
  readonly failOn: FailOn;
  /** The lowest severity of a rule whose being undecided fails the run; null when none does. */
  readonly failOnUnknown: Severity | null;
  readonly inputsUnusable: boolean;
  /** What a rule that failed makes of the run; null where none did. */
  readonly faultCode: ExitCode | null;
  /** A report could not be written to its file. */
  readonly reportsUnwritten: boolean;
}

/** The exit code of a run, by the precedence 5 > 2 > 3 > 1 > 4. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  const { report, failOn, failOnUnknown, inputsUnusable, faultCode, reportsUnwritten } = outcome;
  if (faultCode === exitCode.fault) return exitCode.fault;
  if (reportsUnwritten || faultCode !== null) return exitCode.usage;
  if (inputsUnusable) return exitCode.input;
  const failing = report.findings.some(
    ({ severity, suppressed }) =>
      suppressed === undefined && failOn !== 'none' && isAtLeast(severity, failOn),
  );
  if (failing) return exitCode.findings;
  if (failOnUnknown === null) return exitCode.success;
  const severityOf = new Map(report.rules.map(({ id, severity }) => [id, severity]));
  const open = report.undecided.some(({ rule }) => isAtLeast(severityOf.get(rule) ?? 'error', failOnUnknown));
  return open ? exitCode.undecided : exitCode.success;
}

/** Whether a severity is as severe as a threshold, or more. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}
