import type { RuleDescriptor } from '../report/report.ts';

/** What a rule finds, why it matters, how to fix it and where AWS says so, as Markdown. */
export function ruleHelpMarkdown({ id, summary, why, fix, references }: RuleDescriptor): string {
  return paragraphs([
    summary,
    `**Why it matters:** ${why}`,
    `**How to fix it:** ${fix}`,
    ...(references.length === 0
      ? []
      : [`**References:**\n\n${bulleted(references.map((url) => `<${url}>`))}`]),
    `Run \`vpce-lint explain ${id}\` for examples.`,
  ]);
}

/** The same without markup. */
export function ruleHelpText({ id, summary, why, fix, references }: RuleDescriptor): string {
  return paragraphs([
    summary,
    `Why it matters: ${why}`,
    `How to fix it: ${fix}`,
    ...(references.length === 0 ? [] : [`References:\n${bulleted(references)}`]),
    `Run vpce-lint explain ${id} for examples.`,
  ]);
}

function paragraphs(parts: readonly string[]): string {
  return parts.join('\n\n');
}

function bulleted(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
