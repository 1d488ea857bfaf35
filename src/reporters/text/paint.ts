import type { Severity } from '../../report/report.ts';

export type Style = Severity | 'undecided' | 'strong' | 'faint';

/** Gives a text its colour, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const codes: Readonly<Record<Style, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '1;36',
  undecided: '1;35',
  strong: '1',
  faint: '2',
};

export const painters: Readonly<Record<'always' | 'never', Paint>> = {
  always: (style, text) => (text === '' ? '' : `\u001b[${codes[style]}m${text}\u001b[0m`),
  never: (_, text) => text,
};
