import * as z from 'zod';
import { restoreDash } from '../lone-dash.ts';
import { parseOutputsAmong } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { readRuleOptions, ruleOptions } from './check-options.ts';
import { parameterOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';

const formats = ['text', 'json', 'markdown'] as const;
const failOnChoices = ['error', 'warning', 'info', 'none'] as const;

const command: Command = {
  usage: 'diff <old> <new>',
  describe: 'Tell what changed in reachability and findings from one input to another',
  options: (parser) =>
    parameterOptions(
      ruleOptions(
        parser
          .positional('old', {
            type: 'string',
            demandOption: true,
            describe: 'File or directory, as for check',
          })
          .positional('new', { type: 'string', demandOption: true, describe: 'The same, later' }),
      ),
    )
      .option('service', {
        alias: 's',
        array: true,
        nargs: 1,
        type: 'string',
        describe: 'A service (s3, ecr.api) to compare beside those that have endpoints; repeatable',
      })
      .option('format', {
        alias: 'f',
        array: true,
        nargs: 1,
        type: 'string',
        describe: `Print as NAME, to standard output or to NAME=FILE (${formats.join(', ')}); repeatable`,
      })
      .option('overlay', {
        type: 'boolean',
        default: false,
        describe: 'Lay <new>, a plan or template, over <old> instead of reading it alone',
      })
      .option('fail-on', {
        choices: failOnChoices,
        requiresArg: true,
        describe: 'Exit with 1 when a new finding is at least this severe, or a private way is lost',
      })
      .option('color', {
        choices: ['auto', 'always', 'never'] as const,
        requiresArg: true,
        default: 'auto',
        describe: 'Colour the text',
      })
      .example('vpce-lint diff before.json after.json', 'What a change did')
      .example('vpce-lint diff --overlay prod.json plan.json', 'What a plan does to reachability')
      .example('vpce-lint diff main/ branch/ -f markdown=comment.md', 'A comment for the pull request')
      .epilog(exitCodes),
  run: async (given, console) => {
    const { old, new: later, ...read } = values.parse(given);
    const [before, after] = [restoreDash(old), restoreDash(later)];
    if (before === '-' && after === '-')
      throw new UsageError('Only one of two inputs can be standard input.');
    const options = readRuleOptions(given);
    const { runDiff } = await import('../run-diff.ts');
    return runDiff(
      {
        ...options,
        old: before,
        new: after,
        ...readCodeOptions(given),
        services: read.service,
        outputs: parseOutputsAmong(formats, read.format.length > 0 ? read.format : ['text']),
        failOn: read.failOn ?? null,
        color: read.color,
      },
      console,
    );
  },
};

const exitCodes = `Exit codes: 0 nothing got worse · 1 a new finding at or above --fail-on (default error), or a private
way lost · 2 wrong usage · 3 an input could not be read · 5 a bug of ours`;

const texts = z.array(z.string()).default([]);

const values = z.object({
  old: z.string(),
  new: z.string(),
  service: texts,
  format: texts,
  failOn: z.enum(failOnChoices).optional(),
  color: z.enum(['auto', 'always', 'never']),
});

export default command;
