import { closest } from '../model/closest.ts';
import baseline from './commands/baseline.ts';
import check from './commands/check.ts';
import type { Command } from './commands/command.ts';
import compare from './commands/compare.ts';
import completion from './commands/completion.ts';
import demo from './commands/demo.ts';
import diff from './commands/diff.ts';
import explain from './commands/explain.ts';
import init from './commands/init.ts';
import matrix from './commands/matrix.ts';
import merge from './commands/merge.ts';
import path from './commands/path.ts';
import permissions from './commands/permissions.ts';
import rules from './commands/rules.ts';
import scan from './commands/scan.ts';
import schema from './commands/schema.ts';
import snapshot from './commands/snapshot.ts';
import why from './commands/why.ts';
import { processConsole } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

const commands: readonly Command[] = [
  check,
  scan,
  snapshot,
  permissions,
  path,
  why,
  matrix,
  diff,
  compare,
  merge,
  baseline,
  init,
  rules,
  explain,
  schema,
  completion,
  demo,
];

/** What the scripts of `vpce-lint completion` call the program with. */
const completionRequest = '--get-yargs-completions';

/** Runs the program with the arguments behind its name; returns the exit code. Never throws for bad usage. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === completionRequest) {
    const { completionsFor } = await import('./complete.ts');
    processConsole.out((await completionsFor(commands, rest.slice(1))).map((word) => `${word}\n`).join(''));
    return exitCode.success;
  }
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

async function runCommand(command: Command, words: readonly string[]): Promise<ExitCode> {
  if (words.length === 0 && command.needsNoWords) return command.run({}, processConsole);
  const { runWithWords } = await import('./parse-words.ts');
  return runWithWords(command, nameOf(command), words);
}

async function showOverview(words: readonly string[]): Promise<ExitCode> {
  const { overview } = await import('./parse-words.ts');
  return overview(commands, words);
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
