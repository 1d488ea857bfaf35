import type { EstateView } from '../../report/estate-view.ts';
import type { MatrixSubnet, MatrixVpc } from '../../report/matrix-report.ts';
import { cellWords } from '../matrix-words.ts';
import { html, type Markup } from './html-text.ts';
import { vpcDrawing } from './vpc-drawing.ts';

/** Each VPC: its matrix, in which a cell can be chosen, its drawing, and room for the way that is chosen. */
export function estateSection({ matrix, vpcs, paths }: EstateView): Markup | null {
  if (matrix.vpcs.length === 0) return null;
  const drawn = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  return html`<section aria-labelledby="estate-title"><h2 id="estate-title">Subnets and services</h2>
<p>What becomes of traffic from each subnet to each service. Choose a cell to see its way.</p>
${matrix.vpcs.map((vpc) => {
  const drawing = vpc.id === null ? undefined : drawn.get(vpc.id);
  return html`<details class="vpc" open><summary>${vpc.name ?? vpc.id ?? 'No VPC'} <span class="rule">${[vpc.name === null ? null : vpc.id, vpc.account, vpc.region].filter((text) => text !== null).join(' · ')}</span></summary>
${matrixTable(vpc, paths)}
<div class="way" aria-live="polite" hidden></div>
${drawing ? html`<div class="scroll" tabindex="0" role="region" aria-label="Drawing">${vpcDrawing(drawing)}</div>` : null}
</details>`;
})}</section>`;
}

function byName({ subnet: a }: MatrixSubnet, { subnet: b }: MatrixSubnet): number {
  const [left, right] = [a, b].map(({ name, id }) => `${name ?? ''} ${id}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

function matrixTable({ id, services, subnets }: MatrixVpc, paths: EstateView['paths']): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Matrix of ${id ?? 'no VPC'}"><table class="matrix"><thead><tr><th scope="col">Subnet</th>${services.map(
    (service) => html`<th scope="col">${service}</th>`,
  )}</tr></thead><tbody>
${[...subnets].sort(byName).map(({ subnet, zone, cells }) => {
  const name = subnet.name ?? subnet.id;
  return html`<tr><th scope="row" title="${subnet.id}">${name}<span class="rule"> ${zone ?? ''}</span></th>${cells.map(
    (cell) => {
      const { text, verdict } = cellWords(cell);
      if (!paths.get(subnet.id)?.has(cell.service)) return html`<td class="${verdict}">${text}</td>`;
      return html`<td class="${verdict}"><button type="button" data-from="${subnet.id}" data-to="${cell.service}" aria-label="${`${name} to ${cell.service}: ${text}`}">${text}</button></td>`;
    },
  )}</tr>
`;
})}</tbody></table></div>`;
}
