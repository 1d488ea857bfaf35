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

/**
 * A table that fits the terminal. Where it is too wide, its columns go on in further tables below, or it is turned
 * round, whichever takes fewer lines.
 */
export function gridLines(grid: Grid, layout: Layout): readonly string[] {
  const upright = tables(grid, layout);
  // The titles, and a line for each row.
  if (upright.length <= 1 + grid.rows.length) return upright;
  const turned = tables(turnedRound(grid), layout);
  return turned.length < upright.length ? turned : upright;
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

function tables({ titles, columns, rows }: Grid, layout: Layout): readonly string[] {
  const labels = widest([titles.rows, ...rows.map(({ label }) => label)]);
  const details = rows.some(({ detail }) => detail !== '')
    ? widest([titles.details, ...rows.map(({ detail }) => detail)])
    : 0;
  const start = labels + (details === 0 ? 0 : gap.length + details);
  const widths = columns.map((column, index) =>
    widest([column, ...rows.map(({ cells }) => cells[index]?.text ?? '')]),
  );
  const headOf = (label: string, detail: string) =>
    details === 0 ? padded(label, labels) : padded(label, labels) + gap + padded(detail, details);
  const { paint } = layout;
  return pages(widths, layout.columns - start).flatMap((page, number) => [
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

/** The indexes of the columns that stand beside each other. */
function pages(widths: readonly number[], room: number): readonly (readonly number[])[] {
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
