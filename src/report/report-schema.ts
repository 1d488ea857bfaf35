import * as z from 'zod';
import { categories, severities, staleStatuses } from './report.ts';
import { location, missingFact, resource } from './schema-parts.ts';

const severity = z.enum(severities);
const count = z.int().min(0);

const evidence = z.object({ message: z.string(), location });

const suppression = z.object({
  kind: z.string().describe('`configuration`, `tag` or `baseline`.'),
  reason: z.string(),
  owner: z.string().optional(),
  expires: z.string().optional().describe('The last day on which it holds, as ISO 8601 date.'),
});

const staleSuppression = z
  .object({
    kind: z.string(),
    status: z.enum(staleStatuses),
    place: z.string().describe('Where it stands: a place in a file, or a tag of a resource.'),
    about: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'StaleSuppression' });

const traceStep = z
  .object({
    plane: z.enum(['name', 'route', 'filter', 'policy']),
    component: resource,
    decision: z.enum(['pass', 'block', 'unknown']),
    reason: z.string().describe('Stable slug; docs/reasons.md tells what each means.'),
    message: z.string(),
    location,
  })
  .meta({ id: 'TraceStep' });

const expectationResult = z
  .object({
    name: z.string(),
    outcome: z.enum(['met', 'broken', 'undecided']),
    checked: count.describe('How many pairs of a sender and a target were looked at.'),
  })
  .meta({ id: 'ExpectationResult' });

export const finding = z
  .object({
    rule: z.string(),
    severity,
    category: z.enum(categories),
    message: z.string().describe('What is wrong, what that does and what to change.'),
    resource,
    affected: z.array(resource).describe('The resources that suffer from it.'),
    location,
    evidence: z.array(evidence).describe('Further places that show it.'),
    code: z.string().optional().describe('Explanation code of AWS Reachability Analyzer for the cause.'),
    label: z
      .string()
      .optional()
      .describe('What it is called beside its resource: the name of an expectation.'),
    trace: z.array(traceStep).optional().describe('The way of the packets that shows it.'),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .describe('Identity of the finding across runs; wording, severity and position do not enter it.'),
    suppressed: suppression.optional(),
  })
  .meta({ id: 'Finding' });

const undecided = z
  .object({
    rule: z.string(),
    missing: z.array(missingFact).min(1),
    affected: z.array(resource),
    count: count.describe(
      'Number of affected resources; 0 when those that the rule judges are not in the input.',
    ),
  })
  .meta({ id: 'Undecided' });

const summary = z
  .object({
    error: count,
    warning: count,
    info: count,
    suppressed: count,
    undecided: count.describe('Number of entries in `undecided`.'),
    outOfScope: count
      .optional()
      .describe(
        'Findings that the scope of the configuration leaves out of `findings` and of the other counts.',
      ),
  })
  .describe('The counts by severity leave suppressed findings out.');

export const reportDocument = z.object({
  format: z.literal('vpce-lint/report'),
  version: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  inputs: z.array(z.object({ path: z.string(), kind: z.string() })),
  summary,
  findings: z.array(finding).describe('Worst first.'),
  undecided: z
    .array(undecided)
    .describe('What rules could not tell, by rule and missing facts: neither a finding nor a pass.'),
  staleSuppressions: z
    .array(staleSuppression)
    .optional()
    .describe('Suppressions that suppress nothing; absent where there is none.'),
  expectations: z
    .array(expectationResult)
    .optional()
    .describe('How the expectations of the configuration fare; absent where there is none.'),
});

/** The document that the JSON reporter writes. */
export type ReportDocument = z.infer<typeof reportDocument>;

/** JSON Schema (2020-12) of the JSON report. Later versions of the tool may add properties; none goes away. */
export const reportSchema = {
  title: 'vpce-lint report',
  description: 'What `vpce-lint check --format json` prints. Ignore properties that are not described here.',
  // As input, so that a document with further properties is a report too.
  ...z.toJSONSchema(reportDocument, { io: 'input' }),
};
