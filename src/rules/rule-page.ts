import * as z from 'zod';
import { familyAction } from '../model/fact-families.ts';
import { describeRule } from './engine.ts';
import { base } from './example-estate.ts';
import type { Rule, RuleExample } from './rule.ts';

/** One rule as `rules --format json` lists it. */
export function ruleSummary(rule: Rule) {
  const { id, topic, severity, category, securitySeverity, summary } = describeRule(rule);
  return {
    id,
    topic,
    severity,
    category,
    summary,
    ...(securitySeverity === undefined ? {} : { securitySeverity }),
    default: rule.onRequest ? 'off' : 'on',
    needs: rule.needs,
  };
}

/**
 * A rule's page in Markdown. `outputOf` gives what the program prints for an example; without it the page
 * names the examples and what is found in each.
 */
export function rulePage(rule: Rule, outputOf?: (example: RuleExample) => string): string {
  const { id, severity, category, securitySeverity, summary, why, fix } = rule;
  const score = securitySeverity === undefined ? '' : ` · security severity ${securitySeverity.toFixed(1)}`;
  const sections = [
    `# ${id}`,
    summary,
    `${severity} · ${category}${score} · ${rule.onRequest ? `off by default, on with \`--enable ${id}\`` : 'on by default'}`,
    `## Why it matters\n\n${why}`,
    `## How to fix it\n\n${fix}`,
    ...optionsSection(rule),
    `## What it reads\n\n${rule.needs.map((family) => `- \`${family}\` (\`${familyAction(family)}\`)`).join('\n')}\n\nWhere one of these could change the answer and is missing, the rule is undecided and says so.`,
    `## Examples\n\n${rule.examples.map((example) => exampleText(example, outputOf)).join('\n\n')}`,
    ...referencesSection(rule),
  ];
  return `${sections.join('\n\n')}\n`;
}

function referencesSection({ references, semantics }: Rule): readonly string[] {
  const parts = [
    ...(references.length === 0 ? [] : [references.map((page) => `- <${page}>`).join('\n')]),
    ...(semantics.length === 0 ? [] : [`Semantics: ${semantics.join(', ')} (\`docs/semantics.md\`).`]),
  ];
  return parts.length === 0 ? [] : [['## References', ...parts].join('\n\n')];
}

function optionsSection({ options }: Rule): readonly string[] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input' });
  const lines = Object.entries(properties).map(([name, schema]) => {
    if (typeof schema === 'boolean') return `- \`${name}\``;
    const preset = schema.default === undefined ? '' : ` (default \`${JSON.stringify(schema.default)}\`)`;
    return `- \`${name}\`: ${schema.description ?? ''}${preset}`;
  });
  return lines.length === 0 ? [] : [`## Options\n\n${lines.join('\n')}`];
}

function exampleText(example: RuleExample, outputOf?: (example: RuleExample) => string): string {
  const { title } = example;
  if (!outputOf) return `- ${title}: ${verdictText(example)}`;
  return `### ${title}\n\n${factsText(example)}\n\n\`\`\`text\n${outputOf(example).trimEnd()}\n\`\`\``;
}

function verdictText({ findings = [], undecided = [] }: RuleExample): string {
  const found = findings.map(({ resource }) => resource).join(', ');
  if (found !== '') return `found on ${found}`;
  const missing = [...new Set(undecided.flatMap((entry) => entry.missing))].join(', ');
  return missing === '' ? 'nothing found' : `undecided without ${missing}`;
}

/** How the example differs from the estate that all examples start from. */
function factsText({ facts }: RuleExample): string {
  const lines = Object.entries(facts)
    .filter(([family, items]) => items !== (base as Readonly<Record<string, unknown>>)[family])
    .map(([family, items]) => `  ${JSON.stringify(family)}: ${indent(JSON.stringify(items, null, 2))}`);
  const dropped = Object.keys(base).filter((family) => !(family in facts));
  const without = dropped.length > 0 ? `Not collected: ${dropped.join(', ')}.\n\n` : '';
  return `${without}<details><summary>Facts that differ from the example estate</summary>\n\n\`\`\`json\n{\n${lines.join(',\n')}\n}\n\`\`\`\n\n</details>`;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
