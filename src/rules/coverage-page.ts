import type { Disposition } from '../data/rule-coverage/considered-checks.ts';
import { ruleCoverage } from '../data/rule-coverage/rule-coverage.ts';
import type { Rule } from './rule.ts';

/** What became of a check that was considered. */
export type CheckStatus = { readonly kind: 'rule' | 'open' } | ({ readonly kind: 'other' } & Disposition);

export interface ConsideredCheck {
  readonly topic: string;
  readonly id: string;
  readonly status: CheckStatus;
}

/** All checks that were considered, in the order of the data. */
export function coverageOf(rules: readonly Rule[]): readonly ConsideredCheck[] {
  const ids = new Set(rules.map(({ id }) => id));
  return ruleCoverage.flatMap((topic) =>
    idsIn(topic.ids).map((id) => ({
      topic: topic.title,
      id,
      status: statusOf(id, topic.dispositions[id], ids),
    })),
  );
}

function idsIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((id) => id !== '');
}

function statusOf(id: string, disposition: Disposition | undefined, rules: ReadonlySet<string>): CheckStatus {
  if (disposition) return { kind: 'other', ...disposition };
  return { kind: rules.has(id) ? 'rule' : 'open' };
}

/** The page that says of each check whether it is a rule, a case of one, left out or open, as Markdown. */
export function coveragePage(rules: readonly Rule[]): string {
  const checks = coverageOf(rules);
  const considered = new Set(checks.map(({ id }) => id));
  const beside = rules.filter(({ id }) => !considered.has(id)).map(({ id }) => linkTo(id));
  const topics = [...new Set(checks.map(({ topic }) => topic))].map((topic) => {
    const rows = checks.filter((check) => check.topic === topic).map(row);
    return `## ${topic}\n\n| check | status |\n|---|---|\n${rows.join('\n')}`;
  });
  const others = beside.length === 0 ? '' : ` Rules beside these: ${beside.join(', ')}.`;
  return `${[introduction(checks) + others, ...topics].join('\n\n')}\n`;
}

function introduction(checks: readonly ConsideredCheck[]): string {
  const count = (test: (status: CheckStatus) => boolean) =>
    checks.filter(({ status }) => test(status)).length;
  const rules = count(({ kind }) => kind === 'rule');
  const cases = count((status) => status.kind === 'other' && 'caseOf' in status);
  const left = count((status) => status.kind === 'other' && 'leftOut' in status);
  const open = count(({ kind }) => kind === 'open');
  return `# What is checked, and what is not

Every check that was considered is a rule, a case that another rule finds, left out for a reason, or still open: of
${checks.length} checks ${rules} are rules, ${cases} are cases of rules, ${left} are left out and ${open} are open.`;
}

function row({ id, status }: ConsideredCheck): string {
  if (status.kind === 'rule') return `| ${linkTo(id)} | rule |`;
  return `| ${id} | ${statusText(status)} |`;
}

function statusText(status: CheckStatus): string {
  if (status.kind !== 'other') return status.kind;
  return 'caseOf' in status
    ? `case of ${status.caseOf.map(linkTo).join(', ')}`
    : `left out: ${status.leftOut}`;
}

function linkTo(id: string): string {
  return `[${id}](${id}.md)`;
}
