import type { RawItem } from '../../../src/model/snapshot.ts';

export type Json = Readonly<Record<string, unknown>>;

/** An id in an attribute: in a state it stands there, in a plan the code refers to what will have it. */
export class Id {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

/** A resource as code writes it, with the id that it has. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  /** Where it is not the id. */
  readonly arn?: string;
  readonly mode?: 'data';
  readonly values: Json;
}

export const id = (value: unknown): Id | null =>
  typeof value === 'string' && value !== '' ? new Id(value) : null;
export const ids = (values: unknown): readonly Id[] => list(values).flatMap((value) => id(value) ?? []);

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function items(value: unknown): readonly RawItem[] {
  return list(value) as readonly RawItem[];
}

export function field(item: unknown, name: string): unknown {
  return typeof item === 'object' && item !== null ? (item as RawItem)[name] : undefined;
}

export const tags = (item: RawItem): Json => ({
  tags_all: Object.fromEntries(items(item['Tags']).map(({ Key, Value }) => [String(Key), Value])),
});

/** How code calls what has an id: by its last part, where it is an ARN. */
export function nameOf(own: string): string {
  return own.split(/[/:]/).at(-1) ?? own;
}

/** A name that Terraform's language takes: no name begins with a digit. */
export function labelOf(own: string): string {
  return nameOf(own).replace(/^(?=\d)/, 'n');
}

/** What only AWS sets: known in a state, and in a plan after the apply. */
export class Computed {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
