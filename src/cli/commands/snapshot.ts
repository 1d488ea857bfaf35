import * as z from 'zod';
import { exitCode } from '../exit-code.ts';
import { UsageError } from '../usage-error.ts';
import { collectOptions, readSelection, readTopics } from './collect-options.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'snapshot',
  describe: 'Read accounts from AWS into a file that check reads',
  options: (parser) =>
    collectOptions(parser)
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        describe: 'The file to write, gzipped if it ends in .gz [standard output]',
      })
      .option('split', {
        type: 'boolean',
        default: false,
        describe: 'Write a file for each account and region into the folder --output',
      })
      .option('redact', {
        type: 'boolean',
        default: false,
        describe: 'Put stand-ins for accounts, names, tags and public addresses, keeping every finding',
      })
      .option('script', {
        type: 'boolean',
        default: false,
        describe: 'Print a shell script that collects the same with the AWS CLI, and make no call',
      })
      .option('verbose', {
        alias: 'v',
        type: 'boolean',
        default: false,
        describe: 'Say how many calls were made, and all that failed',
      })
      .example(
        'vpce-lint snapshot --profile prod -o prod.json.gz',
        'One account, for a gate without credentials',
      )
      .example('vpce-lint snapshot --org --role-name audit --split -o accounts/', 'A file for each account')
      .example('vpce-lint snapshot --script > collect.sh', 'For places where only the AWS CLI may run')
      .epilog(epilog),
  run: async (given, console) => {
    const { output, split, redact, script, include, verbose } = options.parse(given);
    if (script) {
      const { collectionScript } = await import('../../collectors/aws/script.ts');
      console.out(collectionScript(readTopics(include)));
      return exitCode.success;
    }
    if (split && output === undefined)
      throw new UsageError('--split needs --output, the folder to write to.');
    const { runSnapshot } = await import('../run-snapshot.ts');
    return runSnapshot(
      {
        from: readSelection(given),
        output: output ?? null,
        layout: split ? 'split' : 'one file',
        names: redact ? 'redacted' : 'kept',
        verbose,
      },
      console,
    );
  },
};

const options = z.object({
  output: z.string().optional(),
  split: z.boolean(),
  redact: z.boolean(),
  script: z.boolean(),
  include: z.array(z.string()).default([]),
  verbose: z.boolean(),
});

const epilog = `Only reads, never writes; a snapshot holds no user data, environment variables, passwords or keys.

Exit codes: 0 collected · 2 wrong usage, or the file cannot be written ·
3 nothing could be collected, or not the VPCs, endpoints or route tables · 5 a bug of ours`;

export default command;
