import { mostTellingFacts } from '../../report/most-telling-facts.ts';
import type { Report, Summary } from '../../report/report.ts';
import { counted, outOfScopeText } from '../resource-text.ts';
import type { Layout } from './layout.ts';
import type { Paint } from './paint.ts';

/** The counts, which add up, and how much was looked at. */
export function closingLines(report: Report, layout: Layout): readonly string[] {
  const { paint } = layout;
  const { extent, rules } = report;
  const { endpoints, endpointServices, vpcs, scopes } = extent;
  const subjects = [
    counted(endpoints, 'endpoint'),
    ...(endpointServices === 0 ? [] : [counted(endpointServices, 'endpoint service')]),
    counted(vpcs, 'VPC'),
  ].join(', ');
  const places = counted(scopes, 'account and region', 'accounts and regions');
  return [
    totals(report.summary, paint),
    ...expectationLine(report.expectations),
    paint('faint', `checked ${subjects} in ${places} with ${counted(rules.length, 'rule')}`),
    ...nextSteps(report, layout),
  ];
}

const mostSteps = 2;

/** The one or two calls that would decide the most; where one fact alone is missing, its block has said so. */
function nextSteps(report: Report, { paint }: Layout): readonly string[] {
  const total = report.undecided.length;
  const families = new Set(report.undecided.flatMap(({ missing }) => missing.map(({ family }) => family)));
  if (families.size < 2) return [];
  return mostTellingFacts(report, mostSteps).map(({ source: { command, action }, isDenied, decides }) => {
    const step = isDenied ? `allow ${action}` : `collect with ${command}`;
    return `${paint('undecided', 'to decide')} ${decides} of ${total}: ${step}`;
  });
}

function expectationLine(expectations: Report['expectations']): readonly string[] {
  if (expectations.length === 0) return [];
  const count = (outcome: string) => expectations.filter((each) => each.outcome === outcome).length;
  const total = counted(expectations.length, 'expectation');
  return [`${total}: ${count('met')} met, ${count('broken')} not met, ${count('undecided')} undecided`];
}

function totals(summary: Summary, paint: Paint): string {
  const { error, warning, info, suppressed, undecided } = summary;
  const total = error + warning + info;
  if (total > 0) {
    const severities = [counted(error, 'error'), counted(warning, 'warning'), `${info} info`].join(', ');
    const findings = paint('strong', `${counted(total, 'finding')}: ${severities}`);
    return `${findings} · ${suppressed} suppressed · ${undecided} undecided${outOfScopeText(summary)}`;
  }
  const { outOfScope = 0 } = summary;
  const aside = [
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(outOfScope === 0 ? [] : [`${outOfScope} out of scope`]),
  ].join(', ');
  const none = paint('strong', `No findings${aside === '' ? '' : ` (${aside})`}`);
  return undecided === 0
    ? `${none}, and nothing undecided.`
    : `${none}, but ${undecided} undecided for want of facts.`;
}
