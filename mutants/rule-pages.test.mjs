/** What `npm run check` asks of the generated pages: each has to the letter what the program prints for a rule's examples. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageOfRule } from '../src/docs-entry.ts';
import { rules } from '../src/rules/registry.ts';

it.each(rules.map((rule) => [rule.id, rule]))('%s has the page that the code gives', (_, rule) => {
  const { path, content } = pageOfRule(rule);
  expect(content).toBe(readFileSync(path, 'utf8'));
});
