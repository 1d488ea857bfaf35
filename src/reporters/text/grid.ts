import { displayWidth } from './display-width.ts';
import type { Layout } from './layout.ts';
import type { Style } from './paint.ts';

export interface Cell {
  readonly text: string;
  readonly style: Style | null;
}

export interface Row {
  readonly label: string;
  /** A second, short label. */
  readonly detail: string;
  readonly cells: readonly Cell[];
}

export interface Grid {
  /** What the rows are, what their details are, and what the columns are. */
  readonly titles: { readonly rows: string; readonly details: string; readonly columns: string };
  readonly columns: readonly string[];
  /** With as many cells as there are columns. */
  readonly rows: readonly Row[];
}

const gap = '  ';

/** A grid with the place of each of its columns. */
interface Placed {
  readonly grid: Grid;
  readonly widths: readonly number[];
  /** The widths of the labels, and of the details; 0 where there are none. */
  readonly labels: number;
  readonly details: number;
  /** The indexes of the columns that stand beside each other. */
  readonly pages: readonly (readonly number[])[];
}

/**
 * A table that fits the terminal. Where it is too wide, its columns go on in further tables below, or it is turned
 * round, whichever takes fewer lines.
 */
export function gridLines(grid: Grid, layout: Layout): readonly string[] {
  const upright = placed(grid, layout);
  // The titles, and a line for each row.
  if (heightOf(upright) <= 1 + grid.rows.length) return tables(upright, layout);
  const turned = placed(turnedRound(grid), layout);
  return tables(heightOf(turned) < heightOf(upright) ? turned : upright, layout);
}

function turnedRound({ titles, columns, rows }: Grid): Grid {
  return {
    titles: { rows: titles.columns, details: '', columns: titles.rows },
    columns: rows.map(({ label }) => label),
    rows: columns.map((label, index) => ({
      label,
      detail: '',
      cells: rows.flatMap(({ cells }) => cells[index] ?? []),
    })),
  };
}

function placed(grid: Grid, layout: Layout): Placed {
  const { titles, columns, rows } = grid;
  const labels = widest([titles.rows, ...rows.map(({ label }) => label)]);
  const details = rows.some(({ detail }) => detail !== '')
    ? widest([titles.details, ...rows.map(({ detail }) => detail)])
    : 0;
  const start = labels + (details === 0 ? 0 : gap.length + details);
  const widths = columns.map((column, index) =>
    widest([column, ...rows.map(({ cells }) => cells[index]?.text ?? '')]),
  );
  return { grid, widths, labels, details, pages: pagesOf(widths, layout.columns - start) };
}

/** The number of lines: on each page the titles and the rows, and a blank line between pages. */
function heightOf({ grid, pages }: Placed): number {
  return pages.length * (2 + grid.rows.length) - Math.min(pages.length, 1);
}

function tables({ grid, widths, labels, details, pages }: Placed, { paint }: Layout): readonly string[] {
  const { titles, columns, rows } = grid;
  const headOf = (label: string, detail: string) =>
    details === 0 ? padded(label, labels) : padded(label, labels) + gap + padded(detail, details);
  return pages.flatMap((page, number) => [
    ...(number === 0 ? [] : ['']),
    paint(
      'faint',
      (
        headOf(titles.rows, titles.details) +
        page.map((index) => gap + padded(columns[index] ?? '', widths[index] ?? 0)).join('')
      ).trimEnd(),
    ),
    ...rows.map(({ label, detail, cells }) =>
      page
        .reduce(
          (line, index) => {
            const { text = '', style = null } = cells[index] ?? {};
            const room = ' '.repeat((widths[index] ?? 0) - displayWidth(text));
            return line + gap + (style === null ? text : paint(style, text)) + room;
          },
          headOf(label, detail),
        )
        .trimEnd(),
    ),
  ]);
}

function pagesOf(widths: readonly number[], room: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  let left = 0;
  for (const [index, width] of widths.entries()) {
    const page = found.at(-1);
    left -= gap.length + width;
    if (page && left >= 0) page.push(index);
    else {
      found.push([index]);
      left = room - gap.length - width;
    }
  }
  return found;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - displayWidth(text), 0));
}
