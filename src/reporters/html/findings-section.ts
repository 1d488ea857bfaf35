import type {
  ExcerptLine,
  Finding,
  Location,
  Report,
  ResourceReference,
  RuleDescriptor,
} from '../../report/report.ts';
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
  const { severity, resource, message, location, evidence, affected, suppressed, code } = finding;
  return html`<details class="finding ${severity}" data-severity="${severity}" data-rule="${finding.rule}" data-account="${resource.account ?? ''}" data-vpc="${vpcOf(resource) ?? ''}">
<summary><span class="badge ${severity}">${severity}</span> <span class="what">${nameOf(resource)}</span> <span class="rule">${finding.rule}</span> <span class="first">${firstSentence(message)}</span>${suppressed ? html` <span class="badge">suppressed</span>` : null}</summary>
<p>${message}</p>
${suppressed ? html`<p>Suppressed by ${suppressed.kind}: ${suppressed.reason}</p>` : null}${placeMarkup(location)}
${evidence.map((each) => html`<p>${each.message}</p>${placeMarkup(each.location)}`)}
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
    excerpt && html`<pre tabindex="0">${excerpt.lines.map(lineMarkup)}</pre>`
  }</figure>`;
}

function lineMarkup({ number, text, marked }: ExcerptLine): Markup {
  const beginning = html`<span class="number">${String(number).padStart(5, '\u00a0')}</span> `;
  if (marked === null) return html`<span class="line">${beginning}${text}</span>`;
  const [from, to] = [marked.from - 1, marked.to - 1];
  return html`<span class="line">${beginning}${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}</span>`;
}
