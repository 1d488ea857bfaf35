import type { SeededFinding } from './estate/faults.ts';

/** The part of a JSON report that is compared. */
export interface ReportedVerdicts {
  readonly findings: readonly { readonly rule: string; readonly resource: { readonly id: string } }[];
  readonly undecided: readonly {
    readonly rule: string;
    readonly count: number;
    readonly missing: readonly { readonly family: string; readonly reason: string }[];
  }[];
}

/**
 * Where a report is not what the seeded faults must give, one line each; none where it is. Faults of rules that
 * do not exist are left out.
 */
export function differences(
  report: ReportedVerdicts,
  seeded: readonly SeededFinding[],
  rules: ReadonlySet<string>,
): readonly string[] {
  const expected = counts(seeded.filter(({ rule }) => rules.has(rule)).map(keyOf));
  const actual = counts(report.findings.map(({ rule, resource }) => keyOf({ rule, resource: resource.id })));
  const keys = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  const findings = keys.flatMap((key) => {
    const [wanted, found] = [expected.get(key) ?? 0, actual.get(key) ?? 0];
    return wanted === found ? [] : [`${key}: ${found} findings, seeded ${wanted}`];
  });
  const undecided = report.undecided.map(({ rule, count, missing }) => {
    const facts = missing.map(({ family, reason }) => `${family} (${reason})`);
    return `${rule} is undecided about ${count} resources for want of ${facts.join(', ')}`;
  });
  return [...findings, ...undecided];
}

function keyOf({ rule, resource }: SeededFinding): string {
  return `${rule} on ${resource}`;
}

function counts(keys: readonly string[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  for (const key of keys) result.set(key, (result.get(key) ?? 0) + 1);
  return result;
}
