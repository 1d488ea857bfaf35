/** A place in a text: `line` and `column` count from 1, columns and `offset` (from 0) in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** The place of a JSON value. `end` is the place behind its last character; only an object's member has `keyStart`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
  /** Where the opening quote of the member's key stands. */
  readonly keyStart?: Position;
}

/** The JSON value that begins at `start` of a text, and the JSON Pointers (RFC 6901) wanted in it. */
export interface LocateRequest {
  readonly start: number;
  readonly pointers: Iterable<string>;
}

/** A node of the trie of wanted pointers, with the place where the scan last met it. */
interface WantedNode {
  /** The pointer that ends here; undefined for a node that only leads to others. */
  pointer: string | undefined;
  readonly children: Map<string, WantedNode>;
  start: number;
  end: number;
  keyStart: number;
  /** `start` of the parent's value that this value stood in: tells a duplicate key's lost members from those that count. */
  parentStart: number;
}

/** An object or array that the scan is inside of and that contains something wanted. */
interface Frame {
  readonly node: WantedNode;
  readonly isArray: boolean;
  /** Whether the scan must go on behind what is wanted in here: for this value's end, or for what follows it. */
  readonly mustClose: boolean;
  index: number;
  met: number;
}

const BYTE_ORDER_MARK = 0xfeff;
const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NOWHERE = -1;

/**
 * Where the values of the given JSON Pointers stand in `text`, whose JSON value begins at `start`. `''` is that value
 * itself. A pointer that leads nowhere, or that is no pointer, is absent from the result. Of duplicate keys the last
 * counts, as in `JSON.parse`. The text must be one that `JSON.parse` accepts; it is read once, without recursion.
 */
export function locate(text: string, start: number, pointers: Iterable<string>): Map<string, Range> {
  return locateAll(text, [{ start, pointers }])[0] ?? new Map<string, Range>();
}

/**
 * `locate` for several JSON values of one text, in one go: lines are counted once, not once per value. The results
 * stand in the order of the requests.
 */
export function locateAll(text: string, requests: readonly LocateRequest[]): Map<string, Range>[] {
  const units = codeUnitsOf(text);
  const found = requests.map(({ start, pointers }) => {
    const root = buildTrie(pointers);
    scan(text, units, start, root);
    return collectFound(root);
  });
  const positionAt = positionsOf(units, found.flat());
  return found.map((nodes) => new Map(nodes.map((node) => [node.pointer ?? '', rangeOf(node, positionAt)])));
}

/** The code units of a text: to read one of a large string costs three times as much. */
type CodeUnits = Uint8Array | Uint16Array;

function codeUnitsOf(text: string): CodeUnits {
  if (Buffer.byteLength(text) === text.length) return Buffer.from(text, 'latin1');
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

function rangeOf(node: WantedNode, positionAt: (offset: number) => Position): Range {
  const start = positionAt(node.start);
  const end = positionAt(node.end);
  return node.keyStart === NOWHERE ? { start, end } : { start, end, keyStart: positionAt(node.keyStart) };
}

function newNode(): WantedNode {
  return {
    pointer: undefined,
    children: new Map(),
    start: NOWHERE,
    end: NOWHERE,
    keyStart: NOWHERE,
    parentStart: NOWHERE,
  };
}

function buildTrie(pointers: Iterable<string>): WantedNode {
  const root = newNode();
  for (const pointer of pointers) {
    const tokens = pointerTokens(pointer);
    if (tokens === null) continue;
    let node = root;
    for (const token of tokens) {
      let child = node.children.get(token);
      if (child === undefined) {
        child = newNode();
        node.children.set(token, child);
      }
      node = child;
    }
    node.pointer = pointer;
  }
  return root;
}

/** The reference tokens of a JSON Pointer, or null for a text that is none. */
function pointerTokens(pointer: string): string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  const tokens = pointer.slice(1).split('/');
  return pointer.includes('~') ? tokens.map((t) => t.replaceAll('~1', '/').replaceAll('~0', '~')) : tokens;
}

/** Walks through the value and notes in the trie where its nodes stand. */
function scan(text: string, units: CodeUnits, start: number, root: WantedNode): void {
  const frames: Frame[] = [];
  let frame: Frame | undefined;
  let at = skipBlanks(units, units[start] === BYTE_ORDER_MARK ? start + 1 : start);

  /** Notes that `node` stands at `at`, and steps behind its value, or only inside where more is wanted in there. */
  const meet = (node: WantedNode, keyStart: number): void => {
    node.start = at;
    node.keyStart = keyStart;
    node.parentStart = frame === undefined ? NOWHERE : frame.node.start;
    const first = units[at];
    if (node.children.size === 0 || (first !== OPEN_BRACE && first !== OPEN_ARRAY)) {
      at = skipValue(units, at);
      node.end = at;
      return;
    }
    const mustClose = node.pointer !== undefined || (frame !== undefined && isAwaiting(frame));
    frame = { node, isArray: first === OPEN_ARRAY, mustClose, index: 0, met: 0 };
    frames.push(frame);
    at += 1;
  };

  meet(root, NOWHERE);
  while (frame !== undefined && at < units.length) {
    const before = at;
    if (frame.isArray && frame.met === frame.node.children.size) {
      if (!frame.mustClose) return;
      at = skipToClose(units, at) - 1;
    }
    at = skipBlanks(units, at);
    const char = units[at] ?? 0;
    if ((char | 0x20) === CLOSE_BRACE) {
      at += 1;
      frame.node.end = at;
      frames.pop();
      frame = frames.at(-1);
      continue;
    }
    if (char === COMMA) at = skipBlanks(units, at + 1);
    let child: WantedNode | undefined;
    let keyStart = NOWHERE;
    if (frame.isArray) {
      child = frame.node.children.get(String(frame.index));
      frame.index += 1;
    } else {
      keyStart = at;
      const keyEnd = skipString(units, at);
      child = frame.node.children.get(keyAt(text, keyStart, keyEnd));
      at = skipBlanks(units, skipBlanks(units, keyEnd) + 1);
    }
    if (child === undefined) {
      at = skipValue(units, at);
    } else {
      frame.met += 1;
      meet(child, keyStart);
    }
    // A file that changed since it was parsed need not be JSON any more.
    if (at === before) throw new Error('the text is not the JSON that it was');
  }
}

/** Whether something that is wanted may follow the value that the scan is about to enter. In an object a duplicate key may. */
function isAwaiting(frame: Frame): boolean {
  return !frame.isArray || frame.mustClose || frame.met < frame.node.children.size;
}

/** The wanted nodes whose last place in the text is inside the last place of their parents. */
function collectFound(root: WantedNode): WantedNode[] {
  const found: WantedNode[] = [];
  const open: WantedNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.pointer !== undefined && node.end > node.start) found.push(node);
    for (const child of node.children.values()) {
      if (child.start !== NOWHERE && child.parentStart === node.start) open.push(child);
    }
  }
  return found;
}

/** Counts the lines up to the last offset in use, once. A line ends with LF or CR LF; a byte order mark has no column. */
function positionsOf(units: CodeUnits, nodes: readonly WantedNode[]): (offset: number) => Position {
  const offsets = new Set<number>();
  for (const node of nodes) {
    offsets.add(node.start).add(node.end);
    if (node.keyStart !== NOWHERE) offsets.add(node.keyStart);
  }
  const positions = new Map<number, Position>();
  let line = 1;
  let lineStart = units[0] === BYTE_ORDER_MARK ? 1 : 0;
  let lineEnd = offsets.size === 0 ? NOWHERE : units.indexOf(LINE_FEED);
  for (const offset of Float64Array.from(offsets).sort()) {
    while (lineEnd !== NOWHERE && lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = units.indexOf(LINE_FEED, lineStart);
    }
    positions.set(offset, { line, column: offset - lineStart + 1, offset });
  }
  return (offset) => positions.get(offset) ?? { line: 1, column: 1, offset: 0 };
}

/** The position of an offset; for texts of which few positions are asked. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(text.charCodeAt(0) === 0xfeff ? 1 : 0, offset);
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n'), offset };
}

function skipBlanks(units: CodeUnits, from: number): number {
  let at = from;
  for (;;) {
    const unit = units[at];
    if (unit !== 0x20 && unit !== LINE_FEED && unit !== 0x0d && unit !== 0x09) return at;
    at += 1;
  }
}

function skipValue(units: CodeUnits, from: number): number {
  const first = units[from];
  if (first === QUOTE) return skipString(units, from);
  if (first === OPEN_BRACE || first === OPEN_ARRAY) return skipToClose(units, from + 1);
  let at = from;
  for (let unit = first; unit !== undefined; unit = units[++at]) {
    const bracket = unit | 0x20;
    if (unit <= QUOTE || unit === COMMA || bracket === OPEN_BRACE || bracket === CLOSE_BRACE) break;
  }
  return at;
}

/** The offset behind the bracket that closes the array or object whose inside `from` is in. */
function skipToClose(units: CodeUnits, from: number): number {
  let depth = 1;
  let at = from;
  for (let unit = units[at]; unit !== undefined; unit = units[at]) {
    if (unit === QUOTE) {
      at = skipString(units, at);
      continue;
    }
    at += 1;
    // Bit 0x20 is all that differs between "[" and "{", and between "]" and "}".
    if (unit < OPEN_ARRAY) continue;
    const bracket = unit | 0x20;
    if (bracket === OPEN_BRACE) depth += 1;
    else if (bracket === CLOSE_BRACE) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return at;
}

/** The offset behind the string whose opening quote stands at `open`. */
function skipString(units: CodeUnits, open: number): number {
  let at = open + 1;
  for (let unit = units[at]; unit !== undefined; unit = units[at]) {
    at += unit === BACKSLASH ? 2 : 1;
    if (unit === QUOTE) return at;
  }
  return units.length;
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes('\\') ? String(JSON.parse(text.slice(start, end))) : raw;
}
