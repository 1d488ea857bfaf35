import * as z from 'zod';
import { restoreDash } from '../lone-dash.ts';
import { UsageError } from '../usage-error.ts';
import { codeOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';
import { configOptions, last, readConfigChoice } from './config-options.ts';

const command: Command = {
  usage: 'why <text> [inputs..]',
  describe: 'Find out what explains a pasted error, URL or line of a log',
  options: (parser) =>
    codeOptions(configOptions(parser))
      .positional('text', {
        type: 'string',
        demandOption: true,
        describe: 'What a program printed, in quotes; - for standard input, of which the end counts',
      })
      .positional('inputs', { type: 'string', array: true, describe: 'Files and directories, as for check' })
      .option('from', {
        type: 'string',
        requiresArg: true,
        describe:
          'Where it came from: id of an instance, an interface, a subnet or a VPC, or CIDR@ID [what the text names]',
      })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'Where it was going, as for path [what the text names]',
      })
      .option('format', {
        alias: 'f',
        choices: ['text', 'json'] as const,
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
        'vpce-lint why "dial tcp: lookup ssm.eu-west-1.amazonaws.com: no such host" dumps/',
        'A name that does not resolve',
      )
      .example(
        'vpce-lint why --from i-0123456789abcdef0 "connect ETIMEDOUT 10.0.9.5:5432" dumps/',
        'Where it came from, if there are several VPCs',
      )
      .example('kubectl logs job/app | vpce-lint why - dumps/', 'From a log')
      .epilog(
        'Exit codes: 0 answered · 2 wrong usage, or the text leaves something open · 3 an input could not be read · 5 a bug of ours',
      ),
  run: async (given, console) => {
    const options = values.parse(given);
    const inputs = [...options.inputs, ...options._].map(restoreDash);
    if (inputs.length === 0) {
      throw new UsageError('No input given: vpce-lint why "…" dumps/');
    }
    const { runWhy } = await import('../run-why.ts');
    const { from, to } = options;
    return runWhy(
      {
        ...options,
        ...readCodeOptions(given),
        from,
        to,
        config: readConfigChoice(given),
        text: restoreDash(options.text),
        inputs,
      },
      console,
    );
  },
};

const values = z.object({
  text: z.coerce.string(),
  inputs: z.array(z.coerce.string()).default([]),
  // What stands behind `--`.
  _: z.array(z.coerce.string()).default([]),
  from: last(z.string().optional()),
  to: last(z.string().optional()),
  format: last(z.enum(['text', 'json'])),
  color: last(z.enum(['auto', 'always', 'never'])),
  verbose: last(z.boolean()),
});

export default command;
