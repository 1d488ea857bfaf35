import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../../src/collectors/json-text.ts';
import { bytesAsSource, type ReadBytes } from '../../../src/collectors/large-json/byte-source.ts';
import { readTextParts } from '../../../src/collectors/large-json/large-text.ts';
import { LargeTextReader, type ReadingSizes } from '../../../src/collectors/large-json/large-text-reader.ts';
import { LargeJsonFault, type LargeValue } from '../../../src/collectors/large-json/read-values.ts';
import type { SourceDocument } from '../../../src/model/snapshot.ts';
import { lookUpLocations } from '../../../src/report/look-up-locations.ts';

const everything = () => null;

/** Sizes at which few things are parsed as a whole, and the window must move and grow. */
const sizes = fc.record({ window: fc.constantFrom(1, 16, 300), whole: fc.constantFrom(1, 3, 12, 60, 4000) });

const awkward = fc.constantFrom(
  '__proto__',
  'a/b',
  '~1',
  '',
  '"',
  '\\',
  'é',
  '한국어',
  '😀',
  ']}',
  '0',
  'a\nb',
);
const text = fc.oneof(awkward, fc.string({ maxLength: 6 }));
/** `JSON.parse` of Node 24 takes a key that is one quote for the key that is one backslash, once it has met that. */
const name = text.filter((each) => !each.includes('\\'));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      text,
      fc.integer(),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6 }),
  ),
}));
const written = fc
  .record({
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
    indent: fc.constantFrom('', ' ', '\t', '      '),
    newline: fc.constantFrom('\n', '\r\n'),
    between: fc.constantFrom(' ', '\n', '\r\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(
    ({ values, indent, newline, between, mark }) =>
      mark +
      values.map((each) => JSON.stringify(each, null, indent).replaceAll('\n', newline)).join(between) +
      newline,
  );

/** Reads that give less than they are asked for, as those of a system may. */
function haltingly(bytes: Uint8Array, most: number): ReadBytes {
  return (into, offset, position) => {
    const part = bytes.subarray(position, position + Math.min(most, into.length - offset));
    into.set(part, offset);
    return part.length;
  };
}

function read(bytes: Uint8Array, of: ReadingSizes): readonly LargeValue[] {
  return bytesAsSource(bytes).open((bytesOf) => new LargeTextReader(everything, of).readValues(bytesOf));
}

/** The pointers of a value and of all in it, and some that lead nowhere. */
function pointersOf(of: unknown, pointer = ''): readonly string[] {
  const inner = typeof of === 'object' && of !== null ? Object.entries(of) : [];
  const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
  return [
    pointer,
    `${pointer}/nowhere`,
    ...inner.flatMap(([key, each]) => pointersOf(each, `${pointer}/${escaped(key)}`)),
  ];
}

describe('values of a large text', () => {
  it('are those of the whole text, wherever the window ends', () => {
    fc.assert(
      fc.property(written, sizes, fc.integer({ min: 1, max: 50 }), (whole, of, most) => {
        const bytes = Buffer.from(whole);
        const values = new LargeTextReader(everything, of).readValues(haltingly(bytes, most));
        const parsed = parseJsonText(whole.replace('\uFEFF', ''));
        expect(values.map(({ value: each, start }) => ({ value: each, start }))).toEqual(
          'values' in parsed ? parsed.values : null,
        );
        expect(values.map((each) => JSON.stringify(each.value))).toEqual(
          'values' in parsed ? parsed.values.map((each) => JSON.stringify(each.value)) : null,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('stand where they stand in the whole text, with the same lines around them', () => {
    fc.assert(
      fc.property(written, sizes, (whole, of) => {
        const bytes = Buffer.from(whole);
        const plain = whole.replace('\uFEFF', '');
        const values = read(bytes, of);
        const documentOf = (each: LargeValue): SourceDocument => ({
          path: 'a.json',
          kind: 'aws-cli',
          start: each.start,
          readText: () => plain,
        });
        const inParts = values.map((each) => ({
          ...documentOf(each),
          readParts: (pointers: Iterable<string>) => readTextParts(bytesAsSource(bytes), each.root, pointers),
        }));
        const citations = values.flatMap((each, document) =>
          pointersOf(each.value).map((pointer) => ({ document, pointer })),
        );
        const fromParts = lookUpLocations(inParts, citations);
        const fromWhole = lookUpLocations(values.map(documentOf), citations);
        expect(citations.map(fromParts)).toEqual(citations.map(fromWhole));
      }),
      { numRuns: 400 },
    );
  });

  it('are the last ones of a key that stands twice', () => {
    const text = '{"a": {"b": 1}, "a": {"b": [2]}}';
    for (const whole of [1, 9, 100]) {
      const [all] = read(Buffer.from(text), { window: 4, whole });
      expect(all?.value).toEqual({ a: { b: [2] } });
      const part = all && readTextParts(bytesAsSource(Buffer.from(text)), all.root, ['/a/b/0']).get('/a/b/0');
      expect((part?.column ?? 0) + (part?.start ?? 0)).toBeGreaterThan(
        text.lastIndexOf('"a"') * Number(whole < 20),
      );
    }
  });

  it('count columns over a line that is longer than what is read of it', () => {
    const long = JSON.stringify(Array.from({ length: 6000 }, (_, index) => ({ name: `é😀${index}` })));
    const [all] = read(Buffer.from(long), { window: 64, whole: 64 });
    const part =
      all && readTextParts(bytesAsSource(Buffer.from(long)), all.root, ['/5000/name']).get('/5000/name');
    const location = lookUpLocations(
      [
        {
          path: 'a.json',
          kind: 'aws-cli',
          start: 0,
          readText: () => '',
          readParts: () => new Map([['/5000/name', part ?? never()]]),
        },
      ],
      [{ document: 0, pointer: '/5000/name' }],
    )({ document: 0, pointer: '/5000/name' });
    expect(location).toMatchObject({ line: 1, column: long.indexOf('"name":"é😀5000"') + 1 });
    expect(location?.excerpt?.lines[0]?.text).toContain('"name":"é😀5000"');
  });

  it.each([
    ['[{"a": 1}, {"a": ]', 1],
    ['[{"a": 1},\n{"b" 2}]', 2],
    ['{"a": [1, 2}', 1],
    ['{"a": "never ends', 1],
    ['[1, 2,, 3]', 1],
    ['[1 2]', 1],
    ['{"a": 1 "b": 2}', 1],
    ['{a: 1}', 1],
    ['[nul]', 1],
    ['{"a": 1}\n]', 2],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 1],
    ['[{"a" 1}, {"b": 2}, {"c": 3}]', 1],
    ['[{"a": 1}, {"b" 2}]', 1],
  ])('tells a fault of %s', (broken, line) => {
    for (const of of [
      { window: 1, whole: 1 },
      { window: 8, whole: 6 },
      { window: 64, whole: 12 },
    ]) {
      const fault = faultOf(() => read(Buffer.from(broken), of));
      expect(fault).toBeInstanceOf(LargeJsonFault);
      expect(fault).toMatchObject({ line, message: expect.stringMatching(/\w/) });
    }
  });

  it('name the item that is at fault', () => {
    const fault = faultOf(() => read(Buffer.from('[{"a": 1}, {"b" 2}]'), { window: 64, whole: 12 }));
    expect(fault).toMatchObject({
      column: 12,
      message: "unexpected character '2' after a key: expected ':'",
    });
  });

  it('are not taken from bytes that are no UTF-8', () => {
    const bytes = Buffer.from('[{"a":"é"}]', 'latin1');
    expect(() => read(bytes, { window: 64, whole: 64 })).toThrow('UTF-8');
  });
});

function faultOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

function never(): never {
  throw new Error('there is no part');
}
