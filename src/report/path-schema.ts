import * as z from 'zod';
import { hopDecisions, pathVerdicts, planes, protocols, ways } from './path-report.ts';
import { location, missingFact, resource } from './schema-parts.ts';

const verdict = z.enum(pathVerdicts);
const plane = z.enum(planes);
const reason = z.string().describe('Stable slug; docs/reasons.md tells what each means.');

const hop = z
  .object({
    plane,
    component: resource,
    decision: z.enum(hopDecisions),
    reason,
    message: z.string(),
    location,
    classes: z
      .array(
        z.object({
          callers: z.string(),
          decision: z.enum(hopDecisions),
          dependsOn: z.array(z.string()).describe('Elements and conditions of the policy.'),
        }),
      )
      .optional()
      .describe(
        'What a policy says of the requests of each kind of callers, where no request was asked about.',
      ),
  })
  .meta({ id: 'Hop' });

const blocker = z
  .object({
    plane,
    reason,
    message: z.string(),
    code: z.string().optional().describe('Explanation code of AWS Reachability Analyzer.'),
    component: resource,
  })
  .meta({ id: 'Blocker' });

const branch = z
  .object({
    destinations: z
      .array(z.string())
      .describe('CIDR blocks, in no other branch; none where the packets never begin their way.'),
    verdict,
    via: z.enum(ways).describe('What delivers to the destinations, or where it ends.'),
    viaId: z.string().nullable(),
    hops: z.array(hop).describe('In the order of the way.'),
    blockers: z.array(blocker).describe('The hops that block, all of them.'),
    missing: z.array(missingFact).describe('Facts that the input does not hold and the answer needs.'),
  })
  .meta({ id: 'Branch' });

export const pathDocument = z.object({
  format: z.literal('vpce-lint/path'),
  version: z.literal(1),
  from: z.string(),
  to: z.string(),
  protocol: z.enum(protocols),
  port: z.int().min(0).max(65535).nullable().describe('Null for a protocol without ports.'),
  request: z
    .object({
      action: z.string().nullable(),
      resource: z.string().nullable(),
      principal: z.string().nullable(),
    })
    .optional()
    .describe('The request about which the policies were asked; absent where only packets were.'),
  verdict: verdict.describe('That of the branches where all have the same, else `partial`.'),
  private: z
    .boolean()
    .nullable()
    .describe(
      'Whether all that is not blocked stays on endpoints or private addresses; null if nobody can tell.',
    ),
  assumptions: z.array(z.string()).describe('What was taken for granted because no fact can show it.'),
  branches: z.array(branch).describe('They partition the destinations.'),
});

/** The document that answers one path question. */
export type PathDocument = z.infer<typeof pathDocument>;

/** JSON Schema (2020-12) of the answer to a path question. Later versions may add properties; none goes away. */
export const pathSchema = {
  title: 'vpce-lint path',
  description:
    'What `vpce-lint path --format json` prints, and each line for `--queries` that is not `{"error": …}`. Ignore properties that are not described here.',
  // As input, so that a document with further properties is an answer too.
  ...z.toJSONSchema(pathDocument, { io: 'input' }),
};
