import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { conformsTo } from '../../src/model/conforms.ts';
import { familyNames } from '../../src/model/fact-families.ts';
import { resourceType } from '../../src/model/resource-types.ts';
import { snapshotFileSchema } from '../../src/model/snapshot-file.ts';
import { base } from '../../src/rules/example-estate.ts';

/** The tests of all families, after so many objects as make it worth while to compile them. */
const compiled = new Map(
  familyNames.map((name) => {
    const conforms = conformsTo(resourceType(name).schema);
    for (const item of base[name]?.slice(0, 1) ?? []) for (let i = 0; i < 2000; i += 1) conforms(item);
    return [name, conforms];
  }),
);

describe('the quick test of a schema', () => {
  it('accepts what the schemas of the families accept, so that they need not be asked', () => {
    for (const name of familyNames) {
      for (const conforms of [conformsTo(resourceType(name).schema), compiled.get(name)]) {
        for (const item of base[name] ?? [])
          expect(conforms?.(item), `${name} ${JSON.stringify(item)}`).toBe(true);
      }
    }
  });

  it('never accepts an item that its schema rejects, whatever is changed in it', () => {
    const families = familyNames.filter((name) => (base[name] ?? []).length > 0);
    const change = fc.record({
      name: fc.constantFrom(...families),
      item: fc.nat(),
      place: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      value: fc.jsonValue({ maxDepth: 1 }),
    });
    fc.assert(
      fc.property(change, ({ name, item, place, value }) => {
        const items = base[name] ?? [];
        const changed = replaced(items[item % items.length], place, value);
        const { schema } = resourceType(name);
        const conforms = conformsTo(schema)(changed);
        if (conforms) expect(schema.safeParse(changed).success).toBe(true);
        expect(compiled.get(name)?.(changed)).toBe(conforms);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves to the schema what it does not know', () => {
    const unknownKinds = [
      z.string().min(3),
      z.email(),
      z.number(),
      z.string().regex(/x/g),
      z.object({ a: z.string() }).catchall(z.int()),
      z.record(z.string(), z.string()),
    ];
    for (const schema of unknownKinds) {
      for (const value of ['', 'x', 'no address', 1, {}, { a: 'x', b: 1 }]) {
        expect(conformsTo(schema)(value)).toBe(false);
      }
    }
  });

  it('says of a snapshot file what its schema says', () => {
    const file = {
      format: 'vpce-lint/snapshot',
      version: 1,
      tool: { name: 'a', version: '1' },
      collectedAt: '2026-11-21T10:00:00Z',
      scopes: [
        {
          partition: 'aws',
          account: '111122223333',
          region: null,
          facts: {
            vpcs: { status: 'collected', complete: true, items: [{ VpcId: 'vpc-1' }] },
            subnets: { status: 'denied', complete: false, error: { code: 'Denied' } },
          },
        },
      ],
    };
    const conforms = conformsTo(snapshotFileSchema);
    expect(conforms(file)).toBe(true);
    const wrong = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('2', '11112222333', '2026-11-21', { more: 1 }, { vpcs: {} }, { nothing: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        wrong,
        fc.boolean(),
        (place, value, isMore) => {
          const changed = replaced(file, place, isMore ? { ...Object(value), more: 1 } : value);
          expect(conforms(changed)).toBe(snapshotFileSchema.safeParse(changed).success);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never takes what a schema rejects for a reason that few schemas have', () => {
    const cases: readonly (readonly [z.ZodType, unknown])[] = [
      [z.object({ a: z.string().optional() }), { a: null }],
      [z.object({ a: z.string().nullable() }), {}],
      [z.object({ a: z.string().refine((text) => text === 'x') }), { a: 'y' }],
      [z.object({ a: z.int32() }), { a: 2 ** 40 }],
      [z.int32(), 2 ** 40],
    ];
    for (const [schema, value] of cases) {
      expect(schema.safeParse(value).success).toBe(false);
      expect(conformsTo(schema)(value)).toBe(false);
    }
  });

  it('tests refinements, unions, lists and absent fields', () => {
    const schema = z.object({
      even: z.int().refine((value) => value % 2 === 0),
      either: z.union([z.string(), z.looseObject({})]).nullish(),
      flags: z.array(z.boolean()).nullish(),
    });
    const conforms = conformsTo(schema);
    expect(conforms({ even: 2 })).toBe(true);
    expect(conforms({ even: 2, either: { more: 1 }, flags: [true, false], other: 1 })).toBe(true);
    expect(conforms({ even: 2, either: null, flags: null })).toBe(true);
    expect(conforms({ even: 1 })).toBe(false);
    expect(conforms({ even: 2.5 })).toBe(false);
    expect(conforms({ even: 2, either: 7 })).toBe(false);
    expect(conforms({ even: 2, flags: [true, 'no'] })).toBe(false);
    expect(conforms([])).toBe(false);
    expect(conforms(null)).toBe(false);
  });
});

/** A copy with one value replaced, at the place that the numbers lead to. */
function replaced(source: unknown, [step = 0, ...rest]: readonly number[], value: unknown): unknown {
  if (typeof source !== 'object' || source === null || Object.keys(source).length === 0) return value;
  const copy = structuredClone(source) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const chosen = keys[step % keys.length] ?? '';
  copy[chosen] = rest.length === 0 ? value : replaced(copy[chosen], rest, value);
  return copy;
}
