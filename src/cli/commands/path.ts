import * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

const protocols = ['tcp', 'udp', 'icmp'] as const;
const expectations = ['reachable', 'blocked', 'private'] as const;
const formats = ['text', 'json'] as const;

const command: Command = {
  usage: 'path [inputs..]',
  describe: 'Prove that packets get from one place to another, or name every blocker',
  options: (parser) =>
    parser
      .positional('inputs', { type: 'string', array: true, describe: 'As for check' })
      .option('from', {
        type: 'string',
        requiresArg: true,
        describe: 'Id of an interface, an instance or a subnet',
      })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'A service (s3, ssm), a DNS name or URL, an endpoint id, an address or a CIDR block',
      })
      .option('protocol', { choices: protocols, default: 'tcp', describe: 'The protocol of the packets' })
      .option('port', {
        type: 'number',
        requiresArg: true,
        describe: "Destination port [the service's, else 443]",
      })
      .option('queries', {
        type: 'string',
        requiresArg: true,
        describe: 'Answer a file of questions, one JSON object {"from","to","protocol","port"} a line',
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
      .example('$0 path --from i-0123456789abcdef0 --to s3 dumps/', 'Does the instance reach S3, and how?')
      .example('$0 path --from subnet-0a --to 10.0.9.7 --port 8443 prod.json', 'An address needs no name')
      .example('$0 path --from eni-0a --to ssm --expect private dumps/', 'A gate for scripts'),
  run: async (given, console) => {
    const options = readOptions(given);
    if (options.inputs.length === 0)
      throw new UsageError('No input given: vpce-lint path --from … --to … dumps/');
    const { runPath } = await import('../run-path.ts');
    return runPath(options, console);
  },
};

const schema = z.object({
  inputs: z.array(z.coerce.string()).default([]),
  from: z.string().optional(),
  to: z.string().optional(),
  protocol: z.enum(protocols),
  port: z.int().min(0).max(65535).optional(),
  queries: z.string().optional(),
  expect: z.enum(expectations).optional(),
  format: z.enum(formats),
  color: z.enum(['auto', 'always', 'never']),
});

export type PathOptions = z.infer<typeof schema>;

function readOptions(given: Readonly<Record<string, unknown>>): PathOptions {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new UsageError('--port takes a number from 0 to 65535.');
  const { from, to, queries } = parsed.data;
  if (queries === undefined && (from === undefined || to === undefined)) {
    throw new UsageError('path needs --from and --to (or --queries FILE).');
  }
  return parsed.data;
}

export default command;
