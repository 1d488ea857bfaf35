import type { Finding } from '../../report/report.ts';
import { counted, firstFew, resourceText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';

const mostNamed = 3;

/** The text on one line, with a period at its end. */
export function sentence(text: string): string {
  const line = visibleText(text.replace(/\s+/g, ' ').trim());
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/**
 * The message of a finding with what it affects and links to its evidence: `[rtb-1 has no route](1)` leads to
 * the related location of that number. Brackets that stand in the words themselves are escaped.
 */
export function sarifMessage({ message, affected }: Finding, linked: readonly string[]): string {
  const parts = [escapeLinks(sentence(message))];
  if (affected.length > 0) {
    const names = firstFew(affected.map(resourceText), mostNamed);
    parts.push(escapeLinks(sentence(`Affects ${counted(affected.length, 'resource')}: ${names}`)));
  }
  if (linked.length > 0) {
    const links = linked.map((text, index) => `[${escapeLinks(withoutPeriod(text))}](${index + 1})`);
    parts.push(`Evidence: ${links.join('; ')}.`);
  }
  return parts.join(' ');
}

function withoutPeriod(text: string): string {
  return sentence(text).replace(/\.$/, '');
}

/** The text with brackets that make no link. */
export function escapeLinks(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}
