import * as z from 'zod';
import { restoreDash } from '../lone-dash.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'init [inputs..]',
  describe: 'Write a vpce-lint.yaml with comments, for the input that it is shown',
  options: (parser) =>
    parser
      .positional('inputs', {
        type: 'string',
        array: true,
        describe: 'Files or directories, as for check; without any the configuration fits every network',
      })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Replace a vpce-lint.yaml that is there',
      })
      .option('verbose', {
        alias: 'v',
        type: 'boolean',
        default: false,
        describe: 'Say what was read and what was skipped',
      })
      .example('vpce-lint init dumps/', 'With the accounts, VPCs and findings that are there')
      .epilog(
        'Exit codes: 0 written · 2 there is one already · 3 an input could not be read · 5 a bug of ours',
      ),
  run: async (given, console) => {
    const { inputs, _: others, force, verbose } = values.parse(given);
    const { runInit } = await import('../run-init.ts');
    return runInit({ inputs: [...inputs, ...others].map(restoreDash), force, verbose }, console);
  },
};

const texts = z.array(z.string()).default([]);
const values = z.object({ inputs: texts, _: texts, force: z.boolean(), verbose: z.boolean() });

export default command;
