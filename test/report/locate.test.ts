import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate, locateAll, type Position, type Range } from '../../src/report/locate.ts';

/** A JSON document before it is written down: objects may repeat a key. */
type Draft = string | number | boolean | null | DraftArray | DraftObject;
interface DraftArray {
  readonly items: readonly Draft[];
}
interface DraftObject {
  readonly members: readonly (readonly [string, Draft])[];
}

interface Style {
  readonly indent: string;
  readonly newline: string;
  readonly escaping: 'none' | 'all' | 'some';
}

const awkward = fc.constantFrom(
  '',
  'a',
  'A',
  '0',
  '1',
  '01',
  '-',
  '/',
  '~',
  '~1',
  '"',
  '\\',
  '\\\\"',
  '__proto__',
  'é',
  '😀',
  '}]',
);
const text = fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 8 }));
const { draft } = fc.letrec<{ draft: Draft }>((tie) => ({
  draft: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(
      text,
      fc.integer(),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.record({ items: fc.array(tie('draft'), { maxLength: 5 }) }),
    fc.record({ members: fc.array(fc.tuple(text, tie('draft')), { maxLength: 5 }) }),
  ),
}));
const style = fc.record({
  indent: fc.constantFrom('', ' ', '    ', '\t'),
  newline: fc.constantFrom('', '\n', '\r\n'),
  escaping: fc.constantFrom('none' as const, 'all' as const, 'some' as const),
});

function writeText(content: string, { escaping }: Style): string {
  const plain = JSON.stringify(content);
  if (escaping === 'none') return plain;
  const units = Array.from({ length: content.length }, (_, i) => content.charAt(i));
  const escaped = units.map((unit, i) => {
    const isRisky = unit < ' ' || unit === '"' || unit === '\\' || (unit >= '\ud800' && unit <= '\udfff');
    if (escaping === 'some' && i % 2 === 1 && !isRisky) return unit;
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

function write(value: Draft, how: Style, depth = 0): string {
  if (typeof value === 'string') return writeText(value, how);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const lineBreak = (level: number): string => how.newline + how.indent.repeat(level);
  const [open, close, parts] =
    'items' in value
      ? ['[', ']', value.items.map((item) => write(item, how, depth + 1))]
      : [
          '{',
          '}',
          value.members.map(([k, v]) => `${writeText(k, how)}${how.indent}: ${write(v, how, depth + 1)}`),
        ];
  if (parts.length === 0) return `${open}${how.indent}${close}`;
  return `${open}${lineBreak(depth + 1)}${parts.join(`,${lineBreak(depth + 1)}`)}${lineBreak(depth)}${close}`;
}

/** Every pointer into a parsed value, with the value that it points to. */
function pointersInto(value: unknown, pointer = ''): [string, unknown][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    [pointer, value],
    ...inner.flatMap(([key, child]) =>
      pointersInto(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    ),
  ];
}

function naivePosition(source: string, offset: number): Position {
  const before = source
    .slice(0, offset)
    .replace(/^\ufeff/, '')
    .split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, offset };
}

function cut(source: string, range: Range | undefined): string | undefined {
  return range === undefined ? undefined : source.slice(range.start.offset, range.end.offset);
}

function cutFromKey(source: string, range: Range | undefined): string | undefined {
  return range === undefined
    ? undefined
    : source.slice((range.keyStart ?? range.start).offset, range.end.offset);
}

describe('locate', () => {
  it('finds every value of any document, at the line and column of a naive count', () => {
    fc.assert(
      fc.property(
        draft,
        style,
        fc.constantFrom('', '\ufeff', ' \r\n', '\ufeff{"first": "\\"]"}\n'),
        (doc, how, lead) => {
          const body = write(doc, how);
          const source = `${lead}${body}${how.newline}{"next": []}`;
          const wanted = pointersInto(JSON.parse(body));
          const found = locate(
            source,
            lead.length,
            wanted.map(([pointer]) => pointer),
          );
          expect(found.size).toBe(wanted.length);
          for (const [pointer, value] of wanted) {
            const range = found.get(pointer);
            expect(JSON.stringify(JSON.parse(cut(source, range) ?? ''))).toBe(JSON.stringify(value));
            for (const at of [range?.start, range?.end, range?.keyStart]) {
              if (at !== undefined) expect(at).toEqual(naivePosition(source, at.offset));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds the same place for one pointer as for all, and stops early without losing any', () => {
    fc.assert(
      fc.property(draft, style, fc.nat(), (doc, how, pick) => {
        const source = write(doc, how);
        const pointers = pointersInto(JSON.parse(source)).map(([pointer]) => pointer);
        const one = pointers[pick % pointers.length] ?? '';
        expect(locate(source, 0, [one]).get(one)).toEqual(locate(source, 0, pointers).get(one));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the key of a member, so that key and value can be marked together', () => {
    const source = '{\n  "VpcEndpoints": [\n    {\n      "RouteTableIds" : []\n    }\n  ]\n}\n';
    const found = locate(source, 0, ['/VpcEndpoints/0/RouteTableIds', '/VpcEndpoints/0', '']);
    const member = found.get('/VpcEndpoints/0/RouteTableIds');
    expect(cutFromKey(source, member)).toBe('"RouteTableIds" : []');
    expect(member?.keyStart).toEqual({ line: 4, column: 7, offset: source.indexOf('"Route') });
    expect(member?.end).toMatchObject({ line: 4, column: 27 });
    expect(found.get('/VpcEndpoints/0')).not.toHaveProperty('keyStart');
    expect(found.get('')).not.toHaveProperty('keyStart');
  });

  it.each([
    ['a plain key written with escapes', '{"\\u0041\\u005c": 1}', '/A\\', '1'],
    ['a slash in a key', '{"a/b": 1, "a": {"b": 2}}', '/a~1b', '1'],
    ['a tilde in a key', '{"~1": 1, "/": 2}', '/~01', '1'],
    ['an empty key', '{"": {"": 1}}', '//', '1'],
    ['an index as key of an object', '{"0": 1}', '/0', '1'],
    ['quotes and backslashes before it', '{"x": "\\\\\\"}", "y": ["\\\\", "\\""], "z": 1}', '/z', '1'],
    ['a key of the prototype', '{"__proto__": {"toString": 1}}', '/__proto__/toString', '1'],
  ])('finds %s', (_what, source, pointer, value) => {
    expect(cut(source, locate(source, 0, [pointer]).get(pointer))).toBe(value);
  });

  it.each([
    ['a missing key', '/b'],
    ['a key below a scalar', '/a/0/x'],
    ['an index behind the end', '/a/2'],
    ['an index with a leading zero', '/a/00'],
    ['the item behind the last', '/a/-'],
    ['a name of the prototype', '/constructor'],
    ['a pointer without its slash', 'a'],
    ['an unknown escape', '/~2'],
  ])('leaves out %s', (_what, pointer) => {
    expect(locate('{"a": [1, 2], "~2": 3}', 0, [pointer]).size).toBe(0);
  });

  it('takes the last of duplicate keys, and nothing from those before', () => {
    const source = '{"a": {"x": 1, "y": [2]}, "b": 0, "\\u0061": {"x": 3}, "c": 4}';
    const found = locate(source, 0, ['/a', '/a/x', '/a/y', '/a/y/0', '/c']);
    expect([...found.keys()].sort()).toEqual(['/a', '/a/x', '/c']);
    expect(cut(source, found.get('/a'))).toBe('{"x": 3}');
    expect(cut(source, found.get('/a/x'))).toBe('3');
    expect(locate('{"a": [1], "a": 2}', 0, ['/a/0']).size).toBe(0);
  });

  it('counts no column for a byte order mark, and none for the carriage return of a line end', () => {
    const source = '\ufeff{"a": 1,\r\n "b": 2}';
    const found = locate(source, 0, ['/a', '/b']);
    expect(found.get('/a')?.keyStart).toEqual({ line: 1, column: 2, offset: 2 });
    expect(found.get('/b')?.keyStart).toEqual({ line: 2, column: 2, offset: source.indexOf('"b"') });
  });

  it('finds 1,000 pointers of a large file in one call', () => {
    const items = Array.from({ length: 5000 }, (_, i) => ({
      VpcEndpointId: `vpce-${i}`,
      Tags: [{ Key: 'n', Value: `${i}` }],
    }));
    const source = JSON.stringify({ VpcEndpoints: items, NextToken: null }, null, 4);
    const pointers = Array.from({ length: 1000 }, (_, i) => `/VpcEndpoints/${i * 5}/Tags/0/Value`);
    const found = locate(source, 0, pointers);
    expect(pointers.map((pointer) => cut(source, found.get(pointer)))).toEqual(
      pointers.map((_, i) => JSON.stringify(`${i * 5}`)),
    );
    const linesPerItem = 9;
    expect(found.get('/VpcEndpoints/4995/Tags/0/Value')?.start.line).toBe(3 + 4995 * linesPerItem + 5);
  });

  it('reads 100,000 levels of nesting, wanted or not', () => {
    const depth = 100_000;
    const nested = `${'[{"a":'.repeat(depth / 2)}7${'}]'.repeat(depth / 2)}`;
    const innermost = `/0${'/0/a'.repeat(depth / 2)}`;
    const source = `[${nested}, "behind"]`;
    const found = locate(source, 0, [innermost, '/1']);
    expect(cut(source, found.get(innermost))).toBe('7');
    expect(cut(source, found.get('/1'))).toBe('"behind"');
  });
});

describe('locateAll', () => {
  it('finds places in several values of one text as locate does in each', () => {
    const parts = ['{"Vpcs": [\n{"VpcId": "vpc-1"}]}\n', '\n{"Subnets": []}\r\n', '[1,\n2]'];
    const source = parts.join('');
    const requests = [
      { start: 0, pointers: ['/Vpcs/0/VpcId', '/Subnets'] },
      { start: source.indexOf('{"Subnets'), pointers: ['/Subnets', ''] },
      { start: source.indexOf('[1'), pointers: ['/1'] },
    ];
    const found = locateAll(source, requests);
    expect(found).toEqual(requests.map(({ start, pointers }) => locate(source, start, pointers)));
    expect(cut(source, found[0]?.get('/Vpcs/0/VpcId'))).toBe('"vpc-1"');
    expect(cut(source, found[1]?.get(''))).toBe('{"Subnets": []}');
    expect(found.map((ranges) => ranges.size)).toEqual([1, 2, 1]);
    expect(found[2]?.get('/1')?.start).toMatchObject({ line: 6, column: 1 });
  });
});
