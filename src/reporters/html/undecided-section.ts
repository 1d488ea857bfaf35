import type { Report } from '../../report/report.ts';
import { html, type Markup } from './html-text.ts';

/** What could not be decided, by the kind of fact that is missing, with the call and the permission that give it. */
export function undecidedSection({ undecided, factSources }: Report): Markup | null {
  if (undecided.length === 0) return null;
  const sources = new Map(factSources.map((source) => [source.family, source]));
  const families = new Map<string, { rules: Set<string>; reasons: Set<string>; count: number }>();
  for (const { rule, missing, count } of undecided) {
    for (const { family, reason } of missing) {
      const entry = families.get(family) ?? { rules: new Set(), reasons: new Set(), count: 0 };
      entry.rules.add(rule);
      entry.reasons.add(reason);
      entry.count += count;
      families.set(family, entry);
    }
  }
  return html`<section aria-labelledby="undecided-title"><h2 id="undecided-title">Undecided</h2>
<p>These facts were not in the input; without them the rules beside them neither pass nor fail.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Missing facts"><table><thead><tr><th scope="col">Missing</th><th scope="col">Why</th><th scope="col">Rules</th><th scope="col">Permission</th><th scope="col">Call</th></tr></thead><tbody>
${[...families]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([family, { rules, reasons }]) => {
    const source = sources.get(family);
    return html`<tr><th scope="row">${family}</th><td>${[...reasons].slice(0, 3).join('; ')}</td><td>${[...rules].join(', ')}</td><td><code>${source?.action ?? ''}</code></td><td><code>${source?.command ?? ''}</code></td></tr>
`;
  })}</tbody></table></div></section>`;
}
