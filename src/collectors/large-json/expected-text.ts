/**
 * Bytes that may come next. Eight are compared in the time of one: as numbers, of which no text is one that is not
 * equal to itself.
 */
export class ExpectedText {
  #words = new Float64Array(0);
  #wordCount = 0;
  /** Up to seven bytes behind the words. */
  readonly #rest = new Uint8Array(7);
  length = 0;

  /** Expects what stands between two indexes of some bytes, in place of what was expected before. */
  set(bytes: DataView, from: number, to: number): void {
    this.length = to - from;
    this.#wordCount = this.length >> 3;
    if (this.#words.length < this.#wordCount) this.#words = new Float64Array(2 * this.#wordCount);
    for (let index = 0; index < this.#wordCount; index += 1) {
      this.#words[index] = bytes.getFloat64(from + 8 * index, true);
    }
    const rest = from + 8 * this.#wordCount;
    for (let index = rest; index < to; index += 1) this.#rest[index - rest] = bytes.getUint8(index);
  }

  /** Whether it stands at an index of some bytes; false, too, where it would reach behind `end`. */
  standsAt(bytes: DataView, at: number, end: number): boolean {
    if (at + this.length > end) return false;
    const words = this.#words;
    const count = this.#wordCount;
    for (let index = 0; index < count; index += 1) {
      if (bytes.getFloat64(at + 8 * index, true) !== words[index]) return false;
    }
    for (let index = 8 * count; index < this.length; index += 1) {
      if (bytes.getUint8(at + index) !== this.#rest[index - 8 * count]) return false;
    }
    return true;
  }
}

export function expectedText(text: string): ExpectedText {
  const bytes = new TextEncoder().encode(text);
  const expected = new ExpectedText();
  expected.set(new DataView(bytes.buffer), 0, bytes.length);
  return expected;
}
