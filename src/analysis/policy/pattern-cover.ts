import { anyCharacter, anyText, matchesEverything, type TextPattern } from './text-pattern.ts';

/** So many sets of places are looked at before the answer is given up. */
const mostSteps = 2_000;

/** A character that no pattern spells out stands for all the others. */
const otherCharacter = Symbol('any other character');

type Character = string | typeof otherCharacter;

/**
 * Whether the patterns together match every text that the given one matches; null where finding out would
 * take too long. Exact: `a*` and `*b` cover `a*b`, and `a?*` with `a` covers `a*`.
 */
export function patternsCover(patterns: readonly TextPattern[], pattern: TextPattern): boolean | null {
  if (patterns.some((each) => matchesEverything(each) || isSame(each, pattern))) return true;
  const characters: readonly Character[] = [
    ...new Set([...patterns, pattern].flat().filter((token) => typeof token === 'string')),
    otherCharacter,
  ];
  // A step: how far the one pattern has come, and how far each of the others may have come on the same text.
  const seen = new Set<string>();
  const open: { readonly at: number; readonly places: readonly (readonly number[])[] }[] = [
    { at: 0, places: patterns.map((each) => closure(each, [0])) },
  ];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { at, places } = step;
    const key = `${at}/${places.map((each) => each.join()).join('/')}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > mostSteps) return null;
    const token = pattern[at];
    const isMatched = places.some((each, index) => each.includes(patterns[index]?.length ?? -1));
    if (token === undefined) {
      if (!isMatched) return false;
      continue;
    }
    if (token === anyText) open.push({ at: at + 1, places });
    for (const character of typeof token === 'string' ? [token] : characters) {
      const next = places.map((each, index) => advance(patterns[index] ?? [], each, character));
      open.push({ at: token === anyText ? at : at + 1, places: next });
    }
  }
  return true;
}

function isSame(one: TextPattern, other: TextPattern): boolean {
  return one.length === other.length && one.every((token, index) => token === other[index]);
}

function advance(pattern: TextPattern, places: readonly number[], character: Character): readonly number[] {
  const next = places.flatMap((place) => {
    const token = pattern[place];
    if (token === anyText) return [place];
    return token !== undefined && (token === anyCharacter || token === character) ? [place + 1] : [];
  });
  return closure(pattern, next);
}

/** The places with those that lie behind wildcards that may stand for nothing; sorted, each once. */
function closure(pattern: TextPattern, places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === anyText) all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}
