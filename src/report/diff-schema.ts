import * as z from 'zod';
import { reachChanges, reachStates } from './diff-report.ts';
import { planes, ways } from './path-report.ts';
import { finding } from './report-schema.ts';
import { missingFact, resource } from './schema-parts.ts';

const way = z.object({ via: z.enum(ways), viaId: z.string().nullable() }).meta({ id: 'ChangedWay' });

const reachability = z
  .object({
    change: z.enum(reachChanges),
    service: z.string(),
    from: z.enum(reachStates),
    to: z.enum(reachStates),
    waysBefore: z.array(way),
    ways: z.array(way),
    blockers: z
      .array(z.object({ plane: z.enum(planes), reason: z.string(), component: resource }))
      .describe('What stops the traffic now, or stopped it before where it passes now.'),
    missing: z.array(missingFact),
    subnets: z.array(resource),
  })
  .meta({ id: 'ReachabilityChange' });

const count = z.int().min(0);
const inputs = z.array(z.object({ path: z.string(), kind: z.string() }));

const diffDocument = z.object({
  format: z.literal('vpce-lint/diff'),
  version: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  old: inputs,
  new: inputs,
  summary: z.object({
    newFindings: count,
    goneFindings: count,
    undecidedFindings: count.describe('Findings of the old input whose rule cannot tell about the new one.'),
    unchangedFindings: count,
    compared: count.describe('Pairs of a subnet and a service that both inputs have.'),
    changed: count.describe('Those of which something changed.'),
  }),
  findings: z.object({ new: z.array(finding), gone: z.array(finding), undecided: z.array(finding) }),
  reachability: z
    .array(reachability)
    .describe('Subnets whose traffic changed in the same way stand together.'),
  subnets: z.object({ added: z.array(resource), removed: z.array(resource) }),
});

/** The document that tells what changed. */
export type DiffDocument = z.infer<typeof diffDocument>;

/** JSON Schema (2020-12) of the difference. Later versions may add properties; none goes away. */
export const diffSchema = {
  title: 'vpce-lint diff',
  description: 'What `vpce-lint diff --format json` prints. Ignore properties that are not described here.',
  ...z.toJSONSchema(diffDocument, { io: 'input' }),
};
