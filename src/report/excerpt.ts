import type { Range } from './locate.ts';

/** One line of an excerpt. `text` has no line end; a cut end of a long line shows as `…`. */
export interface ExcerptLine {
  /** The line's number in the file, from 1. */
  readonly number: number;
  readonly text: string;
  /** The part of `text` (not of the whole line) to mark: columns from 1 in UTF-16 code units, `to` is behind the last. */
  readonly marked: { readonly from: number; readonly to: number } | null;
}

/** The lines around a place in a file. */
export interface Excerpt {
  readonly firstLine: number;
  /** In order. Where lines were left out in the middle, `number` leaps. */
  readonly lines: readonly ExcerptLine[];
  /** How many lines of the range are left out. */
  readonly elided: number;
}

/** A line of the range, as far as it was looked at. */
interface LineView {
  readonly number: number;
  readonly start: number;
  /** The offset of the line end, or the first offset that was not looked at. */
  readonly end: number;
  /** The offset where the next line begins; null when this line goes on further than was looked at. */
  readonly next: number | null;
  readonly markFrom: number;
  readonly markTo: number;
}

const WIDTH = 120;
/** How much of a long line is shown before a mark that does not fit as a whole. */
const LEAD = 20;
/** How far a line end is looked for. Longer lines are shown in part, and lines behind them are left out. */
const REACH = 4096;
const ELLIPSIS = '…';

/**
 * The lines of `text` in which `range` stands, from a member's key to the end of its value: at most `maxLines`, the
 * first ones and the last one, none wider than 120 columns. Characters are as in the file, control characters too.
 * The cost depends on the size of the excerpt, not on that of the text, its lines or the range.
 */
export function excerpt(text: string, range: Range, maxLines = 5): Excerpt {
  const first = range.keyStart ?? range.start;
  const stop = range.end.offset;
  const total = Math.max(range.end.line - first.line, 0) + 1;
  const leading = total <= maxLines ? total : Math.max(maxLines - 1, 1);

  const lines: ExcerptLine[] = [];
  let start: number | null = first.offset - (first.column - 1);
  for (let number = first.line; start !== null && number < first.line + leading; number += 1) {
    const view = viewLine(text, number, start, Math.max(start, first.offset), stop);
    lines.push(show(text, view));
    start = view.next;
  }
  const shownTo = first.line + lines.length - 1;
  if (lines.length < Math.min(total, maxLines) && shownTo < range.end.line) {
    const lastStart = stop - (range.end.column - 1);
    lines.push(show(text, viewLine(text, range.end.line, lastStart, lastStart, stop)));
  }
  return { firstLine: first.line, lines, elided: total - lines.length };
}

/** Finds the line end and the part of the line to mark: what of `[from, stop)` is in it, without blanks at either end. */
function viewLine(text: string, number: number, start: number, from: number, stop: number): LineView {
  const ahead = text.slice(from, from + REACH);
  const newline = ahead.indexOf('\n');
  const next = newline === -1 ? null : from + newline + 1;
  let end = newline === -1 ? from + ahead.length : from + newline;
  if (next !== null && text[end - 1] === '\r') end -= 1;

  const part = text.slice(from, Math.min(end, stop));
  const markFrom = from + (part.length - part.trimStart().length);
  return { number, start, end, next, markFrom, markTo: Math.max(markFrom, from + part.trimEnd().length) };
}

/** The line, or the window of it around its mark. The ellipses take the place of the outermost characters. */
function show(text: string, view: LineView): ExcerptLine {
  const room = WIDTH - (view.markTo - view.markFrom);
  const lead = room < 2 * LEAD ? LEAD : Math.floor(room / 2);
  let from = Math.max(view.start, Math.min(view.markFrom - lead, view.end - WIDTH));
  let to = Math.min(from + WIDTH, view.end);
  const cutBefore = from > view.start;
  const cutBehind = to < view.end || (view.next === null && view.end < text.length);
  // A surrogate pair must not be cut in two: then the ellipsis stands for both halves.
  if (cutBefore && isInsidePair(text, from + 1)) from += 1;
  if (cutBehind && isInsidePair(text, to - 1)) to -= 1;

  const bodyFrom = cutBefore ? from + 1 : from;
  const bodyTo = cutBehind ? to - 1 : to;
  const markTo = Math.min(view.markTo, bodyTo);
  return {
    number: view.number,
    text: `${cutBefore ? ELLIPSIS : ''}${text.slice(bodyFrom, bodyTo)}${cutBehind ? ELLIPSIS : ''}`,
    marked: markTo > view.markFrom ? { from: view.markFrom - from + 1, to: markTo - from + 1 } : null,
  };
}

function isInsidePair(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}
