import type {
  ExcerptLine,
  Finding,
  Location,
  Report,
  ResourceReference,
  RuleDescriptor,
  Suppression,
  TraceStep,
} from '../../report/report.ts';
import { counted } from '../resource-text.ts';
import { html, type Markup } from './html-text.ts';

const mostAffected = 40;

/** All findings, each closed but for its first line, with what the filters need to know of it. */
export function findingsSection({ findings, rules, summary }: Report): Markup {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return html`<section aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>
${findings.length === 0 ? html`<p>No findings.</p>` : filters(findings)}
<p id="shown" role="status" data-all="${findings.length}">${findings.length} shown, ${summary.suppressed} of them suppressed</p>
${findings.map((finding) => findingMarkup(finding, byId.get(finding.rule)))}</section>`;
}

function filters(findings: readonly Finding[]): Markup {
  const choices = (label: string, name: string, values: readonly string[]) =>
    html`<label>${label} <select data-filter="${name}"><option value="">all</option>${[...new Set(values)]
      .sort()
      .map((value) => html`<option>${value}</option>`)}</select></label>
`;
  return html`<form id="filters" aria-label="Filter findings">
${choices(
  'Severity',
  'severity',
  findings.map(({ severity }) => severity),
)}${choices(
  'Rule',
  'rule',
  findings.map(({ rule }) => rule),
)}${choices(
  'Account',
  'account',
  findings.flatMap(({ resource }) => resource.account ?? []),
)}${choices(
  'VPC',
  'vpc',
  findings.flatMap(({ resource }) => vpcOf(resource) ?? []),
)}<label>Text <input type="search" data-filter="text"></label>
</form>`;
}

function vpcOf({ type, id, vpcId }: ResourceReference): string | null {
  return vpcId ?? (type === 'AWS::EC2::VPC' ? id : null);
}

function findingMarkup(finding: Finding, rule: RuleDescriptor | undefined): Markup {
  const {
    severity,
    resource,
    message,
    location,
    evidence,
    affected,
    suppressed,
    code,
    label,
    trace = null,
  } = finding;
  return html`<details class="finding ${severity}" data-severity="${severity}" data-rule="${finding.rule}" data-account="${resource.account ?? ''}" data-vpc="${vpcOf(resource) ?? ''}">
<summary><span class="badge ${severity}">${severity}</span> <span class="what">${nameOf(resource)}${label === undefined ? '' : `: ${label}`}</span> <span class="rule">${finding.rule}</span> <span class="first">${firstSentence(message)}</span>${suppressed ? html` <span class="badge">suppressed</span>` : null}</summary>
<p>${message}</p>
${suppressed ? suppressionMarkup(suppressed) : null}${placeMarkup(location)}
${evidence.map((each) => html`<p>${each.message}</p>${placeMarkup(each.location)}`)}
${trace && traceMarkup(trace)}
${
  affected.length === 0
    ? null
    : html`<p>Affects ${affected.slice(0, mostAffected).map(nameOf).join(', ')}${affected.length > mostAffected ? ` and ${affected.length - mostAffected} more` : ''}.</p>`
}${
  rule
    ? html`<p class="why">${rule.why}</p><p><strong>Fix:</strong> ${rule.fix}</p><p>${rule.references.map((link) => html`<a href="${safeLink(link)}" rel="noreferrer">${link}</a> `)}</p>`
    : null
}<p class="fine">${[resource.type, resource.account, resource.region, code].filter((text) => text).join(' · ')}</p>
</details>
`;
}

function suppressionMarkup({ kind, reason, owner, expires }: Suppression): Markup {
  const who = owner === undefined ? '' : `, by ${owner}`;
  const until = expires === undefined ? '' : `, until ${expires}`;
  return html`<p>Suppressed by ${kind}: ${reason}${who}${until}</p>`;
}

const marks: Readonly<Record<TraceStep['decision'], string>> = { pass: '✓', block: '✗', unknown: '?' };

/** The way of the packets, from the sender on. */
function traceMarkup(steps: readonly TraceStep[]): Markup {
  return html`<p class="trace">The way of the packets:</p><ol class="hops">${steps.map(
    ({ decision, plane, message, location }) =>
      html`<li class="${decision}"><span class="mark" role="img" aria-label="${decision}">${marks[decision]}</span> <span class="rule">${plane}</span> ${message}${location && html` <span class="fine">${location.file}:${location.line}</span>`}</li>`,
  )}</ol>`;
}

/** Enough to know whether to open the finding. */
function firstSentence(message: string): string {
  return /^.*?\.(?=\s|$)/s.exec(message)?.[0] ?? message;
}

function safeLink(link: string): string {
  return link.startsWith('https://') ? link : '#';
}

function nameOf({ id, name }: ResourceReference): string {
  return name === undefined ? id : `${name} (${id})`;
}

function placeMarkup(location: Location | null): Markup | null {
  if (location === null) return null;
  const { file, line, excerpt } = location;
  return html`<figure><figcaption>${file}:${line}</figcaption>${
    excerpt &&
    html`<pre tabindex="0">${excerpt.lines.flatMap((line, index) => [gapMarkup(excerpt.lines[index - 1], line), lineMarkup(line)])}</pre>`
  }</figure>`;
}

/** Lines that are not shown. */
function gapMarkup(before: ExcerptLine | undefined, { number }: ExcerptLine): Markup | null {
  const left = number - (before?.number ?? number - 1) - 1;
  return left > 0 ? html`<span class="line number">… ${counted(left, 'line')}</span>` : null;
}

function lineMarkup({ number, text, marked }: ExcerptLine): Markup {
  const beginning = html`<span class="number">${String(number).padStart(5, '\u00a0')}</span> `;
  if (marked === null) return html`<span class="line">${beginning}${text}</span>`;
  const [from, to] = [marked.from - 1, marked.to - 1];
  return html`<span class="line">${beginning}${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}</span>`;
}
