/**
 * The parser of command lines drops a lone dash from a list of positional words. So `-`, which stands for
 * standard input, passes it under a name that no file can have.
 */
const stand = '\0stdin';

export function disguiseDash(word: string): string {
  return word === '-' ? stand : word;
}

export function restoreDash(word: string): string {
  return word === stand ? '-' : word;
}
