/** What JSON lets stand although a terminal obeys it: all but line ends, which only indentation writes. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The JSON text of a value, indented by two blanks, with characters escaped that nobody would see. */
export function jsonText(value: unknown): string {
  return visibleJson(JSON.stringify(value, null, 2));
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

/** JSON text with characters escaped that nobody would see, and that a terminal may obey. */
export function visibleJson(text: string): string {
  return text.replace(invisible, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
