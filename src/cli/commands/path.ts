import * as z from 'zod';
import { protocols } from '../../report/path-report.ts';
import type { PathOptions } from '../run-path.ts';
import { UsageError } from '../usage-error.ts';
import { codeOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';
import { configOptions, readConfigChoice } from './config-options.ts';

const expectations = ['reachable', 'blocked', 'private'] as const;
const formats = ['text', 'json'] as const;

const command: Command = {
  usage: 'path [inputs..]',
  describe: 'Prove that packets get from one place to another, or name every blocker',
  options: (parser) =>
    codeOptions(
      configOptions(parser).positional('inputs', {
        type: 'string',
        array: true,
        describe: 'Files, directories, or - for standard input, as for check',
      }),
    )
      .option('from', {
        type: 'string',
        requiresArg: true,
        describe:
          'Id of an interface, an instance or a subnet, or CIDR@ID for a network behind a vgw-, pcx- or tgw-attach-',
      })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'A service (s3, ecr.api), a DNS name, a URL, an endpoint id, an address or a CIDR block',
      })
      .option('protocol', { choices: protocols, default: 'tcp', describe: 'The protocol of the packets' })
      .option('port', {
        type: 'number',
        requiresArg: true,
        describe: 'Destination port [that of the URL or service, else 443]',
      })
      .option('action', {
        type: 'string',
        requiresArg: true,
        describe: 'Ask the policies on the way about this action, such as s3:GetObject',
      })
      .option('resource', {
        type: 'string',
        requiresArg: true,
        describe: 'ARN of what the action is done to; may hold wildcards',
      })
      .option('principal', {
        type: 'string',
        requiresArg: true,
        describe: 'Who does it: ARN of a role, session or user, an account id, or anonymous',
      })
      .option('queries', {
        type: 'string',
        requiresArg: true,
        describe:
          'Answer a file of questions, one {"from","to","protocol","port","action","resource","principal"} a line, with a line of JSON each',
      })
      .option('expect', {
        choices: expectations,
        requiresArg: true,
        describe: 'Exit with 0 when it is so, 1 when not, 4 when that is unknown',
      })
      .option('format', {
        alias: 'f',
        choices: formats,
        default: 'text',
        describe: 'How to print the answer',
      })
      .option('color', {
        choices: ['auto', 'always', 'never'] as const,
        default: 'auto',
        describe: 'Colour the text',
      })
      .option('verbose', {
        alias: 'v',
        type: 'boolean',
        default: false,
        describe: 'Name every file that was read or skipped',
      })
      .example(
        'vpce-lint path --from i-0123456789abcdef0 --to s3 dumps/',
        'Does the instance reach S3, and how?',
      )
      .example(
        'vpce-lint path --from subnet-0a1 --to https://db.corp:8443 dumps/',
        'From all that is in a subnet',
      )
      .example(
        'vpce-lint path --from eni-0a1 --to 10.0.9.0/24 --port 5432 prod.json',
        'Addresses need no name',
      )
      .example(
        'vpce-lint path --from 10.50.0.0/16@vgw-0a1 --to vpce-0b2 dumps/',
        'From a network behind a VPN gateway',
      )
      .example(
        'vpce-lint path --from eni-0a1 --to s3 --action s3:GetObject --resource "arn:aws:s3:::logs/*" dumps/',
        'With the policies of the endpoint and the bucket',
      )
      .example('vpce-lint path --from eni-0a1 --to ssm --expect private dumps/', 'A gate for scripts')
      .example('vpce-lint path --queries questions.jsonl dumps/', 'Many questions, read once')
      .epilog(exitCodes),
  run: async (given, console) => {
    const options = readOptions(given);
    if (options.inputs.length === 0) {
      throw new UsageError('No input given: vpce-lint path --from … --to … dumps/');
    }
    const { runPath } = await import('../run-path.ts');
    return runPath(options, console);
  },
};

const exitCodes = `Exit codes: 0 answered (with --expect: as expected) · 1 not as expected · 2 wrong usage ·
3 an input or a question could not be read · 4 unknown, with --expect only · 5 a bug of ours`;

const schema = z.object({
  inputs: z.array(z.coerce.string()).default([]),
  from: z.string().optional(),
  to: z.string().optional(),
  protocol: z.enum(protocols),
  port: z.int().min(0).max(65535).optional(),
  action: z.string().optional(),
  resource: z.string().optional(),
  principal: z.string().optional(),
  queries: z.string().optional(),
  expect: z.enum(expectations).optional(),
  format: z.enum(formats),
  color: z.enum(['auto', 'always', 'never']),
  verbose: z.boolean(),
});

/** @throws UsageError where the options do not ask one thing. */
function readOptions(given: Readonly<Record<string, unknown>>): PathOptions {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new UsageError(complaint(parsed.error));
  const { queries, from, to, protocol, port, action, resource, principal, expect, ...rest } = parsed.data;
  const shared = { ...rest, ...readCodeOptions(given), config: readConfigChoice(given) };
  if (queries !== undefined) {
    const extra = Object.entries({ from, to, port, action, resource, principal, expect }).find(
      ([, value]) => value !== undefined,
    );
    if (extra) throw new UsageError(`--queries asks its own questions: leave --${extra[0]} out.`);
    return { ...shared, ask: 'queries', file: queries };
  }
  if (from === undefined || to === undefined) {
    throw new UsageError('path needs --from and --to, or --queries FILE.');
  }
  const request = { action, resource, principal };
  return { ...shared, ask: 'question', from, to, protocol, port, ...request, expect };
}

/** The parser lets two things pass: a port that is none, and an option that is given twice. */
function complaint({ issues: [issue] }: z.ZodError): string {
  const option = String(issue?.path[0]);
  if (option === 'port' && issue?.code !== 'invalid_type') return '--port takes a number from 0 to 65535.';
  return `--${option} takes one ${option === 'port' ? 'number from 0 to 65535' : 'value'}.`;
}

export default command;
