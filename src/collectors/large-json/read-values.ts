import { parseJsonText } from '../json-text.ts';
import type { ByteWindow } from './byte-window.ts';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_BRACE,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_BRACE,
  QUOTE,
} from './json-bytes.ts';
import type { KnownItemReader } from './known-item-reader.ts';
import { TextCursor } from './text-cursor.ts';
import { type BytePlace, type ItemPlaces, type PlacedValue, placedAt } from './value-places.ts';

/** A JSON value of a large text, with where its parts stand. */
export interface LargeValue {
  readonly value: unknown;
  /** The offset where it begins, in UTF-16 code units. */
  readonly start: number;
  readonly root: PlacedValue;
}

/** A large text stops being JSON at a line and column, both from 1. */
export class LargeJsonFault extends Error {
  readonly line: number;
  readonly column: number;

  constructor(line: number, column: number, message: string) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** AWS's answers and our snapshots nest their lists six deep. */
const deepest = 64;

const truncated = 'the text ends too early: the file is truncated';

/** What reads the items of a list, by the names of the members that lead to it; null where all of its items is read. */
export type ItemReaderAt = (names: readonly string[]) => KnownItemReader | null;

/**
 * The values of JSON under a window, one after another. What is no longer than a limit, in bytes, is parsed as a whole.
 * @throws LargeJsonFault where it is not JSON.
 */
export function readValues(
  window: ByteWindow,
  itemReaderAt: ItemReaderAt,
  wholeLimit: number,
): readonly LargeValue[] {
  return new ValueReader(window, itemReaderAt, wholeLimit).readAll();
}

interface ReadValue {
  readonly value: unknown;
  readonly placed: PlacedValue;
}

function addPlace(items: ItemPlaces, { start, line, lineStart }: BytePlace, end: number): void {
  items.starts.push(start);
  items.ends.push(end);
  items.lines.push(line);
  items.lineStarts.push(lineStart);
}

function isBracket(byte: number | undefined): boolean {
  return byte === OPEN_BRACE || byte === OPEN_ARRAY;
}

class ValueReader {
  readonly #window: ByteWindow;
  readonly #cursor: TextCursor;
  /** How many more bytes than UTF-16 code units there were so far. */
  #surplus = 0;
  #depth = 0;
  /** How many values stand before this one, one after another. */
  #rootCount = 0;
  /** The names of the members of objects that the reader is in. */
  readonly #names: string[] = [];
  readonly #itemReaderAt: ItemReaderAt;
  readonly #wholeLimit: number;

  constructor(window: ByteWindow, itemReaderAt: ItemReaderAt, wholeLimit: number) {
    this.#window = window;
    this.#cursor = new TextCursor(window);
    this.#itemReaderAt = itemReaderAt;
    this.#wholeLimit = wholeLimit;
  }

  readAll(): readonly LargeValue[] {
    this.#surplus = this.#cursor.skipByteOrderMark();
    const values: LargeValue[] = [];
    while (this.#cursor.skipBlanks() !== -1) {
      const start = this.#cursor.position - this.#surplus;
      const { value, placed } = this.#readValue(null);
      values.push({ value, start, root: placed });
      this.#rootCount += 1;
    }
    return values;
  }

  #readValue(key: BytePlace | null): ReadValue {
    const first = this.#cursor.skipBlanks();
    if (first === -1) this.#fail(truncated);
    const place = this.#cursor.place;
    if (first !== OPEN_ARRAY && first !== OPEN_BRACE) {
      const value = first === QUOTE ? this.#readString() : this.#readWord();
      return { value, placed: placedAt(place, this.#cursor.position, key) };
    }
    const end = this.#mayBeSmall(first) ? this.#cursor.endOfSmallValue(this.#wholeLimit) : null;
    if (end !== null) {
      const value = this.#parse(end);
      return { value, placed: placedAt(place, this.#cursor.position, key) };
    }
    this.#depth += 1;
    if (this.#depth > deepest) this.#fail('the text is nested too deeply to be read');
    this.#window.at += 1;
    const read = first === OPEN_ARRAY ? this.#readArray(place, key) : this.#readObject(place, key);
    this.#depth -= 1;
    return read;
  }

  /** A large text as a whole, and a list of known items, seldom is: to look for its end first would take longer. */
  #mayBeSmall(first: number): boolean {
    if (this.#depth === 0) return this.#rootCount > 0;
    return first !== OPEN_ARRAY || this.#itemReaderAt(this.#names) === null;
  }

  #readArray(place: BytePlace, key: BytePlace | null): ReadValue {
    const value: unknown[] = [];
    const items: ItemPlaces = { starts: [], ends: [], lines: [], lineStarts: [] };
    const placedItems = new Map<number, PlacedValue>();
    const itemReader = this.#itemReaderAt(this.#names);
    for (let next = this.#cursor.skipBlanks(); next !== CLOSE_ARRAY; next = this.#cursor.skipBlanks()) {
      if (value.length > 0) this.#expect(COMMA, "',' or ']'");
      if (itemReader === null) {
        const together = this.#readSmallItems(items);
        for (const item of together) value.push(item);
        if (together.length > 0) continue;
      }
      const item = this.#readKnownItem(itemReader) ?? this.#readValue(null);
      addPlace(items, item.placed.place, item.placed.end);
      if (item.placed.members ?? item.placed.items) placedItems.set(value.length, item.placed);
      value.push(item.value);
    }
    this.#window.at += 1;
    return { value, placed: { place, end: this.#cursor.position, key, members: null, items, placedItems } };
  }

  #readObject(place: BytePlace, key: BytePlace | null): ReadValue {
    const members = new Map<string, PlacedValue>();
    const value: Record<string, unknown> = {};
    for (
      let next = this.#cursor.skipBlanks(), count = 0;
      next !== CLOSE_BRACE;
      next = this.#cursor.skipBlanks(), count += 1
    ) {
      if (count > 0) this.#expect(COMMA, "',' or '}'");
      if (this.#cursor.skipBlanks() !== QUOTE) this.#fail('a key in double quotes was expected');
      const memberKey = this.#cursor.place;
      const name = this.#readString();
      this.#expect(COLON, "':'");
      this.#names.push(name);
      const member = this.#readValue(memberKey);
      this.#names.pop();
      // A key `__proto__` is data like any other.
      Object.defineProperty(value, name, {
        value: member.value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      members.set(name, member.placed);
    }
    this.#window.at += 1;
    return {
      value,
      placed: { place, end: this.#cursor.position, key, members, items: null, placedItems: null },
    };
  }

  /**
   * The next items of an array, as many as are not long and fit into one text: to parse them together costs less, and
   * what is parsed from a long text is made where objects live that stay.
   */
  #readSmallItems(items: ItemPlaces): readonly unknown[] {
    const window = this.#window;
    this.#cursor.skipBlanks();
    window.reach(2 * this.#wholeLimit);
    const before = { count: items.starts.length, place: this.#cursor.place, at: window.at };
    let last = before;
    while (isBracket(window.bytes[window.at]) && window.at - before.at < this.#wholeLimit) {
      const place = this.#cursor.place;
      const end = this.#cursor.endOfSmallValue(this.#wholeLimit);
      if (end === null) break;
      window.at = end;
      addPlace(items, place, this.#cursor.position);
      last = { count: items.starts.length, place: this.#cursor.place, at: end };
      // Only what is at hand is looked at: what was met before would be gone with more.
      if (this.#cursor.skipBlanksAtHand() !== COMMA) break;
      window.at += 1;
      this.#cursor.skipBlanksAtHand();
    }
    const value = last === before ? [] : this.#parseItems(before.at, last.at, last.count - before.count);
    const { place, at, count } = value === null ? before : last;
    this.#cursor.goTo(at, place);
    for (const column of [items.starts, items.ends, items.lines, items.lineStarts]) column.length = count;
    return value ?? [];
  }

  /** The items with a text and commas between them; null where that is not what the text is. */
  #parseItems(start: number, end: number, count: number): readonly unknown[] | null {
    const text = this.#window.textOf(start, end);
    if (text === null) return null;
    try {
      const value = JSON.parse(`[${text}]`) as readonly unknown[];
      if (value.length !== count) return null;
      this.#surplus += end - start - text.length;
      return value;
    } catch (error) {
      // The one that is at fault is found when each is parsed by itself.
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  #readKnownItem(reader: KnownItemReader | null): ReadValue | null {
    const window = this.#window;
    if (this.#cursor.skipBlanks() !== OPEN_BRACE || reader === null) return null;
    window.reach(this.#wholeLimit);
    const item = reader.read(window.bytes, window.at, window.end);
    if (item === null) return null;
    const place = this.#cursor.place;
    this.#cursor.pass(item.end, item.lines, item.lastLine);
    return { value: item.value, placed: placedAt(place, this.#cursor.position, null) };
  }

  #readString(): string {
    const window = this.#window;
    let length = 1;
    for (;;) {
      if (!window.reach(length + 1)) this.#fail(truncated);
      const byte = window.bytes[window.at + length];
      if (byte === QUOTE) return String(this.#parse(window.at + length + 1));
      length += byte === BACKSLASH ? 2 : 1;
    }
  }

  /** A number, `true`, `false` or `null`. */
  #readWord(): unknown {
    const window = this.#window;
    let length = 0;
    while (window.reach(length + 1)) {
      const byte = window.bytes[window.at + length] ?? 0;
      const bracket = byte | 0x20;
      if (byte <= QUOTE || byte === COMMA || bracket === OPEN_BRACE || bracket === CLOSE_BRACE) break;
      length += 1;
    }
    return this.#parse(window.at + length);
  }

  /** What the bytes up to an index are the JSON text of. */
  #parse(end: number): unknown {
    const window = this.#window;
    const { at } = window;
    const text = window.textOf(at, end);
    if (text === null) this.#fail('this is not UTF-8');
    this.#surplus += end - at - text.length;
    try {
      const value: unknown = JSON.parse(text);
      window.at = end;
      return value;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const parsed = parseJsonText(text);
      this.#fail('error' in parsed ? parsed.error.message : 'this is not one JSON value');
    }
  }

  #expect(byte: number, described: string): void {
    const next = this.#cursor.skipBlanks();
    if (next !== byte) this.#fail(next === -1 ? truncated : `${described} was expected`);
    this.#window.at += 1;
  }

  #fail(message: string): never {
    const { start, line, lineStart } = this.#cursor.place;
    throw new LargeJsonFault(line, start - lineStart + 1, message);
  }
}
