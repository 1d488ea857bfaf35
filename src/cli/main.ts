import yargs from 'yargs';
import { version } from '../version.ts';
import { closest } from './closest.ts';
import check from './commands/check.ts';
import type { Command } from './commands/command.ts';
import demo from './commands/demo.ts';
import explain from './commands/explain.ts';
import rules from './commands/rules.ts';
import schema from './commands/schema.ts';
import { outputWidth, processConsole } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

const commands: readonly Command[] = [check, rules, explain, schema, demo];

/** Runs the program with the arguments behind its name; returns the exit code. Never throws for bad usage. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let result: Promise<ExitCode> | undefined;
  const parser = yargs()
    .scriptName('vpce-lint')
    .locale('en')
    .usage(
      '$0 <command>\n\nSays why traffic to a VPC endpoint fails, from configuration alone: names, routes, filters, policies.',
    )
    .version(version)
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .wrap(outputWidth())
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
    })
    .strict()
    .demandCommand(1, 'No command given.')
    .exitProcess(false)
    .showHelpOnFail(false)
    .example('$0 demo', 'See a report on a bundled estate')
    .example('$0 check dumps/', 'Check a directory of AWS CLI output')
    .fail((message, error) => {
      throw error instanceof UsageError ? error : new UsageError(message ?? error?.message);
    });
  for (const command of commands) {
    parser.command(
      command.usage,
      command.describe,
      (options) => command.options(options),
      (values) => {
        result = command.run(values, processConsole);
      },
    );
  }
  try {
    rejectUnknownCommand(argv);
    await parser.parseAsync(argv.map((word) => (word === '--fail-on-unknown' ? `${word}=` : word)));
    return (await result) ?? exitCode.success;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const line of error.message.split('\n')) processConsole.note(line + flagSuggestion(line));
    processConsole.note('"vpce-lint --help" lists commands and options.');
    return exitCode.usage;
  }
}

function rejectUnknownCommand([first]: readonly string[]): void {
  const names = commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  if (first === undefined || first.startsWith('-') || names.includes(first)) return;
  const meant = closest(first, names);
  const hint = meant ? `Did you mean "vpce-lint ${meant}"?` : `To check files: vpce-lint check ${first}`;
  throw new UsageError(`Unknown command "${first}". ${hint}`);
}

/** What may have been meant by an option that yargs does not know. */
function flagSuggestion(message: string): string {
  const unknown = /^Unknown arguments?: ([^, ]+)/.exec(message)?.[1];
  const meant = unknown === undefined ? null : closest(unknown, flagNames);
  return meant === null ? '' : `. Did you mean --${meant}?`;
}

const flagNames = [
  'format',
  'fail-on',
  'fail-on-unknown',
  'only',
  'enable',
  'disable',
  'color',
  'verbose',
  'help',
  'version',
];
