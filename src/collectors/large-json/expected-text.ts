/** Bytes that may come next. Four are compared in the time of one. */
export class ExpectedText {
  #words = new Int32Array(0);
  #wordCount = 0;
  /** Up to three bytes behind the words. */
  readonly #rest = new Uint8Array(3);
  length = 0;

  /** Expects what stands between two indexes of some bytes, in place of what was expected before. */
  set(bytes: DataView, from: number, to: number): void {
    this.length = to - from;
    this.#wordCount = this.length >> 2;
    if (this.#words.length < this.#wordCount) this.#words = new Int32Array(2 * this.#wordCount);
    for (let index = 0; index < this.#wordCount; index += 1) {
      this.#words[index] = bytes.getInt32(from + 4 * index, true);
    }
    const rest = from + 4 * this.#wordCount;
    for (let index = rest; index < to; index += 1) this.#rest[index - rest] = bytes.getUint8(index);
  }

  /** Whether it stands at an index of some bytes; false, too, where it would reach behind `end`. */
  standsAt(bytes: DataView, at: number, end: number): boolean {
    if (at + this.length > end) return false;
    const words = this.#words;
    const count = this.#wordCount;
    for (let index = 0; index < count; index += 1) {
      if (bytes.getInt32(at + 4 * index, true) !== words[index]) return false;
    }
    for (let index = 4 * count; index < this.length; index += 1) {
      if (bytes.getUint8(at + index) !== this.#rest[index - 4 * count]) return false;
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
