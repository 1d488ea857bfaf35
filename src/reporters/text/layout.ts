import type { Paint, Style } from './paint.ts';
import { proseWidth, wrapBehind } from './wrap.ts';

/** What the parts of a text report share: colours and the columns of the terminal. */
export interface Layout {
  readonly paint: Paint;
  readonly columns: number;
}

const margin = '  ';
const labelWidth = 9;
const behindLabel = margin + ' '.repeat(labelWidth);

/** Prose below a headline. */
export function paragraph(text: string, { columns }: Layout): readonly string[] {
  return wrapBehind(margin, margin, text, proseWidth(columns));
}

/** Prose with a label in front: `  why      Without a route …`. */
export function labelled(
  label: string,
  text: string,
  { paint, columns }: Layout,
  style: Style = 'faint',
): readonly string[] {
  return wrapBehind(labelStart(label, paint, style), behindLabel, text, proseWidth(columns));
}

/** A label before what must stay on one line, to be copied or clicked. */
export function labelledWhole(label: string, text: string, { paint }: Layout): readonly string[] {
  return [labelStart(label, paint, 'faint') + text];
}

function labelStart(label: string, paint: Paint, style: Style): string {
  return `${margin}${paint(style, label)}${' '.repeat(Math.max(labelWidth - label.length, 1))}`;
}
