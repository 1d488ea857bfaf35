import { isAscii, isUtf8 } from 'node:buffer';

/** The JSON values of a text, each with the offset (UTF-16 code units) where it begins; or the first fault of the text. */
export type ParsedText =
  | { readonly values: readonly { readonly value: unknown; readonly start: number }[] }
  | { readonly error: { readonly line: number; readonly column: number; readonly message: string } };

/** What the scan may stand before: what it stands behind and what may follow, in the words of the messages. */
const PLACES = {
  firstKey: { behind: "'{'", expected: "a key in double quotes or '}'" },
  key: { behind: "','", expected: 'a key in double quotes' },
  colon: { behind: 'a key', expected: "':'" },
  memberValue: { behind: "':'", expected: 'a value' },
  nextMember: { behind: 'a value', expected: "',' or '}'" },
  firstItem: { behind: "'['", expected: "a value or ']'" },
  item: { behind: "','", expected: 'a value' },
  nextItem: { behind: 'a value', expected: "',' or ']'" },
  topLevel: { behind: 'a complete value', expected: 'another value or the end of the text' },
} as const;
type Place = keyof typeof PLACES;

const LITERALS = ['true', 'false', 'null'];
const BYTE_ORDER_MARK = 0xfeff;
/** Where NUL bytes are looked for: text has none, and binary formats have one early. */
const NUL_REACH = 8192;

/** The place where a text stops being JSON. */
class JsonFault extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Parses a text that holds one JSON value, or several one after another with or without blanks between them (the
 * outputs of several AWS CLI calls in one file, NDJSON). A byte order mark at the start is left out. Of a text that is
 * not JSON, the error says where its first fault is (line and column from 1, in UTF-16 code units, the byte order mark
 * not counted), in words that do not depend on the JavaScript engine. Keys named `__proto__` stay plain data.
 */
export function parseJsonText(text: string): ParsedText {
  const contentStart = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const start = skipBlanks(text, contentStart);
  try {
    if (start === text.length) throw new JsonFault(contentStart, 'the text is empty');
    const whole = parseSlice(text, start, text.length);
    return { values: whole === null ? parseOneAfterAnother(text, start) : [{ ...whole, start }] };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { error: { ...placeOf(text, error.offset), message: error.message } };
  }
}

/** The value that a part of the text is, or null if that part is not exactly one JSON value. */
function parseSlice(text: string, start: number, end: number): { value: unknown } | null {
  try {
    return { value: JSON.parse(text.slice(start, end)) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof RangeError) throw new JsonFault(start, 'the text is nested too deeply to be read');
    throw error;
  }
}

function parseOneAfterAnother(text: string, start: number): { value: unknown; start: number }[] {
  const values: { value: unknown; start: number }[] = [];
  for (let at = start; at < text.length; ) {
    const end = at === start ? scanFirstValue(text, at) : scanValue(text, at);
    const parsed = parseSlice(text, at, end);
    if (parsed === null) throw new JsonFault(at, 'this is not a JSON value');
    values.push({ ...parsed, start: at });
    at = skipBlanks(text, end);
  }
  return values;
}

/** A text in some other format often begins with what could be a number or a word of JSON: then all of it is the fault. */
function scanFirstValue(text: string, start: number): number {
  try {
    return scanValue(text, start);
  } catch (error) {
    if ('{["'.includes(text.charAt(start))) throw error;
    throw new JsonFault(start, `this is not JSON: it begins with ${tokenAt(text, start).quoted}`);
  }
}

/** The offset behind the JSON value that begins at `start`. Strict (RFC 8259), without recursion; throws a `JsonFault`. */
function scanValue(text: string, start: number): number {
  const open: ('object' | 'array')[] = [];
  let place: Place = 'topLevel';
  let at = start;
  do {
    at = skipBlanks(text, at);
    const container = open.at(-1) ?? 'value';
    if (at === text.length) throw truncated(text, container);
    const char = text.charAt(at);
    if (isClosing(char, place)) {
      at += 1;
      open.pop();
      place = placeBehindValue(open);
    } else if (place === 'firstKey' || place === 'key') {
      if (char !== '"') throw unexpected(text, at, place);
      at = scanString(text, at);
      place = 'colon';
    } else if (place === 'colon') {
      if (char !== ':') throw unexpected(text, at, place);
      at += 1;
      place = 'memberValue';
    } else if (place === 'nextMember' || place === 'nextItem') {
      if (char !== ',') throw unexpected(text, at, place);
      at += 1;
      place = place === 'nextMember' ? 'key' : 'item';
    } else if (char === '{' || char === '[') {
      at += 1;
      open.push(char === '{' ? 'object' : 'array');
      place = char === '{' ? 'firstKey' : 'firstItem';
    } else {
      at = scanScalar(text, at, place, container);
      place = placeBehindValue(open);
    }
  } while (open.length > 0);
  return at;
}

function isClosing(char: string, place: Place): boolean {
  if (char === '}') return place === 'firstKey' || place === 'nextMember';
  return char === ']' && (place === 'firstItem' || place === 'nextItem');
}

function placeBehindValue(open: readonly ('object' | 'array')[]): Place {
  const container = open.at(-1);
  if (container === undefined) return 'topLevel';
  return container === 'object' ? 'nextMember' : 'nextItem';
}

function scanScalar(text: string, start: number, place: Place, container: string): number {
  const char = text.charAt(start);
  if (char === '"') return scanString(text, start);
  if (char === '-' || isDigit(char)) return scanNumber(text, start, container);
  const literal = LITERALS.find((name) => text.startsWith(name, start));
  if (literal !== undefined && !/[\w$]/.test(text.charAt(start + literal.length)))
    return start + literal.length;
  const rest = text.slice(start, start + 5);
  if (LITERALS.some((name) => name.startsWith(rest))) throw truncated(text, container);
  throw unexpected(text, start, place);
}

function scanString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code !== 0x22 && code !== 0x5c) continue;
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char === '\n' || char === '\r') {
      throw new JsonFault(at, 'a line break inside a string: the closing quote is missing');
    }
    if (char !== '\\') throw new JsonFault(at, `unescaped control character ${quoted(char)} in a string`);
    const sequence = text.slice(at, at + 6);
    if (sequence.length > 1 && '"\\/bfnrt'.includes(sequence.charAt(1))) at += 1;
    else if (/^\\u[\da-f]{4}/i.test(sequence)) at += 5;
    else if (/^\\(?:u[\da-f]{0,3})?$/i.test(sequence)) break;
    else if (sequence[1] === 'u')
      throw new JsonFault(at, "'\\u' in a string without four hexadecimal digits behind it");
    else throw new JsonFault(at, `unknown escape in a string: '\\' before ${tokenAt(text, at + 1).quoted}`);
  }
  throw truncated(text, 'string');
}

function scanNumber(text: string, start: number, container: string): number {
  const skipDigits = (from: number): number => {
    let at = from;
    while (isDigit(text.charAt(at))) at += 1;
    if (at === text.length && at === from) throw truncated(text, container);
    if (at === from) throw unexpectedInNumber(text, at);
    return at;
  };
  let at = text.startsWith('-', start) ? start + 1 : start;
  at = text.startsWith('0', at) ? at + 1 : skipDigits(at);
  if (text.startsWith('.', at)) at = skipDigits(at + 1);
  if (/[eE]/.test(text.charAt(at))) at = skipDigits(/[+-]/.test(text.charAt(at + 1)) ? at + 2 : at + 1);
  if (/[\w.+-]/.test(text.charAt(at))) throw unexpectedInNumber(text, at);
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function unexpected(text: string, offset: number, place: Place): JsonFault {
  const { behind, expected } = PLACES[place];
  const { kind, quoted: token } = tokenAt(text, offset);
  return new JsonFault(offset, `unexpected ${kind} ${token} after ${behind}: expected ${expected}`);
}

function unexpectedInNumber(text: string, offset: number): JsonFault {
  const { kind, quoted: token } = tokenAt(text, offset);
  return new JsonFault(offset, `unexpected ${kind} ${token} in a number`);
}

/** The fault of a text that ends too early: it stands behind the last character that is not blank. */
function truncated(text: string, inside: string): JsonFault {
  let end = text.length;
  while (isBlank(text.charCodeAt(end - 1))) end -= 1;
  const article = /^[aeiou]/.test(inside) ? 'an' : 'a';
  return new JsonFault(end, `the text ends in the middle of ${article} ${inside}: the file is truncated`);
}

/** The word or the single character at an offset, for messages. Long words are cut. */
function tokenAt(text: string, offset: number): { kind: 'word' | 'character'; quoted: string } {
  const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text.slice(offset, offset + 40))?.[0] ?? '';
  if (word.length > 1) return { kind: 'word', quoted: quoted(word) };
  return { kind: 'character', quoted: quoted(String.fromCodePoint(text.codePointAt(offset) ?? 0)) };
}

/** The characters in quotes, or the code point of one that cannot be seen. */
function quoted(characters: string): string {
  if (characters === "'") return `"'"`;
  if (/^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(characters)) return `'${characters}'`;
  return `U+${(characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
    line += 1;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/**
 * Whether a file's content is nothing, text, or neither: `binary` has a NUL in its first 8 kB or is not UTF-8.
 * UTF-16 with a byte order mark is text.
 */
export function describeBytes(bytes: Uint8Array): 'empty' | 'binary' | 'text' {
  if (bytes.length === 0) return 'empty';
  if (utf16Encoding(bytes) !== null) return decodeText(bytes) === null ? 'binary' : 'text';
  const isText = !bytes.subarray(0, NUL_REACH).includes(0) && (isAscii(bytes) || isUtf8(bytes));
  return isText ? 'text' : 'binary';
}

/**
 * The text that the bytes are in UTF-8, or, if they begin with its byte order mark, in UTF-16 of either byte order (what
 * a redirect in Windows PowerShell writes). The byte order mark is left out. Null if the bytes are binary, as
 * `describeBytes` says. Throws if the text is longer than a string can be (about 512 million characters).
 */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding = utf16Encoding(bytes);
  if (encoding !== null) return decodeUtf16(bytes, encoding);
  if (describeBytes(bytes) === 'binary') return null;
  const markLength = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  // What AWS prints is mostly ASCII, which is much faster to read as what it is.
  const characters = isAscii(bytes) ? 'latin1' : 'utf8';
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(characters, markLength);
}

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.slice(0, NUL_REACH).includes('\0') ? null : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
