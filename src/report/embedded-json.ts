import { locate, type Position, type Range } from './locate.ts';

/**
 * The place of a value inside JSON that is itself written as a JSON string, as AWS prints policies: the part of
 * the string that holds it, or what is nearest around it. Null when the string holds no JSON.
 */
export function locateInString(text: string, string: Range, pointer: string): Range | null {
  if (text[string.start.offset] !== '"') return null;
  const { decoded, offsets } = decode(text, string.start.offset + 1, string.end.offset - 1);
  if (!/^\s*[[{]/.test(decoded)) return null;
  const candidates = withParents(pointer);
  const ranges = locate(decoded, 0, candidates);
  const inner = candidates.map((candidate) => ranges.get(candidate)).find((range) => range !== undefined);
  if (inner === undefined) return null;
  const place = (position: Position): Position => {
    // A string stands on one line, so a place in it is as many columns on as characters.
    const offset = offsets[position.offset] ?? string.end.offset - 1;
    const { line, column } = string.start;
    return { line, column: column + offset - string.start.offset, offset };
  };
  return {
    start: place(inner.start),
    end: place(inner.end),
    ...(inner.keyStart === undefined ? {} : { keyStart: place(inner.keyStart) }),
  };
}

/** A pointer and those of the values around it, innermost first. */
function withParents(pointer: string): readonly string[] {
  const all: string[] = [];
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) all.push(at);
  return all;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The characters of a JSON string, and the offset in the text at which each of them is written. */
function decode(text: string, from: number, to: number): { decoded: string; offsets: readonly number[] } {
  const offsets: number[] = [];
  let decoded = '';
  for (let at = from; at < to; ) {
    offsets.push(at);
    const escaped = text[at] === '\\' ? (text[at + 1] ?? '') : null;
    if (escaped === null) decoded += text[at];
    else if (escaped === 'u') decoded += String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16));
    else decoded += escapes[escaped] ?? escaped;
    at += escaped === null ? 1 : escaped === 'u' ? 6 : 2;
  }
  offsets.push(to);
  return { decoded, offsets };
}
