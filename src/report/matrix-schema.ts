import * as z from 'zod';
import { pathVerdicts, planes, protocols, ways } from './path-report.ts';
import { missingFact, resource } from './schema-parts.ts';

const verdict = z.enum(pathVerdicts);

const via = z.enum(ways).describe('What delivers to the service, or where the way ends.');
const viaId = z.string().nullable();

const way = z.object({ verdict, via, viaId }).meta({ id: 'Way' });

const blocker = z
  .object({
    plane: z.enum(planes),
    reason: z.string().describe('Stable slug; docs/reasons.md tells what each means.'),
    code: z.string().optional().describe('Explanation code of AWS Reachability Analyzer.'),
    component: resource,
  })
  .meta({ id: 'Blocker' });

const outcome = {
  verdict: verdict.describe('As `vpce-lint path` has it: `partial` where parts or senders fare differently.'),
  private: z
    .boolean()
    .nullable()
    .describe(
      'Whether all that is not blocked stays on endpoints or private addresses; null if nobody can tell.',
    ),
  via: via.nullable().describe('Null where there are several ways.'),
  viaId: viaId.describe('Id of what delivers; null where there is none, or several.'),
  ways: z.array(way).optional().describe('Where there are several.'),
  blockers: z.array(blocker).describe('All that blocks some of the traffic, each once.'),
  missing: z.array(missingFact).describe('Facts that the input does not hold and the answer needs.'),
};

const sender = z
  .object({
    example: z.string().describe('Id of an interface of this kind.'),
    groupIds: z.array(z.string()).nullable(),
    replyPorts: z.string().describe('Ports that replies go to.'),
    hasPublicIpv4: z.boolean(),
    hasIpv6: z.boolean(),
    ...outcome,
  })
  .meta({ id: 'Sender' });

const cell = z
  .object({
    service: z.string(),
    ...outcome,
    senders: z.array(sender).optional().describe('Each kind of sender, where they fare differently.'),
  })
  .meta({ id: 'Cell' });

const subnet = z
  .object({
    id: z.string(),
    name: z.string().optional().describe('Value of the Name tag.'),
    account: z.string().nullable(),
    region: z.string().nullable(),
    vpcId: z.string().nullable(),
    zone: z.string().nullable().describe('Name of the Availability Zone.'),
    hasCompute: z
      .boolean()
      .nullable()
      .describe(
        'Without any, security groups of senders are left out of the answers; null if nobody can tell.',
      ),
    assumptions: z.array(z.string()).describe('Beside those of its VPC.'),
    cells: z.array(cell).describe('One for each of the services of its VPC, in their order.'),
  })
  .meta({ id: 'Subnet' });

const vpc = z
  .object({
    id: z.string().nullable().describe('Null for subnets that do not say where they are.'),
    name: z.string().optional().describe('Value of the Name tag.'),
    account: z.string().nullable(),
    region: z.string().nullable(),
    services: z.array(z.string()),
    assumptions: z.array(z.string()).describe('What was taken for granted because no fact can show it.'),
  })
  .meta({ id: 'Vpc' });

const service = z
  .object({
    service: z.string().describe('As `vpce-lint path --to` takes it.'),
    protocol: z.enum(protocols),
    port: z.int().min(0).max(65535).nullable().describe('Null for a protocol without ports.'),
  })
  .meta({ id: 'Service' });

const matrixDocument = z.object({
  format: z.literal('vpce-lint/matrix'),
  version: z.literal(1),
  tool: z.object({ name: z.string(), version: z.string() }),
  inputs: z.array(z.object({ path: z.string(), kind: z.string() })),
  services: z
    .array(service)
    .describe('The columns: each is asked for from all VPCs, an endpoint from its own.'),
  vpcs: z.array(vpc),
  subnets: z.array(subnet).describe('The rows, sorted by VPC and id.'),
});

/** The document that tells which subnets reach which services. */
export type MatrixDocument = z.infer<typeof matrixDocument>;

/** JSON Schema (2020-12) of the matrix. Later versions may add properties; none goes away. */
export const matrixSchema = {
  title: 'vpce-lint matrix',
  description: 'What `vpce-lint matrix --format json` prints. Ignore properties that are not described here.',
  // As input, so that a document with further properties is a matrix too.
  ...z.toJSONSchema(matrixDocument, { io: 'input' }),
};
