import { jsonLine } from '../json-text.ts';
import { visibleText } from '../visible-text.ts';

/** Text that is markup already, and goes into a page as it stands. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | null | Markup | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup in which every text that is put in shows as text, in content as in quoted attributes. Null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + partText(parts[index] ?? null)).join(''));
}

function partText(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string')
    return visibleText(part).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
  return part.map(partText).join('');
}

/** A JSON value for a `<script type="application/json">`, which nothing in it can end. */
export function jsonIsland(value: unknown): Markup {
  return new Markup(jsonLine(value).replace(/[<>&]/g, (mark) => escaped(mark)));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
