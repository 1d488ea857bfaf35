import type { PathHop } from '../../report/path-report.ts';
import type { Location, ResourceReference } from '../../report/report.ts';
import { firstFew, resourceText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { displayWidth } from './display-width.ts';
import type { Layout } from './layout.ts';
import type { Style } from './paint.ts';
import { proseWidth, wrapBehind } from './wrap.ts';

/** How a hop stands in the way: what lets part of the packets pass is marked too. */
export type Mark = 'pass' | 'part' | 'block' | 'unknown';

const signs: Readonly<Record<Mark, string>> = { pass: '+', part: '~', block: 'x', unknown: '?' };
const styles: Readonly<Record<Mark, Style>> = {
  pass: 'faint',
  part: 'warning',
  block: 'error',
  unknown: 'undecided',
};
const planeWidth = 6;
const mostHops = 30;
/** Of what one component lets pass. */
const mostTexts = 3;

export function markOf({ decision, reason }: PathHop): Mark {
  return decision === 'pass' && reason.endsWith('-partial') ? 'part' : decision;
}

/** Every hop in the order of the way, each on a line with its place; what one component lets pass on one. */
export function wayLines(hops: readonly PathHop[], layout: Layout): readonly string[] {
  const steps = stepsOf(hops);
  const rest = steps.length - mostHops;
  return [
    ...steps.slice(0, mostHops).flatMap((step) => stepLines(step, layout)),
    ...(rest > 0 ? [`  + ${rest} more steps`] : []),
  ];
}

interface Step {
  readonly mark: Mark;
  readonly plane: string;
  readonly component: ResourceReference;
  readonly texts: readonly string[];
  readonly location: Location | null;
}

function stepsOf(hops: readonly PathHop[]): readonly Step[] {
  const steps: Step[] = [];
  for (const hop of hops) {
    const { plane, component, location } = hop;
    const mark = markOf(hop);
    const before = steps.at(-1);
    const continues =
      mark === 'pass' &&
      before?.mark === 'pass' &&
      before.plane === plane &&
      isSame(before.component, component);
    if (!continues) {
      const text = mark === 'pass' ? hopText(hop) : inShort(hopText(hop));
      steps.push({ mark, plane, component, texts: [text], location });
      continue;
    }
    const text = withoutId(hop);
    if (!before.texts.includes(text)) steps.splice(-1, 1, { ...before, texts: [...before.texts, text] });
  }
  return steps;
}

const longText = 120;

/** What stands in the way was told in full before: of a long text the part before its details. */
function inShort(text: string): string {
  const end = text.indexOf(': ', longText / 4);
  return text.length > longText && end > 0 ? text.slice(0, end) : text;
}

function isSame(a: ResourceReference, b: ResourceReference): boolean {
  return a.type === b.type && a.id === b.id;
}

function stepLines({ mark, plane, texts, location }: Step, { paint, columns }: Layout): readonly string[] {
  const first = `  ${paint(styles[mark], signs[mark])} ${plane.padEnd(planeWidth)}  `;
  const indent = ' '.repeat(planeWidth + 6);
  const width = proseWidth(columns);
  const lines = wrapBehind(indent, indent, firstFew(texts, mostTexts), width);
  const place = location === null ? '' : shortPlace(location);
  const last = lines.at(-1) ?? '';
  const fits = displayWidth(last) + displayWidth(place) + 2 <= width;
  const shown = paint('faint', place);
  const placed =
    place === '' ? lines : fits ? [...lines.slice(0, -1), `${last}  ${shown}`] : [...lines, indent + shown];
  return placed.map((line, index) => (index === 0 ? first + line.slice(indent.length) : line));
}

/** The file's own name and the line; excerpts tell the whole path. */
function shortPlace({ file, line, excerpt }: Location): string {
  const name = visibleText(file.split(/[/\\]/).at(-1) ?? file);
  return excerpt === null ? name : `${name}:${line}`;
}

/** The message with the component's name in it. */
export function hopText({ component, message }: PathHop): string {
  return namedText(component, message);
}

/** A text with a component's name behind its id, or with both in front where the text does not name it. */
export function namedText(component: ResourceReference, prose: string): string {
  const text = visibleText(prose);
  const id = visibleText(component.id);
  const at = placeOf(id, text);
  if (at < 0) return `${resourceText(component)}: ${text}`;
  return text.slice(0, at) + resourceText(component) + text.slice(at + id.length);
}

/** Where an id stands in a text, and is not the beginning of a longer one. */
function placeOf(id: string, text: string): number {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/[\w-]/.test(text[at + id.length] ?? '')) return at;
  }
  return -1;
}

/** What more is said of a component that was named just before. */
function withoutId({ component, message }: PathHop): string {
  const id = visibleText(component.id);
  return visibleText(message).replace(` of ${id}`, '').replace(`${id} `, '');
}
