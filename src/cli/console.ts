import process from 'node:process';
import { visibleText } from '../reporters/visible-text.ts';

/** Where a command writes: data to standard output, everything else to standard error. */
export interface Console {
  readonly out: (text: string) => void;
  readonly note: (line: string) => void;
}

export const processConsole: Console = {
  out: (text) => {
    process.stdout.write(text);
  },
  note: (line) => {
    process.stderr.write(`vpce-lint: ${visibleText(line)}\n`);
  },
};

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colour on a terminal only, unless asked for; `NO_COLOR` and `FORCE_COLOR` are respected. */
export function resolveColor(choice: ColorChoice): 'always' | 'never' {
  if (choice !== 'auto') return choice;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 'never';
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0') return 'always';
  return process.stdout.isTTY && TERM !== 'dumb' ? 'always' : 'never';
}

/** The width to wrap text at: the terminal's, within reason. */
export function outputWidth(): number {
  const width = process.stdout.isTTY ? process.stdout.columns : 100;
  return Math.min(Math.max(width, 60), 120);
}
