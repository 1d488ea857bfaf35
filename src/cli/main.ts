import yargs, { type Argv } from 'yargs';
import { version } from '../version.ts';
import { closest } from './closest.ts';
import baseline from './commands/baseline.ts';
import check from './commands/check.ts';
import type { Command } from './commands/command.ts';
import demo from './commands/demo.ts';
import explain from './commands/explain.ts';
import matrix from './commands/matrix.ts';
import path from './commands/path.ts';
import rules from './commands/rules.ts';
import schema from './commands/schema.ts';
import { outputWidth, processConsole } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { disguiseDash } from './lone-dash.ts';
import { UsageError } from './usage-error.ts';
import { usageMessage } from './usage-message.ts';

const commands: readonly Command[] = [check, path, matrix, baseline, rules, explain, schema, demo];

/** Runs the program with the arguments behind its name; returns the exit code. Never throws for bad usage. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const [first, ...rest] = argv;
  const command = commands.find((each) => nameOf(each) === first);
  try {
    rejectUnknownCommand(argv);
    return await (command ? runCommand(command, rest) : showOverview(argv));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const line of error.message.split('\n')) processConsole.note(line);
    processConsole.note('"vpce-lint --help" lists commands and options.');
    return exitCode.usage;
  }
}

/** Only the command that was named is set up: yargs prepares the help of all that it knows. */
async function runCommand(command: Command, words: readonly string[]): Promise<ExitCode> {
  let result: Promise<ExitCode> | undefined;
  const positionals = command.usage.slice(nameOf(command).length);
  await parserNamed(`vpce-lint ${nameOf(command)}`, command.usage)
    .command(
      `$0${positionals}`,
      command.describe,
      (options) => command.options(options),
      (values) => {
        result = command.run(values, processConsole);
      },
    )
    .parseAsync(words.map(prepareWord));
  return (await result) ?? exitCode.success;
}

async function showOverview(words: readonly string[]): Promise<ExitCode> {
  const parser = parserNamed('vpce-lint', '<command>')
    .usage(
      '$0 <command>\n\nSays why traffic to a VPC endpoint fails, from configuration alone: names, routes, filters, policies.',
    )
    .demandCommand(1, 'No command given.')
    .example('$0 demo', 'See a report on a bundled estate')
    .example('$0 check dumps/', 'Check a directory of AWS CLI output');
  for (const { usage, describe } of commands) parser.command(usage, describe);
  await parser.parseAsync(words);
  return exitCode.success;
}

function parserNamed(name: string, usage: string): Argv {
  return yargs()
    .scriptName(name)
    .locale('en')
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
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error: Error | undefined) => {
      if (error !== undefined && error.name !== 'YError') throw error;
      throw new UsageError(usageMessage(message, usage));
    });
}

/** A flag whose value may be left out must not take the next word for it. */
function prepareWord(word: string): string {
  return word === '--fail-on-unknown' ? `${word}=` : disguiseDash(word);
}

function nameOf({ usage }: Command): string {
  return usage.split(' ')[0] ?? '';
}

function rejectUnknownCommand([first]: readonly string[]): void {
  const names = commands.map(nameOf);
  if (first === undefined || first.startsWith('-') || names.includes(first)) return;
  const meant = closest(first, names);
  const hint = meant ? `Did you mean "vpce-lint ${meant}"?` : `To check files: vpce-lint check ${first}`;
  throw new UsageError(`Unknown command "${first}". ${hint}`);
}
