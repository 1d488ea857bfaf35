import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measuredInputs, undecidedTable } from '../accuracy/measured-inputs.ts';
import { corpus } from '../rules/honesty/readable-inputs.ts';

const isThere = existsSync(corpus);
if (!isThere)
  console.warn('SKIPPED: the corpus that docs/accuracy.md is measured on is not beside this checkout');

it.skipIf(!isThere)('docs/accuracy.md says what is measured today: npm run accuracy writes it', () => {
  expect(readFileSync('docs/accuracy.md', 'utf8')).toContain(undecidedTable(measuredInputs()));
});
