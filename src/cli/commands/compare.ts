import * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'compare [inputs..]',
  describe: "Hold answers of AWS's Reachability Analyzer against those that the input gives",
  options: (parser) =>
    parser
      .positional('inputs', {
        type: 'string',
        array: true,
        describe: 'Files, directories, or - for standard input, as for check',
      })
      .option('analyses', {
        type: 'string',
        array: true,
        requiresArg: true,
        demandOption: true,
        describe:
          'Output of describe-network-insights-analyses, and of describe-network-insights-paths; repeatable',
      })
      .option('format', {
        alias: 'f',
        choices: ['text', 'json'] as const,
        default: 'text',
        requiresArg: true,
        describe: 'How to print them',
      })
      .option('verbose', {
        alias: 'v',
        type: 'boolean',
        default: false,
        describe: 'Name every file that was read or skipped',
      })
      .example('vpce-lint compare dumps/ --analyses paths.json --analyses analyses.json', '')
      .epilog(epilog),
  run: async (given, console) => {
    const asked = options.parse(given);
    if (asked.inputs.length === 0) {
      throw new UsageError('No input given: vpce-lint compare dumps/ --analyses analyses.json');
    }
    const { runCompare } = await import('../run-compare.ts');
    return runCompare(asked, console);
  },
};

const options = z.object({
  inputs: z.array(z.string()).default([]),
  analyses: z.array(z.string()),
  format: z.enum(['text', 'json']),
  verbose: z.boolean(),
});

const epilog = `Reachability Analyzer follows packets over IPv4 and knows neither names nor policies, so neither
do the answers that are compared. Make the dumps when the analyses ran: what changed in between differs.

Exit codes: 0 none disagrees · 1 one disagrees · 2 wrong usage · 3 an input could not be read · 5 a bug of ours`;

export default command;
