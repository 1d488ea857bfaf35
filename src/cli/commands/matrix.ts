import * as z from 'zod';
import { protocols } from '../../report/path-report.ts';
import { restoreDash } from '../lone-dash.ts';
import { parseOutputsAmong } from '../output.ts';
import type { MatrixOptions } from '../run-matrix.ts';
import { UsageError } from '../usage-error.ts';
import { codeOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';

const formats = ['text', 'json', 'markdown'] as const;

const command: Command = {
  usage: 'matrix [inputs..]',
  describe: 'Tell which subnets reach which services, by which way, or what stops them',
  options: (parser) =>
    codeOptions(
      parser.positional('inputs', {
        type: 'string',
        array: true,
        describe: 'Files, directories, or - for standard input, as for check',
      }),
    )
      .option('service', {
        alias: 's',
        ...repeatable(
          'A service (s3, ecr.api) beside those that have endpoints, or what else path takes as --to',
        ),
      })
      .option('vpc', repeatable('Only the subnets of the VPC with this id'))
      .option('subnet', repeatable('Only the subnet with this id'))
      .option('protocol', { choices: protocols, default: 'tcp', describe: 'The protocol of the packets' })
      .option('port', {
        type: 'number',
        requiresArg: true,
        describe: 'Destination port [that of each service]',
      })
      .option('format', {
        alias: 'f',
        ...repeatable(`Print as NAME, to standard output or to NAME=FILE (${formats.join(', ')})`),
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
      .example('vpce-lint matrix dumps/', 'All subnets and the services that have endpoints')
      .example('vpce-lint matrix -s sts -s ecr.api -s ecr.dkr dumps/', 'Other services too')
      .example('vpce-lint matrix --vpc vpc-0a1 --format markdown prod.json', 'One VPC, for a pull request')
      .example('vpce-lint matrix --overlay plan.json prod.json', 'What a plan makes of it')
      .example('vpce-lint matrix -f text -f json=matrix.json dumps/', 'For people and for programs')
      .epilog(exitCodes),
  run: async (given, console) => {
    const options = readOptions(given);
    if (options.inputs.length === 0) throw new UsageError('No input given: vpce-lint matrix dumps/');
    const { runMatrix } = await import('../run-matrix.ts');
    return runMatrix(options, console);
  },
};

const exitCodes = `Each cell is what "vpce-lint path" from the subnet to the service comes to.
Exit codes: 0 answered, whatever the answers · 2 wrong usage, or a file that cannot be written ·
3 an input could not be read · 5 a bug of ours`;

function repeatable(describe: string) {
  return { array: true, nargs: 1, type: 'string', describe: `${describe}; repeatable` } as const;
}

const texts = z.array(z.string()).default([]);

const schema = z.object({
  inputs: z.array(z.coerce.string()).default([]),
  // What stands behind `--`.
  _: texts,
  service: texts,
  vpc: texts,
  subnet: texts,
  protocol: z.enum(protocols),
  port: z.int().min(0).max(65535).optional(),
  format: texts,
  color: z.enum(['auto', 'always', 'never']),
  verbose: z.boolean(),
});

/** @throws UsageError where an option has no value that it takes. */
function readOptions(given: Readonly<Record<string, unknown>>): MatrixOptions {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new UsageError(complaint(parsed.error));
  const { inputs, _: others, service, vpc, subnet, format, port, ...shared } = parsed.data;
  return {
    ...shared,
    ...readCodeOptions(given),
    port,
    inputs: [...inputs, ...others].map(restoreDash),
    services: service,
    vpcs: vpc,
    subnets: subnet,
    outputs: parseOutputsAmong(formats, format.length > 0 ? format : ['text']),
  };
}

/** The parser lets two things pass: a port that is none, and an option that is given twice. */
function complaint({ issues: [issue] }: z.ZodError): string {
  const option = String(issue?.path[0]);
  if (option === 'port') return '--port takes one number from 0 to 65535.';
  return `--${option} takes one value.`;
}

export default command;
