import * as z from 'zod';
import { describeIssue } from '../../model/describe-issue.ts';
import { type Severity, severities } from '../../report/report.ts';
import type { RawFinding, SuppressionSource } from './suppression.ts';

const entry = z.strictObject({
  rule: z.string(),
  severity: z.enum(severities).describe('A finding that has become worse than this counts again.'),
  resource: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  message: z.string().describe('For readers; nothing is compared with it.'),
});

/** The schema of a baseline file. */
export const baselineSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('vpce-lint/baseline'),
  version: z.literal(1),
  findings: z.array(entry),
});

export type BaselineEntry = z.infer<typeof entry>;

/** Reads a baseline, or says in one line what is wrong with it. */
export function readBaseline(text: string): readonly BaselineEntry[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return parsed.data.findings;
  const { pointer, message } = describeIssue(parsed.error, value);
  return `${pointer === '' ? '' : `${pointer}: `}${message}`;
}

/** The baseline as text, sorted, so that two of them compare line by line. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort((a, b) => compare(sortKey(a), sortKey(b)));
  const document = { format: 'vpce-lint/baseline', version: 1, findings: sorted };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function baselineEntry({ rule, severity, resource, fingerprint, message }: RawFinding): BaselineEntry {
  const { id, account, region } = resource;
  return { rule, severity, resource: id, account, region, fingerprint, message };
}

/** What a baseline suppresses: the findings that were known when it was made, as long as they get no worse. */
export function baselineSuppressions(
  entries: readonly BaselineEntry[],
  path: string,
): readonly SuppressionSource[] {
  return entries.map(({ rule, severity, fingerprint, resource, account, region }) => ({
    rule,
    fingerprint,
    covers: (finding) =>
      finding.fingerprint === fingerprint && finding.rule === rule && !isWorse(finding.severity, severity),
    suppression: { kind: 'baseline', reason: `known since ${path} was made` },
    about: [rule, resource, account, region].filter((part) => part !== null).join(' '),
    place: path,
  }));
}

function isWorse(now: Severity, then: Severity): boolean {
  return severities.indexOf(now) < severities.indexOf(then);
}

function sortKey({ rule, account, region, resource, fingerprint }: BaselineEntry): string {
  return [rule, account ?? '', region ?? '', resource, fingerprint].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
