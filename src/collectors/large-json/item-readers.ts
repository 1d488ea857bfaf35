import type { KnownFields } from '../../model/known-fields.ts';
import { KnownItemReader } from './known-item-reader.ts';

/** The fields that are read of the items of a list, by the names of the members that lead to it; null for all. */
export type FieldsAt = (names: readonly string[]) => KnownFields | null;

/** Readers of items of which some fields are known. What one has met in a file, it need not learn in the next. */
export class ItemReaders {
  readonly #fieldsAt: FieldsAt;
  readonly #readers = new Map<KnownFields, KnownItemReader>();

  constructor(fieldsAt: FieldsAt) {
    this.#fieldsAt = fieldsAt;
  }

  /** That of a list, by the names of the members that lead to it; null where all of its items is read. */
  at(names: readonly string[]): KnownItemReader | null {
    const fields = this.#fieldsAt(names);
    if (fields === null) return null;
    const reader = this.#readers.get(fields) ?? new KnownItemReader(fields);
    this.#readers.set(fields, reader);
    return reader;
  }
}
