import type { SourceDocument, SourcePlace, TextPart } from '../model/snapshot.ts';
import { locateInString } from './embedded-json.ts';
import { excerpt } from './excerpt.ts';
import { type LocateRequest, locate, locateAll, positionAt, type Range } from './locate.ts';
import type { Citation, Location } from './report.ts';

/** A document of a file, with the pointers cited in it. */
interface CitedDocument {
  readonly index: number;
  readonly document: SourceDocument;
  readonly pointers: Set<string>;
}

type Locations = ReadonlyMap<string, Location>;

/**
 * Where citations stand in their files. Each file is read once and its text is dropped before the next. The
 * result gives null for a document that is not there. A pointer that leads nowhere stands at the nearest value
 * around it; in a file that can no longer be read everything stands in its first line, without an excerpt.
 */
export function lookUpLocations(
  documents: readonly SourceDocument[],
  citations: Iterable<Citation>,
): (citation: Citation) => Location | null {
  const cited = new Map<number, CitedDocument>();
  const written = new Map<string, Location>();
  for (const { document: index, pointer } of citations) {
    const document = documents[index];
    if (document === undefined) continue;
    const source = document.sources?.find(pointer) ?? null;
    if (source) {
      written.set(`${index} ${pointer}`, locationInSource(source));
      continue;
    }
    const known = cited.get(index);
    if (known) known.pointers.add(pointer);
    else cited.set(index, { index, document, pointers: new Set([pointer]) });
  }
  const found = new Map<number, Locations>();
  const isInParts = ({ document }: CitedDocument) => document.readParts !== undefined;
  const values = [...cited.values()];
  for (const value of values.filter(isInParts)) found.set(value.index, locationsInParts(value));
  for (const ofFile of byFile(values.filter((value) => !isInParts(value)))) {
    const locations = locationsInFile(ofFile);
    for (const [position, { index }] of ofFile.entries()) {
      found.set(index, locations[position] ?? new Map<string, Location>());
    }
  }
  return ({ document, pointer }) =>
    written.get(`${document} ${pointer}`) ?? found.get(document)?.get(pointer) ?? null;
}

/** A place in a file that is no JSON: what it says of its document's values has no pointer. */
function locationInSource({ path, text, start, end }: SourcePlace): Location {
  const range = { start: positionAt(text, start), end: positionAt(text, end) };
  return locationOf(path, text, { pointer: '', range });
}

function byFile(cited: Iterable<CitedDocument>): Iterable<readonly CitedDocument[]> {
  const files = new Map<string, CitedDocument[]>();
  for (const value of cited) {
    const others = files.get(value.document.path);
    if (others) others.push(value);
    else files.set(value.document.path, [value]);
  }
  return files.values();
}

/** The locations in each of the values that one file holds. */
function locationsInFile(values: readonly CitedDocument[]): readonly Locations[] {
  const requests = values.map(
    ({ document, pointers }): LocateRequest => ({ start: document.start, pointers: withParents(pointers) }),
  );
  const located = read(values, requests);
  return values.map(({ document: { path }, pointers }, position) => {
    const ranges = located?.ranges[position];
    return new Map(
      Array.from(pointers, (pointer) => {
        const place = located && ranges ? nearest(located.text, ranges, pointer) : null;
        return [pointer, located && place ? locationOf(path, located.text, place) : firstLine(path, pointer)];
      }),
    );
  });
}

/** The locations in a document whose text is too large to be read as a whole. */
function locationsInParts({ document: { path, readParts }, pointers }: CitedDocument): Locations {
  const found = new Map<string, Location>(
    Array.from(pointers, (pointer) => [pointer, firstLine(path, pointer)]),
  );
  try {
    const cited = new Map<TextPart, string[]>();
    for (const [pointer, part] of readParts?.(pointers) ?? []) {
      const others = cited.get(part);
      if (others) others.push(pointer);
      else cited.set(part, [pointer]);
    }
    for (const [part, inPart] of cited) {
      const rests = new Set(inPart.map((pointer) => pointer.slice(part.pointer.length)));
      const ranges = withKeyOf(part, locate(part.text, part.start, withParents(rests)));
      for (const rest of rests) {
        const place = nearest(part.text, ranges, rest);
        if (place) found.set(part.pointer + rest, locationInPart(path, part, place));
      }
    }
  } catch {
    // What was found before the file was changed or vanished may be wrong too.
    return new Map(Array.from(pointers, (pointer) => [pointer, firstLine(path, pointer)]));
  }
  return found;
}

/** The place of a part's value begins with its key, as that of any other member of an object. */
function withKeyOf({ text, keyStart }: TextPart, ranges: Map<string, Range>): ReadonlyMap<string, Range> {
  const whole = ranges.get('');
  if (whole && keyStart !== null) ranges.set('', { ...whole, keyStart: positionAt(text, keyStart) });
  return ranges;
}

function locationInPart(path: string, part: TextPart, place: FoundPlace): Location {
  const location = locationOf(path, part.text, place);
  const { line, column, endLine, endColumn, excerpt: shown } = location;
  const columnsBefore = (atLine: number) => (atLine === 1 ? part.column - 1 : 0);
  const linesBefore = part.line - 1;
  return {
    ...location,
    line: line + linesBefore,
    column: column + columnsBefore(line),
    endLine: endLine + linesBefore,
    endColumn: endColumn + columnsBefore(endLine),
    pointer: part.pointer + place.pointer,
    excerpt: shown && {
      ...shown,
      lines: shown.lines.map((text) => ({ ...text, number: text.number + linesBefore })),
    },
  };
}

interface LocatedText {
  readonly text: string;
  readonly ranges: readonly ReadonlyMap<string, Range>[];
}

/** Null when the file has vanished since it was read first, or no longer holds what it held. */
function read(values: readonly CitedDocument[], requests: readonly LocateRequest[]): LocatedText | null {
  try {
    const text = values[0]?.document.readText() ?? '';
    return { text, ranges: locateAll(text, requests) };
  } catch {
    return null;
  }
}

function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
}

function withParents(pointers: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(['']);
  for (let pointer of pointers) {
    for (; !all.has(pointer); pointer = parentOf(pointer)) all.add(pointer);
  }
  return all;
}

interface FoundPlace {
  readonly pointer: string;
  readonly range: Range;
}

/** The value at a pointer, or the nearest around it; within a string that holds JSON, the part that is meant. */
function nearest(text: string, ranges: ReadonlyMap<string, Range>, cited: string): FoundPlace | null {
  for (let pointer = cited; ; pointer = parentOf(pointer)) {
    const range = ranges.get(pointer);
    if (range) {
      const rest = cited.slice(pointer.length);
      const inner = rest === '' ? null : locateInString(text, range, rest);
      return { pointer, range: inner ?? range };
    }
    if (pointer === '') return null;
  }
}

function locationOf(file: string, text: string, { pointer, range }: FoundPlace): Location {
  const start = range.keyStart ?? range.start;
  const { lines, elided } = excerpt(text, range);
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    pointer,
    excerpt: detached({ lines, elided }),
  };
}

/**
 * A copy that shares no memory with the text: a slice of a string keeps the whole string alive, and with it
 * the text of every file that something was found in.
 */
function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function firstLine(file: string, pointer: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, pointer, excerpt: null };
}
