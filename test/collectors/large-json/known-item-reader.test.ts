import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownItems } from '../../../src/collectors/known-items.ts';
import { type KnownItem, KnownItemReader } from '../../../src/collectors/large-json/known-item-reader.ts';
import type { KnownFields } from '../../../src/model/known-fields.ts';

const known: KnownFields = new Map<string, KnownFields | null>([
  ['Id', null],
  ['Size', null],
  ['Groups', new Map([['Name', null]])],
  ['Owner', new Map([['Id', null]])],
]);

/** What the reader keeps, said as plainly as can be. */
function keptOf(value: unknown, fields: KnownFields | null): unknown {
  if (Array.isArray(value)) return value.map((item) => keptOf(item, fields));
  if (typeof value !== 'object' || value === null || fields === null) return value;
  const kept = Object.entries(value).filter(([name]) => fields.has(name));
  return Object.fromEntries(kept.map(([name, field]) => [name, keptOf(field, fields.get(name) ?? null)]));
}

const name = fc.constantFrom(
  'Id',
  'Size',
  'Groups',
  'Owner',
  'Name',
  'Status',
  '',
  'Id"',
  '__proto__',
  'Größe',
);
const scalar = fc.oneof(
  fc.constantFrom('', 'i-1', 'a b', 'é', 'a"b', '\n', 'true'),
  fc.constantFrom(0, 7, 1234567890123456, -1, 1.5, 1e300),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));
const item = fc.dictionary(name, value, { maxKeys: 7 });

/** Items of which some come again and again, as AWS's do. */
const items = fc
  .array(item, { minLength: 1, maxLength: 3 })
  .chain((different) => fc.array(fc.constantFrom(...different), { minLength: 1, maxLength: 8 }));

function readItems(text: string, starts: readonly number[]): readonly (KnownItem | null)[] {
  const reader = new KnownItemReader(known);
  const bytes = Buffer.from(text);
  return starts.map((start) => reader.read(bytes, start, bytes.length));
}

function readAll(text: string, starts: readonly number[]): readonly unknown[] {
  return readItems(text, starts).map((read) => read?.value ?? null);
}

describe('items of which only known fields are kept', () => {
  it('have what is known of what JSON.parse gives, and end where they do, or are left to it', () => {
    let count = 0;
    fc.assert(
      fc.property(items, fc.constantFrom('', ' ', '\t', '    '), (written, indent) => {
        const texts = written.map((each) => JSON.stringify(each, null, indent));
        const bytes = texts.map((each) => Buffer.from(`${each},`));
        const starts = bytes.map((_, index) => Buffer.concat(bytes.slice(0, index)).length);
        for (const [index, read] of readItems(texts.join(','), starts).entries()) {
          if (read === null) continue;
          count += 1;
          const { value: kept, end, lines, lastLine } = read;
          expect(kept).toEqual(keptOf(written[index], known));
          expect(Object.keys(Object(kept))).toEqual(Object.keys(Object(keptOf(written[index], known))));
          const [start = 0, text = '', own = Buffer.alloc(0)] = [starts[index], texts[index], bytes[index]];
          expect([end, lines]).toEqual([start + own.length - 1, text.split('\n').length - 1]);
          if (lines > 0) expect(lastLine).toBe(start + own.lastIndexOf('\n') + 1);
        }
      }),
      { numRuns: 1000 },
    );
    expect(count).toBeGreaterThan(500);
  });

  it('are read where they are as AWS writes them', () => {
    const items = [
      {
        Id: 'i-1',
        Status: 'up',
        Size: 3,
        Groups: [{ Name: 'a', Id: 'g' }],
        Owner: { Id: 'o', Since: [1, { a: null }] },
      },
      { Id: 'i-2', Groups: [], Owner: null, Size: 0, Extra: { deep: [true, false] } },
      { Size: -1, Id: 'i-1' },
      { Id: JSON.stringify({ Version: '2012-10-17', Statement: [] }, null, 2), Status: '"\\\t"' },
      {},
    ];
    const texts = items.map((each) => JSON.stringify(each, null, 4));
    const starts = texts.map((_, index) => texts.slice(0, index).join('').length);
    expect(readAll(texts.join(''), starts)).toEqual(items.map((each) => keptOf(each, known)));
  });

  it('are left to JSON.parse where they are nested deeper than any stack', () => {
    const nested = `{"Status": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(readAll(nested, [0])).toEqual([null]);
  });

  it('have their own texts, though one begins as another does', () => {
    const items = Array.from({ length: 2000 }, (_, length) => ({ Id: 'x'.repeat(length) }));
    const texts = items.map((each) => JSON.stringify(each));
    let end = 0;
    const starts = texts.map((text) => (end += text.length) - text.length);
    expect(readAll(texts.join(''), starts)).toEqual(items);
  });

  it.each([
    '{"Id": "i-1"',
    '{"Id": "i-1",}',
    '{"Id" "i-1"}',
    '{"Id": "i-1" "Size": 1}',
    '{"Id": "\\q"}',
    '{"Id": "\\u00g0"}',
    '{"Status": "\\u12"}',
    '{"Status": "\\"}',
    '{"Status": tru}',
    '{"Status": trueish}',
    '{"Status": 01}',
    '{"Status": -01}',
    '{"Status": -}',
    '{"Status": "a\tb"}',
    '{"Status": [1, ]}',
    '{"Status": {"a": 1, }}',
    '{"Status": {1: 1}}',
    '{"Status": [1}',
    '{"Id": {"is": "no text"}}',
    '{Id: 1}',
  ])('leave %s to JSON.parse', (text) => {
    expect(readAll(text, [0])).toEqual([null]);
    // Nor is a fault made good by what stands behind the end of what may be read.
    const reader = new KnownItemReader(known);
    expect(reader.read(Buffer.from('{"Id": "i-1"}'), 0, 12)).toBeNull();
  });

  it('tell where they end and where the last line in them begins', () => {
    const text = '{\n "Id":\n\n "i" }\n';
    expect(new KnownItemReader(known).read(Buffer.from(text), 0, text.length)).toEqual({
      value: { Id: 'i' },
      end: text.length - 1,
      lines: 3,
      lastLine: text.indexOf(' "i"'),
    });
  });

  it('tell so of values that came before, too', () => {
    const text = '{"Groups": [\n]}{"Groups": [\n]}';
    const start = text.length / 2;
    expect(readItems(text, [0, start])[1]).toEqual({
      value: { Groups: [] },
      end: text.length,
      lines: 1,
      lastLine: text.length - 2,
    });
  });

  it('stay apart where a list leads elsewhere', () => {
    expect(knownItems(['Vpcs'])).toBeNull();
    expect(knownItems(['Reservations', 'NetworkInterfaces'])).toBeNull();
    const associations = knownItems(['Subnets'])?.get('Ipv6CidrBlockAssociationSet');
    expect([...(associations?.get('Ipv6CidrBlockState')?.keys() ?? [])]).toEqual(['State']);
    expect([...(knownItems(['NetworkInterfaces'])?.keys() ?? [])]).toContain('PrivateIpAddress');
    expect(knownItems(['scopes', 'facts', 'networkInterfaces', 'items'])).toBe(
      knownItems(['NetworkInterfaces']),
    );
  });
});
