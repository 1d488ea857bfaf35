import { isAscii, isUtf8 } from 'node:buffer';
import type { ReadBytes } from './byte-source.ts';

/**
 * The part of some bytes that is looked at. It moves forward, and grows where what begins at `at` needs it.
 * Its memory is used again, because memory that is new costs more time than reading does.
 */
export class ByteWindow {
  readonly #read: ReadBytes;
  #bytes: Buffer;
  /** The position of the first byte of the window. */
  #base = 0;
  #end = 0;
  #isAtEnd = false;
  /** The position behind the last part read that was not ASCII alone. */
  #asciiFrom = 0;
  /** The index of the next byte. Whatever stands before may be gone after `reach`. */
  at = 0;

  /** Uses some memory, whose bytes are lost, until it needs more. */
  constructor(read: ReadBytes, memory: Buffer) {
    this.#read = read;
    this.#bytes = memory;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The index behind the last byte that is there. */
  get end(): number {
    return this.#end;
  }

  /** The position of an index among all bytes. */
  positionOf(index: number): number {
    return this.#base + index;
  }

  /** Has as many bytes there from `at` on, or all that are left; true where it has so many. `at` may change. */
  reach(count: number): boolean {
    while (this.#end - this.at < count && !this.#isAtEnd) this.#fill(count);
    return this.#end - this.at >= count;
  }

  #fill(count: number): void {
    const kept = this.#bytes.subarray(this.at, this.#end);
    if (count > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(count)));
    this.#bytes.set(kept);
    this.#base += this.at;
    this.#end -= this.at;
    this.at = 0;
    const length = this.#read(this.#bytes, this.#end, this.#base + this.#end);
    const added = this.#bytes.subarray(this.#end, this.#end + length);
    this.#end += length;
    this.#isAtEnd = length === 0;
    if (!isAscii(added)) this.#asciiFrom = this.#base + this.#end;
  }

  /** The text of some of the bytes; null where they are not UTF-8. */
  textOf(from: number, to: number): string | null {
    if (this.#base + from >= this.#asciiFrom) return this.#bytes.toString('latin1', from, to);
    return isUtf8(this.#bytes.subarray(from, to)) ? this.#bytes.toString('utf8', from, to) : null;
  }
}
