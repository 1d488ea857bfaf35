import type { Argv } from 'yargs';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';

/** One command of the program: its words, its options, and what it does. */
export interface Command {
  /** As yargs reads it: `check [inputs..]`. */
  readonly usage: string;
  readonly describe: string;
  readonly options: (parser: Argv) => Argv;
  readonly run: (values: Readonly<Record<string, unknown>>, console: Console) => Promise<ExitCode>;
}
