import { expect, it } from 'vitest';
import { type Fault, tryInputs } from '../../fuzz/try-inputs.ts';

it('keeps its promises on two hundred spoiled inputs', { timeout: 120_000 }, async () => {
  const faults: Fault[] = [];
  let tried = 0;
  const share = { seed: 20, first: 0, last: 200, step: 1, until: Number.POSITIVE_INFINITY };
  await tryInputs(share, {
    began: () => (tried += 1),
    ended: () => undefined,
    found: (fault) => faults.push(fault),
  });
  expect(faults.map(({ input, command, faults: broken }) => [input, command, ...broken])).toEqual([]);
  expect(tried).toBe(200);
});
