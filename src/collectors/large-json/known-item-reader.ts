import type { KnownFields } from '../../model/known-fields.ts';
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
import {
  type Field,
  type Fields,
  fieldsOf,
  newField,
  newShape,
  objectMaker,
  type Shape,
} from './met-fields.ts';
import { isPlain, notPlain, PlainJsonScanner } from './plain-json-scanner.ts';

/** An item without the fields that nobody reads, and where its text ends. */
export interface KnownItem {
  readonly value: unknown;
  /** The index behind its last byte. */
  readonly end: number;
  /** How many lines end in its text, and the index behind the last of these ends. */
  readonly lines: number;
  readonly lastLine: number;
}

/** Of texts that were met before, the last in each place is taken again: most are the ids of few things. */
const textPlaces = 2 ** 14;
/** An object with more kinds of fields than AWS's have is a map, whose keys are no fields. */
const mostFields = 500;
/** So is one kind of object whose fields stand in ever another order. */
const mostShapes = 2000;
/** What is longer than that seldom comes again. In bytes. */
const longestMet = 512;
const mostCredit = 64;

/**
 * Reads items of one kind, of which there are very many, and keeps what is known of them: their other fields are most of
 * their bytes, and would be most of the objects. What is not plain ASCII, numbers that are not whole or are long, and all
 * that is not as it should be, is left to `JSON.parse`.
 */
export class KnownItemReader extends PlainJsonScanner {
  readonly #fields: Fields;
  readonly #texts = new Array<string>(textPlaces).fill('');
  /** What the texts are told apart by before one is looked at, which is far from the processor. */
  readonly #hashes = new Int32Array(textPlaces);
  /** The values of the objects and lists that the reader is in, and how many they are; others behind them are of before. */
  readonly #values: unknown[] = [];
  #count = 0;
  #shapeCount = 0;

  constructor(known: KnownFields) {
    super();
    this.#fields = fieldsOf(known);
  }

  /** The object that begins at an index, or null for one that must be read in some other way. */
  read(bytes: Buffer, start: number, end: number): KnownItem | null {
    this.startAt(bytes, start, end);
    this.#count = 0;
    try {
      const value = this.#readObject(this.#fields);
      return { value, end: this.at, lines: this.lines, lastLine: this.lastLine };
    } catch (error) {
      // Another reader takes what is nested deeper than this one can go.
      if (error === notPlain || error instanceof RangeError) return null;
      throw error;
    }
  }

  #readObject(fields: Fields): Record<string, unknown> {
    const from = this.#count;
    let before: { next: Field | null } = fields.first;
    let shape = fields.noField;
    this.at += 1;
    if (this.skipBlanks() === CLOSE_BRACE) {
      this.at += 1;
      return {};
    }
    for (;;) {
      const field = this.#readKey(fields, before.next);
      before.next = field;
      before = field;
      const value = this.#isAsBefore(field) ? this.#metAgain(field) : this.#readMember(field);
      if (field.kept !== 'nothing') {
        this.#values[this.#count] = value;
        this.#count += 1;
        shape = shape.last?.name === field.name ? shape.last.shape : this.#wider(shape, field.name);
      }
      const behind = this.skipBlanks();
      this.at += 1;
      if (behind === CLOSE_BRACE) return this.#makeObject(shape, from);
      if (behind !== COMMA) throw notPlain;
      this.skipBlanks();
    }
  }

  /** Whether the same stands behind the name of a field as the last time; then it is passed. */
  #isAsBefore({ before }: Field): boolean {
    const { text, lines, lastLine } = before;
    if (text.length === 0 || !text.standsAt(this.view, this.at, this.end)) return false;
    if (lines > 0) {
      this.lines += lines;
      this.lastLine = this.at + lastLine;
    }
    this.at += text.length;
    return true;
  }

  #metAgain(field: Field): unknown {
    if (field.credit < mostCredit) field.credit += 1;
    return field.before.value;
  }

  /** What stands behind the name of a field: its value, or undefined of one that is not kept. */
  #readMember(field: Field): unknown {
    const [start, linesBefore] = [this.at, this.lines];
    this.skipBlanks();
    this.expect(COLON);
    const first = this.skipBlanks();
    let value: unknown;
    if (field.kept === 'nothing') this.skipValue(first);
    else value = this.#readValue(first, field.kept);
    if (field.credit > 0 && this.at - start <= longestMet) {
      const { before } = field;
      field.credit -= 1;
      before.text.set(this.view, start, this.at);
      before.value = value;
      before.lines = this.lines - linesBefore;
      before.lastLine = this.lastLine - start;
    }
    return value;
  }

  #makeObject(shape: Shape, from: number): Record<string, unknown> {
    shape.make ??= objectMaker(shape.names);
    const object = shape.make(this.#values, from);
    this.#count = from;
    return object;
  }

  #wider(shape: Shape, name: string): Shape {
    let wider = shape.wider.get(name);
    if (!wider) {
      if (this.#shapeCount === mostShapes) throw notPlain;
      this.#shapeCount += 1;
      wider = newShape([...shape.names, name]);
      shape.wider.set(name, wider);
    }
    shape.last = { name, shape: wider };
    return wider;
  }

  #readArray(fields: Fields | null): readonly unknown[] {
    const from = this.#count;
    this.at += 1;
    if (this.skipBlanks() === CLOSE_ARRAY) {
      this.at += 1;
      return noItems;
    }
    for (;;) {
      const value = this.#readValue(this.skipBlanks(), fields);
      this.#values[this.#count] = value;
      this.#count += 1;
      const behind = this.skipBlanks();
      this.at += 1;
      if (behind === CLOSE_ARRAY) {
        // A copy has no room for more items, of which a list that items are added to has a lot.
        const items = this.#values.slice(from, this.#count);
        this.#count = from;
        return items;
      }
      if (behind !== COMMA) throw notPlain;
    }
  }

  #readValue(first: number, kept: Fields | null): unknown {
    if (first === QUOTE) return this.#readText();
    if (first === OPEN_ARRAY) return this.#readArray(kept);
    if (first !== OPEN_BRACE) return this.readWord(first);
    if (kept === null) throw notPlain;
    return this.#readObject(kept);
  }

  /** The key of a member: most often the one that came here in the last object too. */
  #readKey(fields: Fields, expected: Field | null): Field {
    if (expected?.text.standsAt(this.view, this.at, this.end)) {
      this.at += expected.text.length;
      return expected;
    }
    if (this.bytes[this.at] !== QUOTE) throw notPlain;
    const name = this.#readText();
    const met = fields.met.get(name);
    if (met) return met;
    if (fields.met.size === mostFields) throw notPlain;
    const field = newField(name, fields.known);
    fields.met.set(name, field);
    return field;
  }

  #readText(): string {
    const bytes = this.bytes;
    const start = this.at + 1;
    let at = start;
    let hash = 0;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[at] as number) {
      if (byte === BACKSLASH) return this.#readEscaped();
      if (!isPlain(byte)) throw notPlain;
      hash = Math.imul(hash ^ byte, 0x01000193);
      at += 1;
    }
    if (at >= this.end) throw notPlain;
    this.at = at + 1;
    const place = (hash ^ (hash >>> 15)) & (textPlaces - 1);
    if (this.#hashes[place] === hash) {
      const before = this.#texts[place] as string;
      if (before.length === at - start && isWrittenAt(before, bytes, start)) return before;
    }
    const text = bytes.toString('latin1', start, at);
    this.#hashes[place] = hash;
    this.#texts[place] = text;
    return text;
  }

  #readEscaped(): string {
    const start = this.at;
    this.skipText();
    return String(JSON.parse(this.bytes.toString('latin1', start, this.at)));
  }
}

const noItems: readonly unknown[] = [];

function isWrittenAt(text: string, bytes: Uint8Array, start: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
