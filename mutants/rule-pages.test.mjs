/** What `npm run check` asks of the generated pages: each has to the letter what the code says, and the program prints for a rule's examples. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageOfRule } from '../src/docs-entry.ts';
import { reasonsPage } from '../src/reasons-page.ts';
import { coveragePage } from '../src/rules/coverage-page.ts';
import { rules } from '../src/rules/registry.ts';
import { workloadsPage } from '../src/workloads-page.ts';

it.each(rules.map((rule) => [rule.id, rule]))('%s has the page that the code gives', (_, rule) => {
  const { path, content } = pageOfRule(rule);
  expect(content).toBe(readFileSync(path, 'utf8'));
});

it.each([
  ['docs/rules/coverage.md', () => coveragePage(rules)],
  ['docs/reasons.md', reasonsPage],
  ['docs/workloads.md', workloadsPage],
])('%s is what the code gives', (path, page) => {
  expect(page()).toBe(readFileSync(path, 'utf8'));
});
