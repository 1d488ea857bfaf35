import type { FieldsAt, KnownFields } from '../../model/known-fields.ts';
import type { ReadBytes } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { KnownItemReader } from './known-item-reader.ts';
import { type LargeValue, readValues } from './read-values.ts';

/** In bytes. */
export interface ReadingSizes {
  /** How much is in memory at once, as far as that is enough. */
  readonly window: number;
  /** What is no longer is parsed as a whole, and the places of its parts are looked for when they are asked for. */
  readonly whole: number;
}

const usualSizes: ReadingSizes = { window: 2 ** 20, whole: 2 ** 18 };

/** Reads large texts, one after another: what was met in one helps with the next, and their memory is the same. */
export class LargeTextReader {
  readonly #fieldsAt: FieldsAt;
  readonly #sizes: ReadingSizes;
  #memory: Buffer | null = null;
  readonly #itemReaders = new Map<KnownFields, KnownItemReader>();

  constructor(fieldsAt: FieldsAt, sizes: ReadingSizes = usualSizes) {
    this.#fieldsAt = fieldsAt;
    this.#sizes = sizes;
  }

  /**
   * The JSON values that some bytes hold one after another, as `parseJsonText` gives them, but with only a part of the
   * text in memory at a time. The bytes are taken for UTF-8. Where a list's fields are known, its items need not have
   * others.
   * @throws LargeJsonFault where they are not JSON.
   */
  readValues(read: ReadBytes): readonly LargeValue[] {
    this.#memory ??= Buffer.allocUnsafeSlow(this.#sizes.window);
    const window = new ByteWindow(read, this.#memory);
    return readValues(window, (names) => this.#itemReaderAt(names), this.#sizes.whole);
  }

  #itemReaderAt(names: readonly string[]): KnownItemReader | null {
    const fields = this.#fieldsAt(names);
    if (fields === null) return null;
    const reader = this.#itemReaders.get(fields) ?? new KnownItemReader(fields);
    this.#itemReaders.set(fields, reader);
    return reader;
  }
}
