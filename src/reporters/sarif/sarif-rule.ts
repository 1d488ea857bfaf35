import type { ReportingConfiguration, ReportingDescriptor } from 'sarif';
import type { RuleDescriptor, Severity } from '../../report/report.ts';
import { ruleHelpMarkdown, ruleHelpText } from '../rule-help.ts';
import { sentence } from './sarif-message.ts';

/** The longest description that GitHub takes. */
const longestDescription = 1024;

export const levels: Readonly<Record<Severity, ReportingConfiguration.level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** A rule as GitHub lists it. Its security score is a text there, and its name is in PascalCase. */
export function sarifRule(rule: RuleDescriptor): ReportingDescriptor {
  const { id, topic, severity, category, securitySeverity, summary, why, references } = rule;
  const [helpUri] = references;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: description(summary) },
    fullDescription: { text: description(why) },
    ...(helpUri === undefined ? {} : { helpUri }),
    help: { text: ruleHelpText(rule), markdown: ruleHelpMarkdown(rule) },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [...new Set([category, topic, 'aws', 'vpc-endpoint'])],
      precision: 'very-high',
      'problem.severity': problemSeverities[severity],
      ...(securitySeverity === undefined ? {} : { 'security-severity': securitySeverity.toFixed(1) }),
    },
  };
}

function description(text: string): string {
  const whole = sentence(text);
  return whole.length <= longestDescription ? whole : `${whole.slice(0, longestDescription - 2)}….`;
}

function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
