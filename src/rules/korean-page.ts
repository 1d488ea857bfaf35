import { koreanHeadings, type RuleTexts } from '../data/korean.ts';
import { familyAction } from '../model/fact-families.ts';
import type { Rule } from './rule.ts';

/** What `explain --lang ko` prints of a rule: its texts without its examples, as Markdown. */
export function koreanPage(rule: Rule, { summary, why, fix }: RuleTexts): string {
  const { id, severity, category, onRequest, needs, references } = rule;
  const reads = needs.map((family) => `- \`${family}\` (\`${familyAction(family)}\`)`).join('\n');
  const preset = onRequest ? koreanHeadings.offByDefault : koreanHeadings.onByDefault;
  const sections = [
    `# ${id}`,
    summary,
    `${severity} · ${category} · ${preset}`,
    `## ${koreanHeadings.why}\n\n${why}`,
    `## ${koreanHeadings.fix}\n\n${fix}`,
    `## ${koreanHeadings.needs}\n\n${reads}\n\n${koreanHeadings.undecided}`,
    ...(references.length === 0
      ? []
      : [`## ${koreanHeadings.references}\n\n${references.map((page) => `- <${page}>`).join('\n')}`]),
  ];
  return `${sections.join('\n\n')}\n`;
}
