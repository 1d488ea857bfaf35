import { expectedText } from './expected-text.ts';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_BRACE,
  COLON,
  COMMA,
  LINE_FEED,
  OPEN_ARRAY,
  OPEN_BRACE,
  QUOTE,
} from './json-bytes.ts';

const MINUS = 0x2d;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_U = 0x75;

/** Four blanks. */
const BLANKS = 0x20202020;

class NotPlain extends Error {}

/** What a scanner throws at text that is left to `JSON.parse`. */
export const notPlain = new NotPlain();

/**
 * Passes JSON in a buffer that is plain ASCII, as AWS's answers are, and counts its lines. It throws `notPlain` at all
 * else, and at what is not as it should be.
 */
export class PlainJsonScanner {
  protected bytes: Buffer = Buffer.alloc(0);
  protected view: DataView = new DataView(new ArrayBuffer(0));
  /** The index behind the last byte that is there. */
  protected end = 0;
  /** The index of the next byte. */
  protected at = 0;
  /** How many lines ended so far, and the index behind the last of these ends. */
  protected lines = 0;
  protected lastLine = 0;

  protected startAt(bytes: Buffer, start: number, end: number): void {
    if (bytes !== this.bytes) this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.bytes = bytes;
    this.end = end;
    this.at = start;
    this.lines = 0;
  }

  /** The next byte that is not blank. */
  protected skipBlanks(): number {
    const { bytes } = this;
    let { at } = this;
    for (;;) {
      const byte = bytes[at] as number;
      if (byte === LINE_FEED) {
        this.lines += 1;
        this.lastLine = at + 1;
        while (at + 5 <= this.end && this.view.getInt32(at + 1, true) === BLANKS) at += 4;
      } else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) {
        if (at >= this.end) throw notPlain;
        this.at = at;
        return byte;
      }
      at += 1;
    }
  }

  protected expect(byte: number): void {
    if (this.bytes[this.at] !== byte) throw notPlain;
    this.at += 1;
  }

  protected skipValue(first: number): void {
    if (first === QUOTE) this.skipText();
    else if (first === OPEN_BRACE) this.#skipItems(CLOSE_BRACE);
    else if (first === OPEN_ARRAY) this.#skipItems(CLOSE_ARRAY);
    else this.skipWord(first);
  }

  #skipItems(close: number): void {
    this.at += 1;
    if (this.skipBlanks() === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      let first = this.skipBlanks();
      if (close === CLOSE_BRACE) {
        if (first !== QUOTE) throw notPlain;
        this.skipText();
        this.skipBlanks();
        this.expect(COLON);
        first = this.skipBlanks();
      }
      this.skipValue(first);
      const behind = this.skipBlanks();
      this.at += 1;
      if (behind === close) return;
      if (behind !== COMMA) throw notPlain;
    }
  }

  protected skipText(): void {
    const { bytes } = this;
    let at = this.at + 1;
    for (let byte = bytes[at] as number; byte !== QUOTE; byte = bytes[at] as number) {
      if (byte === BACKSLASH) at = this.#behindEscape(at);
      else if (isPlain(byte)) at += 1;
      else throw notPlain;
    }
    if (at >= this.end) throw notPlain;
    this.at = at + 1;
  }

  #behindEscape(at: number): number {
    const escaped = this.bytes[at + 1] as number;
    if (escapes.has(escaped)) return at + 2;
    if (escaped !== LOWER_U) throw notPlain;
    for (let digit = at + 2; digit < at + 6; digit += 1) {
      if (!isHexDigit(this.bytes[digit] as number)) throw notPlain;
    }
    return at + 6;
  }

  /** Passes a literal, or a whole number: AWS describes few things by any other. */
  protected skipWord(first: number): void {
    const literal = first === LOWER_T ? trueText : first === LOWER_F ? falseText : nullText;
    if (literal.standsAt(this.view, this.at, this.end)) {
      this.at += literal.length;
      return;
    }
    if (first === MINUS) this.at += 1;
    const start = this.at;
    while (isDigit(this.bytes[this.at] as number) && this.at < this.end) this.at += 1;
    const length = this.at - start;
    const next = this.bytes[this.at] as number;
    const isEnded = next === COMMA || next === CLOSE_BRACE || next === CLOSE_ARRAY || next <= 0x20;
    if (length === 0 || length > 15 || (length > 1 && this.bytes[start] === 0x30) || !isEnded) throw notPlain;
  }

  protected readWord(first: number): unknown {
    const start = this.at;
    this.skipWord(first);
    if (first === LOWER_T) return true;
    if (first === LOWER_F) return false;
    return first === LOWER_N ? null : Number(this.bytes.toString('latin1', start, this.at));
  }
}

const trueText = expectedText('true');
const falseText = expectedText('false');
const nullText = expectedText('null');

/** What may stand behind a backslash, but for `u`. */
const escapes: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));

/** Whether a byte stands for itself in a string of JSON. */
export function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x80 && byte !== BACKSLASH;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isHexDigit(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= LOWER_F);
}
