/** Where a value, or the key of an object's member, begins: its position among the bytes, and that of its line. */
export interface BytePlace {
  readonly start: number;
  /** From 1. */
  readonly line: number;
  readonly lineStart: number;
}

/** The places of the items of an array, in columns: there may be hundreds of thousands. */
export interface ItemPlaces {
  readonly starts: number[];
  /** Behind the last byte of each. */
  readonly ends: number[];
  readonly lines: number[];
  readonly lineStarts: number[];
}

/** A value in a large text, with what is known of the places of its parts: those of small values are not. */
export interface PlacedValue {
  readonly place: BytePlace;
  /** Behind its last byte. */
  readonly end: number;
  /** Where the key of this member stands; null for what is no member of an object. */
  readonly key: BytePlace | null;
  readonly members: ReadonlyMap<string, PlacedValue> | null;
  readonly items: ItemPlaces | null;
  /** Items whose own parts are known too. */
  readonly placedItems: ReadonlyMap<number, PlacedValue> | null;
}

export interface FoundValue {
  readonly value: PlacedValue;
  /** JSON pointer of the value. */
  readonly pointer: string;
}

/** The value that a JSON pointer leads to, or the innermost around it whose place is known. */
export function innermostPlaced(root: PlacedValue, pointer: string): FoundValue {
  let value = root;
  let end = 0;
  while (end < pointer.length) {
    const next = pointer.indexOf('/', end + 1);
    const tokenEnd = next === -1 ? pointer.length : next;
    const token = pointer
      .slice(end + 1, tokenEnd)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    const inner = value.members?.get(token) ?? itemAt(value, token);
    if (!inner) break;
    value = inner;
    end = tokenEnd;
  }
  return { value, pointer: pointer.slice(0, end) };
}

function itemAt({ items, placedItems }: PlacedValue, token: string): PlacedValue | null {
  if (items === null || !/^(?:0|[1-9]\d*)$/.test(token)) return null;
  const index = Number(token);
  const placed = placedItems?.get(index);
  if (placed) return placed;
  const [start, end] = [items.starts[index], items.ends[index]];
  const [line, lineStart] = [items.lines[index], items.lineStarts[index]];
  if (start === undefined || end === undefined || line === undefined || lineStart === undefined) return null;
  return placedAt({ start, line, lineStart }, end, null);
}

/** A value of whose parts nothing is known. */
export function placedAt(place: BytePlace, end: number, key: BytePlace | null): PlacedValue {
  return { place, end, key, members: null, items: null, placedItems: null };
}
