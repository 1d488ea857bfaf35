import * as z from 'zod';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'merge <inputs..>',
  describe: 'Bring snapshots, JSON reports or SARIF logs of many accounts together',
  options: (parser) =>
    parser
      .positional('inputs', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Files or directories of one kind; output of the AWS CLI becomes a part of the snapshot',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'The file to write, gzipped if it ends in .gz [standard output]',
      })
      .example(
        'vpce-lint merge accounts/ -o org.json.gz',
        'One snapshot, so that paths between accounts are seen',
      )
      .example('vpce-lint merge reports/*.json -o all.json', 'One report; findings that several have, once')
      .example('vpce-lint merge *.sarif -o all.sarif', 'One upload for code scanning')
      .epilog(epilog),
  run: async (given, console) => {
    const { inputs, output } = options.parse(given);
    if (inputs.length === 0) throw new UsageError('No input given: vpce-lint merge accounts/ -o all.json');
    const { runMerge } = await import('../run-merge.ts');
    return runMerge({ inputs, output: output ?? null }, console);
  },
};

const options = z.object({ inputs: z.array(z.string()), output: z.string().optional() });

const epilog = `Paths from one account to another show only where their facts are judged together: merge
snapshots and check the result, rather than merging what was said of each.

Exit codes: 0 merged · 2 wrong usage, or the file cannot be written · 3 an input could not be read,
and nothing was written · 5 a bug of ours`;

export default command;
