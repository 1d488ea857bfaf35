import type { MissingFact } from '../../../src/model/fact.ts';
import type { Verdicts } from '../../../src/rules/engine.ts';

/** All that rules say, but for numbers of documents: a text for each finding, and for what is undecided for which rules and why. */
export function toldVerdicts({
  findings,
  undecided,
}: Pick<Verdicts, 'findings' | 'undecided'>): readonly string[] {
  return [...findings.map((finding) => linesOfFinding(finding).join('\n')), ...toldUndecided(undecided)];
}

function linesOfFinding(finding: Verdicts['findings'][number]): readonly string[] {
  const {
    rule,
    severity,
    resource,
    label,
    code,
    location,
    message,
    affected,
    evidence,
    trace = [],
  } = finding;
  return [
    `${severity} ${rule} on ${label ?? resource.id} at ${location.pointer}${code === undefined ? '' : ` (${code})`}`,
    `  ${message}`,
    ...(affected.length === 0 ? [] : [`  affects ${affected.map(({ id }) => id).join(', ')}`]),
    ...evidence.map((each) => `  see ${each.location.pointer}: ${each.message}`),
    ...trace.map(
      (step) =>
        `  ${step.plane} ${step.decision} ${step.component.id} ${step.reason} ${step.location.pointer}`,
    ),
  ];
}

function toldUndecided(undecided: Verdicts['undecided']): readonly string[] {
  const rulesByGroup = new Map<string, string[]>();
  for (const { rule, missing, affected } of undecided) {
    const about = affected.length === 0 ? 'what is not there' : affected.map(({ id }) => id).join(', ');
    const group = [`undecided about ${about}`, ...missing.map(missingText)].join('\n');
    const rules = rulesByGroup.get(group);
    if (rules) rules.push(rule);
    else rulesByGroup.set(group, [rule]);
  }
  return [...rulesByGroup].map(([group, rules]) => `${group}\n  says ${rules.join(', ')}`).sort();
}

function missingText({ family, account, region, reason }: MissingFact): string {
  return `  missing ${family} of ${account} in ${region}: ${reason}`;
}
