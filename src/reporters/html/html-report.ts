import { createHash } from 'node:crypto';
import type { EstateView } from '../../report/estate-view.ts';
import type { Report } from '../../report/report.ts';
import { estateSection } from './estate-section.ts';
import { findingsSection } from './findings-section.ts';
import { html, jsonIsland, Markup } from './html-text.ts';
import { pageData } from './page-data.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { staleSection } from './stale-section.ts';
import { undecidedSection } from './undecided-section.ts';

/**
 * The report as one page that needs no network: it loads nothing and runs no script but its own, which its
 * content security policy names by hash.
 */
export function htmlReport(report: Report, estate: EstateView): string {
  const script = `(${pageScript.toString()})(document)`;
  const { tool, inputs, summary, extent } = report;
  const counts: readonly (readonly [number, string])[] = [
    [summary.error, summary.error === 1 ? 'error' : 'errors'],
    [summary.warning, summary.warning === 1 ? 'warning' : 'warnings'],
    [summary.info, 'info'],
    [summary.suppressed, 'suppressed'],
    [summary.undecided, 'undecided'],
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(pageStyle)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>vpce-lint report</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<header><h1>vpce-lint report</h1>
<ul class="counts">${counts.map(([count, what]) => html`<li><strong>${count}</strong>${what}</li>`)}</ul>
<p class="fine">${extent.endpoints} endpoints and ${extent.endpointServices} endpoint services in ${extent.vpcs} VPCs. Read from ${inputs.map(({ path }) => path).join(', ')} by ${tool.name} ${tool.version}.</p></header>
<main>
${findingsSection(report)}
${staleSection(report)}
${estateSection(estate)}
${undecidedSection(report)}
</main>
<script type="application/json" id="paths">${jsonIsland(pageData(estate))}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
