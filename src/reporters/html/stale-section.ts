import type { Report } from '../../report/report.ts';
import { html, type Markup } from './html-text.ts';

/** Suppressions that suppress nothing, with where they stand. */
export function staleSection({ staleSuppressions }: Report): Markup | null {
  if (staleSuppressions.length === 0) return null;
  return html`<section aria-labelledby="stale-title"><h2 id="stale-title">Suppressions to look at</h2>
<p>These suppress nothing. Remove them, or renew what has expired.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Suppressions that suppress nothing"><table><thead><tr><th scope="col">Is</th><th scope="col">Where</th><th scope="col">About</th><th scope="col">Why</th></tr></thead><tbody>
${staleSuppressions.map(
  ({ kind, status, place, about, detail }) =>
    html`<tr><th scope="row">${status}</th><td>${place} <span class="rule">${kind}</span></td><td>${about}</td><td>${detail}</td></tr>
`,
)}</tbody></table></div></section>`;
}
