import yargs, { type Argv } from 'yargs';
import { version } from '../version.ts';
import type { Command } from './commands/command.ts';
import { outputWidth, processConsole } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { disguiseDash } from './lone-dash.ts';
import { UsageError } from './usage-error.ts';
import { usageMessage } from './usage-message.ts';

/** Runs a command with what stands behind its name. Only this command is set up: yargs prepares the help of all that it knows. */
export async function runWithWords(
  command: Command,
  name: string,
  words: readonly string[],
): Promise<ExitCode> {
  let result: Promise<ExitCode> | undefined;
  const positionals = command.usage.slice(name.length);
  await parserNamed(`vpce-lint ${name}`, command.usage)
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

/** What is said without a command: the help, the version, or that one is missing. */
export async function overview(commands: readonly Command[], words: readonly string[]): Promise<ExitCode> {
  const parser = parserNamed('vpce-lint', '<command>')
    .usage(
      '$0 <command>\n\nSays why traffic to a VPC endpoint fails, from configuration alone: names, routes, filters, policies.',
    )
    .demandCommand(1, 'No command given.')
    .example('$0 demo', 'See a report on a bundled estate')
    .example('$0 check dumps/', 'Check a directory of AWS CLI output')
    .example('$0 scan --profile prod', 'Read an account, and check it');
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
