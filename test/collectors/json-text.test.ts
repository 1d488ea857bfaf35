import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeText, describeBytes, parseJsonText } from '../../src/collectors/json-text.ts';

afterEach(() => vi.restoreAllMocks());

/** Line, column and message of the fault, as one line. */
function faultOf(text: string): string {
  const parsed = parseJsonText(text);
  if ('values' in parsed) throw new Error(`no fault in ${text}`);
  return `${parsed.error.line}:${parsed.error.column} ${parsed.error.message}`;
}

function valuesOf(text: string): unknown[] {
  const parsed = parseJsonText(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.values.map(({ value }) => value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJsonText', () => {
  it('gives one value and where it begins', () => {
    expect(parseJsonText('{"Vpcs": []}\n')).toEqual({ values: [{ value: { Vpcs: [] }, start: 0 }] });
    expect(parseJsonText('\r\n [1]')).toEqual({ values: [{ value: [1], start: 3 }] });
    expect(parseJsonText('\ufeff\n{"a": 1}')).toEqual({ values: [{ value: { a: 1 }, start: 2 }] });
  });

  it('gives the values of several outputs in one file, blank lines or none between them', () => {
    const text =
      '\ufeff{\n  "Vpcs": ["}{\\"" ]\n}\n\n{"Subnets": []}null\r\n[1, -2.5e+3, true]{}"x" 7 false\n';
    const parsed = parseJsonText(text);
    expect(valuesOf(text)).toEqual([
      { Vpcs: ['}{"'] },
      { Subnets: [] },
      null,
      [1, -2500, true],
      {},
      'x',
      7,
      false,
    ]);
    const starts = 'values' in parsed ? parsed.values.map(({ start }) => start) : [];
    expect(starts.map((start) => text.slice(start, start + 3))).toEqual([
      '{\n ',
      '{"S',
      'nul',
      '[1,',
      '{}"',
      '"x"',
      '7 f',
      'fal',
    ]);
  });

  it('gives one value per line of NDJSON', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => ({
      VpcEndpointId: `vpce-${i}`,
      PolicyDocument: '{"a":"\\n\u00e9"}',
    }));
    expect(valuesOf(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual(lines);
  });

  it('keeps keys of the prototype as plain data', () => {
    for (const value of valuesOf('{"__proto__": {"polluted": true}}\n{"__proto__": {"polluted": true}}')) {
      expect(Object.keys(value ?? {})).toEqual(['__proto__']);
      expect(value).not.toHaveProperty('polluted');
    }
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    ['nothing', '', '1:1 the text is empty'],
    ['only blanks', '\ufeff \n\n', '1:1 the text is empty'],
    ['XML', '<?xml version="1.0"?>', "1:1 this is not JSON: it begins with '<'"],
    [
      'YAML',
      '\n  AWSTemplateFormatVersion: 2010-09-09',
      "2:3 this is not JSON: it begins with 'AWSTemplateFormatVersion'",
    ],
    ['a table of the AWS CLI', '-------\n|  x  |', "1:1 this is not JSON: it begins with '-'"],
    ['a log', '2024-01-01 started', "1:1 this is not JSON: it begins with '2'"],
    ['a word like one of JSON', 'nullable', "1:1 this is not JSON: it begins with 'nullable'"],
    ['a control character', '\u0000{}', '1:1 this is not JSON: it begins with U+0000'],
    ['a lone quote', "'{}'", '1:1 this is not JSON: it begins with "\'"'],
    [
      'CSV',
      '"a","b"',
      "1:4 unexpected character ',' after a complete value: expected another value or the end of the text",
    ],
    [
      'a bracket too many',
      '{"a": 1}\n}',
      "2:1 unexpected character '}' after a complete value: expected another value or the end of the text",
    ],
  ])('says of %s what it is', (_what, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    [
      'an object',
      '{"a": [{}],\n "b": 1\n\n',
      '2:8 the text ends in the middle of an object: the file is truncated',
    ],
    ['a list', '{"a": [1,', '1:10 the text ends in the middle of an array: the file is truncated'],
    ['a string', '{"a": "b\\', '1:10 the text ends in the middle of a string: the file is truncated'],
    ['an escape', '["\\u00', '1:7 the text ends in the middle of a string: the file is truncated'],
    ['a key', '{"a": 1, "b', '1:12 the text ends in the middle of a string: the file is truncated'],
    ['a number', '[-', '1:3 the text ends in the middle of an array: the file is truncated'],
    ['a fraction', '{"a": 1.', '1:9 the text ends in the middle of an object: the file is truncated'],
    ['a literal', '{"a": fals', '1:11 the text ends in the middle of an object: the file is truncated'],
    ['the second value', '{}\n{"a":', '2:6 the text ends in the middle of an object: the file is truncated'],
  ])('says that a text ends in the middle of %s', (_what, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    ['{"a": 1,}', "1:9 unexpected character '}' after ',': expected a key in double quotes"],
    ['{\r\n  a: 1}', "2:3 unexpected character 'a' after '{': expected a key in double quotes or '}'"],
    ["{'a': 1}", `1:2 unexpected character "'" after '{': expected a key in double quotes or '}'`],
    ['{"a" 1}', "1:6 unexpected character '1' after a key: expected ':'"],
    ['{"a": }', "1:7 unexpected character '}' after ':': expected a value"],
    ['{"a": None}', "1:7 unexpected word 'None' after ':': expected a value"],
    ['{"a": truely}', "1:7 unexpected word 'truely' after ':': expected a value"],
    ['{"a": 1 "b": 2}', "1:9 unexpected character '\"' after a value: expected ',' or '}'"],
    ['{"a": 1]', "1:8 unexpected character ']' after a value: expected ',' or '}'"],
    ['[1, 2}', "1:6 unexpected character '}' after a value: expected ',' or ']'"],
    ['[1,]', "1:4 unexpected character ']' after ',': expected a value"],
    ['[,1]', "1:2 unexpected character ',' after '[': expected a value or ']'"],
    ['[1\u00a0]', "1:3 unexpected character U+00A0 after a value: expected ',' or ']'"],
    ['[😀]', "1:2 unexpected character '😀' after '[': expected a value or ']'"],
    ['[01]', "1:3 unexpected character '1' in a number"],
    ['[1.]', "1:4 unexpected character ']' in a number"],
    ['[1e+x]', "1:5 unexpected character 'x' in a number"],
    ['[+1]', "1:2 unexpected character '+' after '[': expected a value or ']'"],
    ['[-Infinity]', "1:3 unexpected word 'Infinity' in a number"],
    ['["a\nb"]', '1:4 a line break inside a string: the closing quote is missing'],
    ['["a\tb"]', '1:4 unescaped control character U+0009 in a string'],
    ['["C:\\Users"]', "1:5 unknown escape in a string: '\\' before 'Users'"],
    ['["\\u12g4"]', "1:3 '\\u' in a string without four hexadecimal digits behind it"],
    ['\ufeff{"a": 1,}', "1:9 unexpected character '}' after ',': expected a key in double quotes"],
    ['{} {} [1,]', "1:10 unexpected character ']' after ',': expected a value"],
  ])('names the first fault of %j', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it('agrees with JSON.parse on what is JSON, for documents with a character changed', () => {
    const noise = fc.constantFrom(
      '',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '-',
      '.',
      'e',
      't',
      'u',
      ' ',
      '\n',
      '\u0001',
      '😀',
    );
    const document = fc.json({ maxDepth: 3 }).map((json) => JSON.stringify(JSON.parse(json), null, 1));
    fc.assert(
      fc.property(document, fc.nat(), fc.nat({ max: 2 }), noise, (json, where, length, change) => {
        const at = where % (json.length + 1);
        const text = json.slice(0, at) + change + json.slice(at + length);
        const parsed = parseJsonText(text);
        if (isJson(text)) {
          expect(JSON.stringify(parsed)).toBe(
            JSON.stringify({ values: [{ value: JSON.parse(text), start: text.search(/\S/) }] }),
          );
        } else if ('values' in parsed) {
          const parts = parsed.values.map(({ start }, i) => text.slice(start, parsed.values[i + 1]?.start));
          expect(parts.length).toBeGreaterThan(1);
          expect(parts.map((part) => JSON.stringify(JSON.parse(part)))).toEqual(
            parsed.values.map(({ value }) => JSON.stringify(value)),
          );
        } else {
          // What stands before the fault can still become JSON: cut there, it is only too short.
          const { line, column } = parsed.error;
          const before = text
            .split('\n')
            .slice(0, line - 1)
            .map((part) => part.length + 1);
          const offset = before.reduce((sum, part) => sum + part, 0) + column - 1;
          expect(offset).toBeLessThanOrEqual(text.length);
          const shortened = parseJsonText(text.slice(0, offset));
          const isTooShort =
            'values' in shortened || /empty|truncated|not JSON/.test(shortened.error.message);
          expect(isTooShort).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('finds a foreign character wherever it is inserted between two tokens', () => {
    const document = fc.json({ maxDepth: 3 }).filter((json) => /^[[{]/.test(json));
    fc.assert(
      fc.property(document, fc.nat(), (json, pick) => {
        const tokens = json.replace(/"(?:\\.|[^"\\])*"/g, (string) => '_'.repeat(string.length));
        const seams = [...tokens.matchAll(/[[\]{},:]/g)].map(({ index }) => index + 1);
        const at = seams[pick % seams.length] ?? 0;
        expect(faultOf(`${json.slice(0, at)}@${json.slice(at)}`)).toMatch(
          new RegExp(`^1:${at + 1} unexpected character '@'`),
        );
      }),
    );
  });

  it('reads deep nesting without recursion, and says so where the engine cannot', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(valuesOf(`${deep}\n${deep}`)).toHaveLength(2);
    expect(faultOf(deep.slice(0, -1))).toBe(
      '1:200000 the text ends in the middle of an array: the file is truncated',
    );
    vi.spyOn(JSON, 'parse').mockImplementation(() => {
      throw new RangeError('Maximum call stack size exceeded');
    });
    expect(faultOf(`\n${deep}`)).toBe('2:1 the text is nested too deeply to be read');
  });

  it('ends within time that is linear in the text, whatever is wrong with it', () => {
    const hostile = [
      '"\\'.repeat(300_000),
      `["${'\\\\'.repeat(300_000)}`,
      `[${'9'.repeat(600_000)}x`,
      '[1]'.repeat(100_000),
      '\n'.repeat(600_000),
    ];
    const outcomes = hostile.map((text) => Object.keys(parseJsonText(text)).join());
    // With the square of their length these texts would take hours.
    expect(outcomes).toEqual(['error', 'error', 'error', 'values', 'error']);
  }, 60_000);
});

describe('describeBytes and decodeText', () => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  const utf16be = (text: string): Uint8Array =>
    new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16());

  it('reads the same text from UTF-8 and UTF-16, with their byte order marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (raw) => {
        const text = raw.replaceAll('\0', '.').replaceAll('\ufeff', '.');
        for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf16le(text), utf16be(text)]) {
          expect(decodeText(bytes)).toBe(text);
          expect(describeBytes(bytes)).toBe('text');
        }
      }),
    );
  });

  it('tells an empty file from one with only a byte order mark', () => {
    expect([describeBytes(new Uint8Array()), decodeText(new Uint8Array())]).toEqual(['empty', '']);
    expect([describeBytes(utf8('\ufeff')), decodeText(utf8('\ufeff'))]).toEqual(['text', '']);
  });

  it.each([
    ['a NUL early on', utf8('{"a": "\u0000"}')],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 0x08, 0x00, 0x41)],
    ['Latin-1', Uint8Array.of(0x7b, 0xe9, 0x7d)],
    ['UTF-8 cut within a character', utf8('{"é').subarray(0, 3)],
    ['UTF-16 without byte order mark', utf16le('{}').subarray(2)],
    ['UTF-16 cut within a character', utf16le('{}').subarray(0, 5)],
    ['UTF-16 with half a surrogate pair', utf16le('\ud800')],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0)],
  ])('takes %s for binary', (_what, bytes) => {
    expect([describeBytes(bytes), decodeText(bytes)]).toEqual(['binary', null]);
  });

  it('reads bytes that are a part of a larger buffer', () => {
    expect(decodeText(utf8('xx{"a": 1}xx').subarray(2, -2))).toBe('{"a": 1}');
  });
});
