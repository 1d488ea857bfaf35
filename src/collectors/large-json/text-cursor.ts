import type { ByteWindow } from './byte-window.ts';
import { BACKSLASH, CLOSE_BRACE, LINE_FEED, OPEN_ARRAY, OPEN_BRACE, QUOTE } from './json-bytes.ts';
import type { BytePlace } from './value-places.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What stands next in a window over JSON text, and in which line. */
export class TextCursor {
  readonly #window: ByteWindow;
  #line = 1;
  /** The position where the line begins. */
  #lineStart = 0;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** Passes the mark at the start of a text, if there is one, and gives its length. */
  skipByteOrderMark(): number {
    const window = this.#window;
    window.reach(BYTE_ORDER_MARK.length);
    if (!BYTE_ORDER_MARK.every((byte, index) => window.bytes[index] === byte)) return 0;
    window.at = BYTE_ORDER_MARK.length;
    this.#lineStart = window.at;
    return window.at;
  }

  /** Passes what was read up to an index, in which so many lines end, the last of them before `lastLine`. */
  pass(end: number, lines: number, lastLine: number): void {
    if (lines > 0) this.#lineStart = this.#window.positionOf(lastLine);
    this.#line += lines;
    this.#window.at = end;
  }

  /** Goes back to an index whose place was asked for. */
  goTo(at: number, { line, lineStart }: BytePlace): void {
    this.#window.at = at;
    this.#line = line;
    this.#lineStart = lineStart;
  }

  get position(): number {
    return this.#window.positionOf(this.#window.at);
  }

  get place(): BytePlace {
    return { start: this.position, line: this.#line, lineStart: this.#lineStart };
  }

  /** The next byte that is not blank; -1 at the end. */
  skipBlanks(): number {
    for (;;) {
      const byte = this.skipBlanksAtHand();
      if (byte !== -1 || !this.#window.reach(1)) return byte;
    }
  }

  /** The next byte that is not blank; -1 at the end of the window. */
  skipBlanksAtHand(): number {
    const window = this.#window;
    const { bytes, end } = window;
    let { at } = window;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === LINE_FEED) {
        this.#line += 1;
        this.#lineStart = window.positionOf(at + 1);
      } else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) {
        window.at = at;
        return byte;
      }
    }
    window.at = end;
    return -1;
  }

  /** The index behind the object or array that begins here, whose lines are counted; null where it is longer than that. */
  endOfSmallValue(longest: number): number | null {
    const window = this.#window;
    window.reach(longest);
    const { bytes } = window;
    const end = Math.min(window.end, window.at + longest);
    let { at } = window;
    let depth = 0;
    let lines = 0;
    let lastLine = 0;
    while (at < end) {
      const byte = bytes[at] as number;
      at += 1;
      if (byte === QUOTE) {
        for (let inside = bytes[at]; inside !== QUOTE && at < end; inside = bytes[at]) {
          at += inside === BACKSLASH ? 2 : 1;
        }
        at += 1;
      } else if (byte === LINE_FEED) {
        lines += 1;
        lastLine = at;
      } else if (byte >= OPEN_ARRAY) {
        // Bit 0x20 is all that differs between "[" and "{", and between "]" and "}".
        const bracket = byte | 0x20;
        if (bracket === OPEN_BRACE) depth += 1;
        else if (bracket === CLOSE_BRACE) {
          depth -= 1;
          if (depth > 0) continue;
          if (lines > 0) this.#lineStart = window.positionOf(lastLine);
          this.#line += lines;
          return at;
        }
      }
    }
    return null;
  }
}
