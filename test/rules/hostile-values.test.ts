import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';

const demo = readFileSync('fixtures/demo/estate.json', 'utf8');

/** Words that mean something to JavaScript, to a parser or to a terminal, and nothing to AWS. */
const words = [
  '',
  '*',
  '-1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'com.amazonaws.eu-central-1.constructor',
  'com.amazonaws.vpce.eu-central-1.vpce-svc-__proto__',
  'arn:aws:',
  'arn:aws:s3:::',
  '{"Statement":[]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":{"AWS":[]}}}',
  '%7B%22Statement',
  '0.0.0.0/0',
  '::/0',
  '::ffff:10.0.0.1/128',
  'pl-1',
  'local',
  '\u001b[2J\u0007',
  '\u202e\ud800',
  'x'.repeat(5_000),
] as const;

const replacements = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(null, [], {}, 0, -1, 65_536, 2 ** 53, true),
);

/** The estate with a few of its values replaced; what it calls its families stays as it is. */
function spoilt(changes: readonly (readonly [number, unknown])[]): string {
  const estate = JSON.parse(demo) as { scopes: { facts: Record<string, { items: unknown[] }> }[] };
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      collect(member);
    }
  };
  for (const { facts } of estate.scopes) {
    for (const { items } of Object.values(facts)) for (const item of items) collect(item);
  }
  for (const [position, replacement] of changes) {
    const place = places[position % places.length];
    if (place) place.holder[place.key] = replacement;
  }
  return JSON.stringify(estate);
}

describe('hostile values', () => {
  it('make no rule fail, whatever stands where', () => {
    const changes = fc.array(fc.tuple(fc.nat(), replacements), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(changes, (list) => {
        const { snapshot } = readInputs(['-'], () => Buffer.from(spoilt(list)));
        const { network } = buildNetwork(snapshot);
        const { faults } = runRules(
          network,
          rules.map((rule) => ({ rule })),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
