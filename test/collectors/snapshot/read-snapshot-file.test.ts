import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../../src/cli/json-schemas.ts';
import { parseJsonText } from '../../../src/collectors/json-text.ts';
import { isSnapshotFile, readSnapshotFile } from '../../../src/collectors/snapshot/read-snapshot-file.ts';
import { familyNames } from '../../../src/model/fact-families.ts';

const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
const collected = { status: 'collected', complete: true, items: [] };
const head = { format: 'vpce-lint/snapshot', version: 1 };

function snapshotWith(facts: unknown, fields: object = {}): object {
  return { ...head, scopes: [{ ...scope, facts, ...fields }] };
}

const everyFamily = Object.fromEntries(familyNames.map((name) => [name, collected]));
const deniedBy = { status: 'denied', complete: false, error: { code: 'UnauthorizedOperation' } };

const valid: readonly (readonly [string, object])[] = [
  ['no scope', { ...head, scopes: [] }],
  ['a scope without facts', snapshotWith({})],
  ['every family', snapshotWith(everyFamily)],
  ['an unknown account and region', snapshotWith({}, { account: null, region: null })],
  ['a refused call', snapshotWith({ vpcs: deniedBy })],
  ['a filter', snapshotWith({ vpcs: { ...collected, complete: false, filter: 'vpc-id=vpc-1' } })],
  [
    'a time and the tool',
    { ...head, collectedAt: '2026-01-02T03:04:05+01:00', tool: { name: 'x', version: '1' }, scopes: [] },
  ],
  ['its schema', { ...head, $schema: 'https://example.com/schema.json', scopes: [] }],
  [
    'items with anything in them',
    snapshotWith({ vpcs: { ...collected, items: [{ VpcId: 5, Future: [] }] } }),
  ],
];

const faulty: readonly (readonly [string, object, string, string])[] = [
  ['another version', { ...head, version: 2, scopes: [] }, '/version', 'snapshot version 2 is not one'],
  ['no version', { format: head.format, scopes: [] }, '/version', 'version is missing'],
  ['a version in words', { ...head, version: '1', scopes: [] }, '/version', 'version: expected 1, not "1"'],
  ['no scopes', head, '/scopes', 'scopes is missing'],
  ['scopes that are none', { ...head, scopes: {} }, '/scopes', 'scopes must be a list, not an object'],
  ['an unknown key', { ...head, scopes: [], extra: 1 }, '', 'unknown key "extra"'],
  ['an unknown family', snapshotWith({ vpcz: collected }), '/scopes/0/facts', 'unknown key "vpcz"'],
  [
    'a family of the prototype',
    snapshotWith({ constructor: collected }),
    '/scopes/0/facts',
    'unknown key "constructor"',
  ],
  [
    'an account that is none',
    snapshotWith({}, { account: '123' }),
    '/scopes/0/account',
    'expected 12 digits, not "123"',
  ],
  [
    'an account as a number',
    snapshotWith({}, { account: 111122223333 }),
    '/scopes/0/account',
    'must be a string, not a number',
  ],
  [
    'an unknown status',
    snapshotWith({ vpcs: { ...collected, status: 'ok' } }),
    '/scopes/0/facts/vpcs/status',
    '"collected"',
  ],
  [
    'no word on completeness',
    snapshotWith({ vpcs: { status: 'collected' } }),
    '/scopes/0/facts/vpcs/complete',
    'scopes.0.facts.vpcs.complete is missing',
  ],
  [
    'items that are no list',
    snapshotWith({ vpcs: { ...collected, items: {} } }),
    '/scopes/0/facts/vpcs/items',
    'must be a list, not an object',
  ],
  [
    'an item that is none',
    snapshotWith({ vpcs: { ...collected, items: [{}, 1] } }),
    '/scopes/0/facts/vpcs/items/1',
    'must be an object, not a number',
  ],
  [
    'an unknown word on a family',
    snapshotWith({ vpcs: { ...collected, pages: 3 } }),
    '/scopes/0/facts/vpcs',
    'unknown key "pages"',
  ],
];

const validate = new Ajv2020({ allErrors: false, validateFormats: false }).compile(jsonSchemas([]).snapshot);

describe('a snapshot', () => {
  it.each(valid)('may hold %s', (_, value) => {
    expect(readSnapshotFile(value, 0)).toMatchObject({ file: value });
    expect(validate(value)).toBe(true);
  });

  it.each(faulty)('may not hold %s', (_, value, pointer, problem) => {
    expect(readSnapshotFile(value, 0)).toEqual({ pointer, problem: expect.stringContaining(problem) });
    expect(validate(value)).toBe(false);
  });

  it('has a time with its zone', () => {
    const at = (collectedAt: string) => readSnapshotFile({ ...head, scopes: [], collectedAt }, 0);
    expect(at('2026-01-02T03:04:05Z')).toHaveProperty('file');
    expect(at('2026-01-02')).toMatchObject({ pointer: '/collectedAt' });
    expect(at('yesterday')).toMatchObject({ pointer: '/collectedAt' });
  });

  it('is known by its format alone', () => {
    expect(isSnapshotFile({ format: 'vpce-lint/snapshot' })).toBe(true);
    for (const other of [{ format: 'vpce-lint/report' }, {}, null, [], 'vpce-lint/snapshot']) {
      expect(isSnapshotFile(other)).toBe(false);
    }
  });

  it('gives its items as they stand, with how far they were collected', () => {
    const item = { VpcId: 'vpc-1', Future: { x: 1 } };
    const value = snapshotWith({
      vpcs: { ...collected, items: [item] },
      subnets: { status: 'collected', complete: false, filter: 'tag:a=b' },
      routeTables: { status: 'failed', complete: false, error: { code: 'Throttling', message: 'slow' } },
      natGateways: { status: 'skipped', complete: false },
    });
    const read = readSnapshotFile(value, 3);
    const lists = 'lists' in read ? read.lists : [];
    expect(lists.map(({ family, status, incomplete }) => [family, status, incomplete])).toEqual([
      ['vpcs', 'collected', null],
      ['subnets', 'collected', 'filtered by tag:a=b'],
      ['routeTables', 'failed', 'Throttling'],
      ['natGateways', 'skipped', 'incomplete'],
    ]);
    expect(lists[0]?.list).toEqual({ document: 3, pointer: '/scopes/0/facts/vpcs/items', items: [item] });
    expect(lists[0]?.scope).toEqual(scope);
  });

  it('keeps clear of keys named like the prototype of objects', () => {
    const text = `{"status":"collected","complete":true,"items":[{"VpcId":"vpc-1"}]}`;
    const value = JSON.parse(
      JSON.stringify(snapshotWith({})).replace('"facts":{}', `"facts":{"__proto__":${text}}`),
    );
    const read = readSnapshotFile(value, 0);
    expect('lists' in read && read.lists).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'status')).toBe(false);
  });
});

describe('the fixtures', () => {
  const files = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
    .map((name) => join('fixtures', name))
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) => {
      const parsed = parseJsonText(readFileSync(path, 'utf8'));
      const values = 'values' in parsed ? parsed.values.map(({ value }) => value) : [];
      return values.filter(isSnapshotFile).map((value) => [path, value] as const);
    });

  it.each(files)('%s keeps to the published schema', (_, value) => {
    validate(value);
    expect(validate.errors).toBeNull();
  });
});
