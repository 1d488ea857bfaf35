import type { Resource } from '../model/resources/resource.ts';

/** A resource by its id, and by its name where it has one: `rtb-1 (private)`. */
export function named({ id, name }: Pick<Resource, 'id' | 'name'>): string {
  return name === null ? id : `${id} (${name})`;
}

/** A number with its noun: `1 subnet`, `2 subnets`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const mostListed = 5;

/** `a`, `a and b`, `a, b and c`; what exceeds a handful is counted. */
export function listed(items: readonly string[]): string {
  const shown = items.length > mostListed ? items.slice(0, mostListed - 1) : items;
  const rest = items.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** With a capital letter, to begin a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence of AWS's, to be put into one of ours: without its full stop and what is blank behind it. */
export function withoutFullStop(sentence: string): string {
  let end = sentence.length;
  while (end > 0 && /[.\s]/.test(sentence.charAt(end - 1))) end -= 1;
  return sentence.slice(0, end);
}
