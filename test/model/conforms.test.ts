import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { conformsTo } from '../../src/model/conforms.ts';
import { familyNames } from '../../src/model/fact-families.ts';
import { resourceType } from '../../src/model/resource-types.ts';
import { base } from '../../src/rules/example-estate.ts';

describe('the quick test of a schema', () => {
  it('accepts what the schemas of the families accept, so that they need not be asked', () => {
    for (const name of familyNames) {
      const conforms = conformsTo(resourceType(name).schema);
      for (const item of base[name] ?? [])
        expect(conforms(item), `${name} ${JSON.stringify(item)}`).toBe(true);
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
        if (conformsTo(schema)(changed)) expect(schema.safeParse(changed).success).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves to the schema what it does not know', () => {
    const unknownKinds = [
      z.string().min(3),
      z.email(),
      z.number(),
      z.literal('x'),
      z.strictObject({ a: z.string() }),
      z.record(z.string(), z.string()),
    ];
    for (const schema of unknownKinds) {
      for (const value of ['', 'x', 'no address', 1, {}, { a: 'x', b: 1 }]) {
        expect(conformsTo(schema)(value)).toBe(false);
      }
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
