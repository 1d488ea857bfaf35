/** IAM's wildcard patterns: `*` stands for any text, `?` for any one character. */

export const anyText: unique symbol = Symbol('any text');
export const anyCharacter: unique symbol = Symbol('any character');

type Token = string | typeof anyText | typeof anyCharacter;

/** Characters and wildcards in order. */
export type TextPattern = readonly Token[];

const substitution = /\$\{([^}]*)\}/y;

/**
 * The pattern that a text means. `${*}`, `${?}` and `${$}` mean the character itself; any other policy
 * variable may be any text.
 */
export function parsePattern(text: string): TextPattern {
  const pattern: Token[] = [];
  const add = (token: Token): void => {
    if (token !== anyText || pattern.at(-1) !== anyText) pattern.push(token);
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    substitution.lastIndex = i;
    const found = character === '$' ? substitution.exec(text) : null;
    if (found) {
      const [whole, name = ''] = found;
      add(isWildcardName(name) ? name : anyText);
      i += whole.length - 1;
    } else add(character === '*' ? anyText : character === '?' ? anyCharacter : character);
  }
  return pattern;
}

/** The name of a policy variable in the text whose value depends on the request, or null. */
export function policyVariable(text: string): string | null {
  for (const [, name = ''] of text.matchAll(/\$\{([^}]*)\}/g)) if (!isWildcardName(name)) return name;
  return null;
}

/** The text with `${*}`, `${?}` and `${$}` replaced by the characters that they mean. */
export function unescapePattern(text: string): string {
  return text.replace(/\$\{([*?$])\}/g, (_, character: string) => character);
}

function isWildcardName(name: string): boolean {
  return name === '*' || name === '?' || name === '$';
}

/** Whether every text matches. */
export function matchesEverything(pattern: TextPattern): boolean {
  return pattern.length === 1 && pattern[0] === anyText;
}

/** Whether the text matches, in at most (length of the text) × (length of the pattern) steps. */
export function matchesPattern(pattern: TextPattern, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === anyText) {
      star = p++;
      resume = t;
    } else if (wanted === anyCharacter || wanted === text.charAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === anyText) p++;
  return p === pattern.length;
}

/** Whether some text matches both patterns, in at most (length of one) × (length of the other) steps. */
export function patternsOverlap(first: TextPattern, second: TextPattern): boolean {
  if (matchesEverything(first) || matchesEverything(second)) return true;
  // Row i says for every j whether the rests of both patterns, from i and from j on, have a text in common.
  let below: readonly boolean[] = [];
  for (let i = first.length; i >= 0; i--) {
    const row: boolean[] = [];
    for (let j = second.length; j >= 0; j--) {
      const a = first[i];
      const b = second[j];
      if (a === undefined && b === undefined) row[j] = true;
      else if (a === anyText) row[j] = below[j] === true || (b !== undefined && row[j + 1] === true);
      else if (b === anyText) row[j] = row[j + 1] === true || (a !== undefined && below[j] === true);
      else row[j] = isCommon(a, b) && below[j + 1] === true;
    }
    below = row;
  }
  return below[0] === true;
}

function isCommon(a: Token | undefined, b: Token | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a === b || a === anyCharacter || b === anyCharacter;
}
