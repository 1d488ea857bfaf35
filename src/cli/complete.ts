import yargs from 'yargs';
import { rules } from '../rules/registry.ts';
import type { Command } from './commands/command.ts';

/** Words before the id of a rule. */
const beforeRule: ReadonlySet<string> = new Set(['--only', '--enable', '--disable', 'explain']);

/**
 * What may follow the words of a command line, for the scripts of `vpce-lint completion`; nothing where a file may. The
 * parser's own completion knows no options of commands that are set up one at a time, but its help does.
 */
export async function completionsFor(
  commands: readonly Command[],
  words: readonly string[],
): Promise<readonly string[]> {
  const [name = '', ...rest] = words;
  const [current = '', before = ''] = [...rest].reverse();
  const command = commands.find(({ usage }) => usage.split(' ')[0] === name);
  if (rest.length === 0 || !command) return commands.map(({ usage }) => usage.split(' ')[0] ?? '');
  if (beforeRule.has(before) || (rest.length === 1 && beforeRule.has(name))) {
    return rules.map(({ id }) => id);
  }
  const parser = yargs().scriptName('vpce-lint').wrap(null).version(false);
  const positionals = command.usage.slice(name.length);
  const help = await parser.command(`$0${positionals}`, '', (own) => command.options(own)).getHelp();
  const entries = help.split('\n').flatMap(readEntry);
  const asked = entries.find(({ name: option }) => option === before);
  if (asked && asked.choices.length > 0) return asked.choices;
  if (current.startsWith('-'))
    return entries.map((entry) => entry.name).filter((each) => each.startsWith('--'));
  return rest.length === 1 ? (entries.find((entry) => !entry.name.startsWith('-'))?.choices ?? []) : [];
}

interface HelpEntry {
  readonly name: string;
  readonly choices: readonly string[];
}

/** An option or positional of the help: `  -f, --format  How to print  [choices: "text", "json"]`. */
function readEntry(line: string): readonly HelpEntry[] {
  const [, name] = /^ +(?:-\w, )?(--[a-z][a-z-]*|[a-z]+)(?: {2}|$)/.exec(line) ?? [];
  if (name === undefined) return [];
  const [, choices = ''] = /\[choices: ([^\]]*)\]/.exec(line) ?? [];
  return [{ name, choices: [...choices.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice) }];
}
