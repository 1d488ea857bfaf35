/** Control characters (C0, DEL, C1), format characters (bidi overrides, zero width, tags), line separators, half surrogates. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text with everything written out that a terminal or a page would obey and not show: names come from
 * whoever may tag a resource. The result is one line.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, (character) => short[character] ?? escaped(character));
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
