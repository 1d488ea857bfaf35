import { displayWidth } from './display-width.ts';

/** Prose that is wider is hard to read, however wide the terminal. */
const widestProse = 100;
const narrowestProse = 40;

/** The width of prose on a terminal of that many columns. */
export function proseWidth(columns: number): number {
  return Math.max(narrowestProse, Math.min(columns, widestProse));
}

/** A word, or a command between backticks, which is to be copied whole. */
const unbroken = /(?:`[^`]*`|[^ ])+/g;

/** Breaks a text at blanks into lines of at most `width` columns. Longer words (paths, ARNs) stay whole. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // The width of a text is that of its characters together, so that no line is measured twice.
  let taken = 0;
  for (const word of text.match(unbroken) ?? []) {
    const own = displayWidth(word);
    if (line === '') {
      line = word;
      taken = own;
    } else if (taken + 1 + own > width) {
      lines.push(line);
      line = word;
      taken = own;
    } else {
      line += ` ${word}`;
      taken += 1 + own;
    }
  }
  return [...lines, line];
}

/** Wraps a text to `width` columns with a beginning of its own for the first line and for those that follow. */
export function wrapBehind(first: string, indent: string, text: string, width: number): readonly string[] {
  return wrap(text, width - displayWidth(indent)).map((line, index) => (index === 0 ? first : indent) + line);
}
