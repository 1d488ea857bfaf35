import type { Argv } from 'yargs';
import * as z from 'zod';
import type { ConfigChoice } from '../load-config.ts';
import { UsageError } from '../usage-error.ts';

/** The options that say which configuration is meant. */
export function configOptions(parser: Argv): Argv {
  return parser
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: 'Configuration to go by [the nearest vpce-lint.yaml, here or above]',
    })
    .option('no-config', {
      type: 'boolean',
      default: false,
      describe: 'Go by no configuration file',
    });
}

/** Of an option that is given twice, the last counts, as a script that adds to a call expects. */
export function last<T extends z.ZodType>(value: T) {
  return z.preprocess(
    (given) => (Array.isArray(given) ? (given as readonly unknown[]).at(-1) : given),
    value,
  );
}

const values = z.object({
  config: last(z.string().optional()),
  noConfig: last(z.boolean().default(false)),
});

/** Which configuration is meant. @throws UsageError where two things are said. */
export function readConfigChoice(given: Readonly<Record<string, unknown>>): ConfigChoice {
  const { config, noConfig } = values.parse(given);
  if (config === undefined) return { from: noConfig ? 'nowhere' : 'nearest' };
  if (noConfig) throw new UsageError('--config and --no-config exclude each other.');
  return { from: 'file', path: config };
}
