import type { Category, Finding, ResourceReference, RuleDescriptor } from '../../report/report.ts';
import { firstFew, resourceText, scopeText, typeText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { excerptLines, placeText } from './excerpt-lines.ts';
import { type Layout, labelled, labelledWhole, paragraph } from './layout.ts';
import { wayLines } from './way-lines.ts';

const mostAffected = 5;
const mostEvidence = 5;

/** Categories that a reader would not expect of a connectivity linter. */
const tagged: ReadonlySet<Category> = new Set(['security', 'resilience', 'cost']);

/**
 * A finding: what, where, the lines of the input, and what it affects. `rule` is given with the first finding
 * of each rule, which explains it for all that follow.
 */
export function findingBlock(
  finding: Finding,
  rule: RuleDescriptor | undefined,
  layout: Layout,
): readonly string[] {
  const { severity, message, location, affected, evidence, code, resource, trace } = finding;
  return [
    headline(finding, layout),
    ...paragraph(visibleText(message), layout),
    ...(location === null ? [] : excerptLines(location, severity, layout)),
    ...(affected.length === 0 ? [] : labelled('affects', affectedText(affected, resource), layout)),
    ...evidence.slice(0, mostEvidence).flatMap((place) => evidenceLines(place, layout)),
    ...(evidence.length > mostEvidence
      ? labelled('', `+ ${evidence.length - mostEvidence} more places`, layout)
      : []),
    ...(code === undefined ? [] : labelled('code', `${visibleText(code)} (Reachability Analyzer)`, layout)),
    ...(trace === undefined ? [] : [`  ${layout.paint('faint', 'the way')}`, ...wayLines(trace, layout)]),
    ...explanation(finding, rule, layout),
  ];
}

function headline({ severity, rule, category, resource }: Finding, { paint }: Layout): string {
  const vpc = resource.vpcId === resource.id ? '' : visibleText(resource.vpcId ?? '');
  const where = [scopeText(resource), vpc].filter((part) => part !== '');
  const tag = tagged.has(category) ? ` ${paint('faint', `[${category}]`)}` : '';
  const name = paint('strong', `${typeText(resource.type)} ${resourceText(resource)}`);
  return `${paint(severity, `${severity}[${rule}]`)} ${name}${where.length === 0 ? '' : ` (${where.join(', ')})`}${tag}`;
}

function explanation(
  { rule: id }: Finding,
  rule: RuleDescriptor | undefined,
  layout: Layout,
): readonly string[] {
  const help = labelledWhole('help', `vpce-lint explain ${id}`, layout);
  if (rule === undefined) return help;
  return [...labelled('why', rule.why, layout), ...labelled('fix', rule.fix, layout), ...help];
}

/** Account and region stand with those that are not where the finding is. */
function affectedText(
  affected: readonly ResourceReference[],
  { account, region }: ResourceReference,
): string {
  return firstFew(
    affected.map((resource) => {
      const elsewhere = resource.account !== account || resource.region !== region;
      const scope = elsewhere ? scopeText(resource) : '';
      return scope === '' ? resourceText(resource) : `${resourceText(resource)} (${scope})`;
    }),
    mostAffected,
  );
}

function evidenceLines(
  { message, location }: Finding['evidence'][number],
  layout: Layout,
): readonly string[] {
  return [
    ...labelled('see', visibleText(message), layout),
    ...(location === null
      ? []
      : labelledWhole('', `${layout.paint('faint', '-->')} ${placeText(location)}`, layout)),
  ];
}
