import type { TextPart } from '../../model/snapshot.ts';
import type { ByteSource, ReadBytes } from './byte-source.ts';
import { innermostPlaced, type PlacedValue } from './value-places.ts';

/** How much of the line before and behind a value goes with it: enough for an excerpt. */
const reachBeside = 2 ** 13;
/** More than this of a value is not read for its place; what is larger ends where it is cut. */
const longest = 2 ** 24;

/** Reads the parts of a source that hold what JSON pointers lead to in the value `root`. Throws when it cannot be read. */
export function readTextParts(
  source: ByteSource,
  root: PlacedValue,
  pointers: Iterable<string>,
): ReadonlyMap<string, TextPart> {
  const found = Array.from(pointers, (cited) => ({ cited, ...innermostPlaced(root, cited) }));
  found.sort((a, b) => a.value.place.start - b.value.place.start);
  return source.open((read) => {
    const columnOf = columnsOf(read);
    const parts = new Map<number, TextPart>();
    return new Map(
      found.map(({ cited, pointer, value }) => {
        const part = parts.get(value.place.start) ?? partAround(value, pointer, read, columnOf);
        parts.set(value.place.start, part);
        return [cited, part];
      }),
    );
  });
}

function partAround(
  { place, end, key }: PlacedValue,
  pointer: string,
  read: ReadBytes,
  columnOf: (lineStart: number, position: number) => number,
): TextPart {
  const first = key ?? place;
  const earliest = Math.max(first.lineStart, first.start - reachBeside);
  const bytes = readBetween(read, earliest, Math.min(end, first.start + longest) + reachBeside);
  const from = earliest + characterStart(bytes);
  const textBetween = (start: number, stop: number) =>
    bytes.toString('utf8', start - earliest, stop - earliest);
  const before = textBetween(from, first.start);
  const between = textBetween(first.start, place.start);
  const lineEnd = bytes.indexOf('\n', Math.max(end - earliest, 0));
  const rest = textBetween(place.start, lineEnd === -1 ? earliest + bytes.length : earliest + lineEnd + 1);
  return {
    pointer,
    text: `${before}${between}${rest}`,
    start: before.length + between.length,
    keyStart: key === null ? null : before.length,
    line: first.line,
    column: columnOf(first.lineStart, from),
  };
}

function readBetween(read: ReadBytes, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = read(bytes, length, from + length);
  }
  return bytes.subarray(0, length);
}

/** The index of the first byte that begins a character. */
function characterStart(bytes: Uint8Array): number {
  return Math.max(
    0,
    bytes.findIndex((byte) => !isContinuation(byte)),
  );
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Columns in UTF-16 code units, from 1. Asked in order, a line of all of the file is read once. */
function columnsOf(read: ReadBytes): (lineStart: number, position: number) => number {
  let last = { lineStart: 0, position: 0, column: 1 };
  return (lineStart, position) => {
    const isFurther = last.lineStart === lineStart && last.position <= position;
    let { position: at, column } = isFurther ? last : { position: lineStart, column: 1 };
    while (at < position) {
      const bytes = readBetween(read, at, Math.min(position, at + longest));
      if (bytes.length === 0) break;
      for (const byte of bytes) column += isContinuation(byte) ? 0 : byte >= 0xf0 ? 2 : 1;
      at += bytes.length;
    }
    last = { lineStart, position, column };
    return column;
  };
}
