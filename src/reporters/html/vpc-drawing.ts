import * as dagre from '@dagrejs/dagre';
import type { DrawnNode, DrawnVpc } from '../../report/estate-view.ts';
import { html, type Markup } from './html-text.ts';

const nodeWidth = 196;
const nodeHeight = 40;
const margin = 20;
/** Above the subnets of a zone stands its name. */
const zoneTitle = 18;
const lettersInNode = 27;

interface Point {
  readonly x: number;
  readonly y: number;
}

type Placed = Point & { readonly width: number; readonly height: number };

/** As much of the layout library as is used here: its own declarations name files without their endings. */
interface LayoutLibrary {
  readonly Graph: new (options: { readonly compound: boolean }) => LayoutGraph;
  readonly layout: (graph: LayoutGraph) => void;
}

interface LayoutGraph {
  setGraph: (options: Readonly<Record<string, string | number>>) => void;
  setDefaultEdgeLabel: (label: () => object) => void;
  setNode: (id: string, size: { readonly width: number; readonly height: number }) => void;
  setParent: (id: string, parent: string) => void;
  setEdge: (from: string, to: string) => void;
  graph: () => { readonly width?: number; readonly height?: number };
  node: (id: string) => Placed;
  edge: (from: string, to: string) => { readonly points?: readonly Point[] };
}

const { Graph, layout } = dagre as unknown as LayoutLibrary;

/** The VPC as a drawing: subnets by zone, their route tables, and what those lead to, from left to right. */
export function vpcDrawing({ id, nodes, edges }: DrawnVpc): Markup {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 70, marginx: margin, marginy: margin + zoneTitle });
  graph.setDefaultEdgeLabel(() => ({}));
  const zones = [...new Set(nodes.flatMap(({ zone }) => zone ?? []))].sort();
  const zoneKeys = keysOf(zones, 'zone');
  for (const key of zoneKeys.values()) graph.setNode(key, { width: 0, height: 0 });
  const nodeKeys = keysOf(
    nodes.map((node) => node.id),
    'node',
  );
  const drawn = nodes.flatMap((node) => {
    const key = nodeKeys.get(node.id);
    return key === undefined ? [] : [{ node, key, zone: zoneKeys.get(node.zone ?? '') }];
  });
  for (const { key, zone } of drawn) {
    graph.setNode(key, { width: nodeWidth, height: nodeHeight });
    if (zone !== undefined) graph.setParent(key, zone);
  }
  const lines = edges.flatMap((edge) => {
    const [from, to] = [nodeKeys.get(edge.from), nodeKeys.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  for (const { from, to } of lines) graph.setEdge(from, to);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return html`<svg viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="group" aria-label="Drawing of ${id}" data-vpc="${id}">
${[...zoneKeys].map(([zone, key]) => zoneMarkup(zone, graph.node(key)))}
${lines.map(({ edge, from, to }) => {
  const { points = [] } = graph.edge(from, to);
  return html`<path class="edge" data-from="${edge.from}" data-to="${edge.to}" d="${curve(points)}"/>
`;
})}${drawn.map(({ node, key }) => nodeMarkup(node, graph.node(key)))}</svg>`;
}

/**
 * Names for the layout library, which keeps them as keys of plain objects: an id called `__proto__` would be written to
 * where all objects inherit from.
 */
function keysOf(ids: readonly string[], kind: string): ReadonlyMap<string, string> {
  return new Map(ids.map((id, index) => [id, `${kind} ${index}`]));
}

function zoneMarkup(zone: string, { x, y, width, height }: Placed): Markup {
  const [left, top] = [x - width / 2, y - height / 2];
  return html`<rect class="zone" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="8"/>
<text class="zone-name" x="${round(left + 6)}" y="${round(top - 5)}">${zone}</text>
`;
}

function nodeMarkup({ id, kind, name, detail }: DrawnNode, { x, y }: Point): Markup {
  const [left, top] = [round(x - nodeWidth / 2), round(y - nodeHeight / 2)];
  const title = kind === 'local' ? detail : (name ?? id);
  const below = kind === 'local' ? '' : name === null ? detail : detail || id;
  return html`<g class="node ${kind}" data-id="${id}" transform="translate(${left} ${top})"><title>${[title, id, detail].join('\u00a0· ')}</title>
<rect width="${nodeWidth}" height="${nodeHeight}" rx="5"/><text x="8" y="16">${clipped(title)}</text><text class="detail" x="8" y="31">${clipped(below)}</text></g>
`;
}

function clipped(text: string): string {
  return text.length <= lettersInNode ? text : `${text.slice(0, lettersInNode - 1)}…`;
}

/** A line that leaves and arrives level. */
function curve(points: readonly Point[]): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const middle = round((first.x + last.x) / 2);
  if (points.length <= 3) {
    return `M${round(first.x)} ${round(first.y)}C${middle} ${round(first.y)} ${middle} ${round(last.y)} ${round(last.x)} ${round(last.y)}`;
  }
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
