import * as z from 'zod';
import type { BaselineAction } from '../run-baseline.ts';
import { UsageError } from '../usage-error.ts';
import { readRuleOptions, ruleOptions } from './check-options.ts';
import { codeOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';

const actions = ['create', 'update', 'prune'] as const satisfies readonly BaselineAction[];

const command: Command = {
  usage: 'baseline <action> [inputs..]',
  describe: 'Write down the findings that are known, so that only new ones count',
  options: (parser) =>
    codeOptions(
      ruleOptions(
        parser
          .positional('action', {
            choices: actions,
            demandOption: true,
            describe:
              'create: all findings of today; update: add new ones, drop those that are gone; prune: drop only',
          })
          .positional('inputs', {
            type: 'string',
            array: true,
            describe: 'Files, directories, or - for standard input, as for check',
          }),
      ),
    )
      .option('force', { type: 'boolean', default: false, describe: 'Let create replace a baseline' })
      .example('vpce-lint baseline create dumps/', 'Begin with what is there: writes vpce-lint.baseline.json')
      .example('vpce-lint check dumps/ --baseline vpce-lint.baseline.json', 'Only new findings count')
      .example(
        'vpce-lint baseline prune dumps/',
        'Forget what was fixed, so that it counts when it comes back',
      )
      .epilog(
        'The file is that of --baseline, else that of the configuration, else vpce-lint.baseline.json.\nExit codes: 0 written · 2 wrong usage · 3 an input could not be read, and nothing was written · 5 a bug of ours',
      ),
  run: async (given, console) => {
    const { action, force } = z.object({ action: z.enum(actions), force: z.boolean() }).parse(given);
    const options = readRuleOptions(given);
    if (options.inputs.length === 0) {
      throw new UsageError(`No input given: vpce-lint baseline ${action} dumps/`);
    }
    const { runBaseline } = await import('../run-baseline.ts');
    return runBaseline(action, { ...options, ...readCodeOptions(given), force }, console);
  },
};

export default command;
