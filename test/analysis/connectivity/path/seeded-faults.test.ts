import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOfServices, faultsOfTransit, seededFaults } from './seeded-faults.ts';

const all = [seededFaults, faultsOfTransit, faultsOfServices].flatMap((faults) => Object.entries(faults));

// Whether they are caught tells `npm run test:faults`, which takes a minute or two.
describe('the seeded faults', () => {
  it.each(all)('can be made in %s', (file, faults) => {
    const code = readFileSync(`src/${file}`, 'utf8');
    const places = faults.map(([what, find]) => [what, code.split(find).length - 1]);
    expect(places).toEqual(faults.map(([what]) => [what, 1]));
    expect(faults.filter(([, find, replace]) => find === replace)).toEqual([]);
  });

  it('are at least fifty, each of its own', () => {
    const faults = all.flatMap(([, ofFile]) => ofFile);
    expect(faults.length).toBeGreaterThanOrEqual(50);
    expect(new Set(faults.map(([what]) => what)).size).toBe(faults.length);
  });
});
