import type { ExcerptLine, Location, Severity } from '../../report/report.ts';
import { counted } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { displayWidth } from './display-width.ts';
import type { Layout } from './layout.ts';

/** A line as it is shown, in three parts: before, in and behind the mark. */
type Segments = readonly [string, string, string];

/** What of a line is kept on either side of its mark where there is no room for all of it. */
const lead = 12;

/** The place and the lines of the input, with the offending part marked. */
export function excerptLines(location: Location, severity: Severity, layout: Layout): readonly string[] {
  const { paint } = layout;
  const { excerpt } = location;
  const lines = excerpt?.lines ?? [];
  const digits = Math.max(2, String(lines.at(-1)?.number ?? 0).length);
  const gutter = `${' '.repeat(digits + 3)}${paint('faint', '|')}`;
  const arrow = `${' '.repeat(digits + 1)}${paint('faint', '-->')} ${placeText(location)}`;
  if (excerpt === null || lines.length === 0) return [arrow];

  const shown: string[] = [arrow, gutter];
  const room = Math.max(layout.columns - digits - 5, 20);
  let previous = lines[0]?.number ?? 0;
  for (const line of lines) {
    const skipped = line.number - previous - 1;
    if (skipped > 0)
      shown.push(`${' '.repeat(digits)}... ${paint('faint', `(${counted(skipped, 'line')})`)}`);
    previous = line.number;
    const number = paint('faint', `${String(line.number).padStart(digits + 2)} |`);
    const bar = location.line === location.endLine ? '' : barOf(line.number, location);
    const segments = fit(segmentsOf(line), room - bar.length);
    shown.push(trimmed(`${number} ${paint(severity, bar)}${segments.join('')}`));
    if (bar === '' && segments[1] !== '') {
      const marker = paint(severity, '^'.repeat(Math.max(displayWidth(segments[1]), 1)));
      shown.push(`${gutter} ${' '.repeat(displayWidth(segments[0]))}${marker}`);
    }
  }
  return shown;
}

/** Where something stands: `file.json:12:5`, or the pointer where the file could not be read again. */
export function placeText({ file, line, column, pointer, excerpt }: Location): string {
  const path = visibleText(file);
  return excerpt === null ? `${path} (${visibleText(pointer) || 'all of it'})` : `${path}:${line}:${column}`;
}

/** A bar along the lines of a value that has several. */
function barOf(number: number, { line, endLine }: Location): string {
  return number === line ? '/ ' : number === endLine ? '\\ ' : '| ';
}

function segmentsOf({ text, marked }: ExcerptLine): Segments {
  const from = marked === null ? text.length : marked.from - 1;
  const to = marked === null ? text.length : marked.to - 1;
  return [shownText(text.slice(0, from)), shownText(text.slice(from, to)), shownText(text.slice(to))];
}

function shownText(text: string): string {
  return visibleText(text.replaceAll('\t', '  '));
}

/** Cuts a line to `room` columns, with its mark in view and something of what is on either side of it. */
function fit([before, marked, behind]: Segments, room: number): Segments {
  const around = room - displayWidth(marked);
  const start = cutLeft(before, Math.max(around - Math.min(displayWidth(behind), lead), lead));
  const left = room - displayWidth(start);
  if (displayWidth(marked) + Math.min(behind.length, 1) > left) return [start, cutRight(marked, left), ''];
  return [start, marked, cutRight(behind, left - displayWidth(marked))];
}

function cutLeft(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `…${lastColumns(text, columns - 1)}`;
}

function cutRight(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${firstColumns(text, columns - 1)}…`;
}

function firstColumns(text: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += displayWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return kept;
}

function lastColumns(text: string, columns: number): string {
  return reversed(firstColumns(reversed(text), columns));
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

function trimmed(line: string): string {
  return line.trimEnd();
}
