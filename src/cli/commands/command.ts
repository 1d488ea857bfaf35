import type { Argv } from 'yargs';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';

/** One command of the program: its words, its options, and what it does. */
export interface Command {
  /** As yargs reads it: `check [inputs..]`. */
  readonly usage: string;
  readonly describe: string;
  /** It can run with its name alone. Then nothing is parsed, and what parses is not loaded. */
  readonly needsNoWords?: true;
  readonly options: (parser: Argv) => Argv;
  readonly run: (values: Readonly<Record<string, unknown>>, console: Console) => Promise<ExitCode>;
}
