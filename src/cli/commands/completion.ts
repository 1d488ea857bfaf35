import process from 'node:process';
import * as z from 'zod';
import { exitCode } from '../exit-code.ts';
import type { Command } from './command.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

const command: Command = {
  usage: 'completion <shell>',
  describe: 'Print a script that completes commands, options and rules in a shell',
  options: (parser) =>
    parser
      .positional('shell', { choices: shells, demandOption: true, describe: 'The shell' })
      .example('source <(vpce-lint completion bash)', 'For this session')
      .example(
        'vpce-lint completion zsh > ~/.zsh/completions/_vpce-lint',
        'For good, where fpath has that folder',
      ),
  run: async (given, console) => {
    const { shell } = z.object({ shell: z.enum(shells) }).parse(given);
    console.out(`${await scriptFor(shell)}\n`);
    return exitCode.success;
  },
};

/** The parser tells its template by the shell of the environment, and prints it. */
async function scriptFor(shell: string): Promise<string> {
  const { default: yargs } = await import('yargs');
  process.env['SHELL'] = `/bin/${shell}`;
  delete process.env['ZSH_NAME'];
  const printed: string[] = [];
  const parser = yargs().scriptName('vpce-lint').completion('completion', false);
  const usual = globalThis.console;
  globalThis.console = { ...usual, log: (text: string) => printed.push(text) };
  try {
    parser.showCompletionScript();
  } finally {
    globalThis.console = usual;
  }
  return printed.join('\n');
}

export default command;
