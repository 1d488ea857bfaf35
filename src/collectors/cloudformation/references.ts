/**
 * A value that only AWS knows stands in texts as the id of what it is of, between two characters that no text may
 * hold (they are noncharacters of Unicode): so Join and Split, Sub and Select need not know of it.
 */
const [opening, closing] = ['\uFDD0', '\uFDD1'];
const reference = /\uFDD0([^\uFDD0\uFDD1]*)\uFDD1/g;

export function referenceTo(id: string): string {
  return `${opening}${id}${closing}`;
}

/** The id that a text is the reference to and nothing else; null for any other text. */
export function soleReference(text: string): string | null {
  if (!text.startsWith(opening) || text.indexOf(closing) !== text.length - 1) return null;
  return text.slice(1, -1);
}

/** The ids that a text holds references to. */
export function referencesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(reference), ([, id = '']) => id);
}

/** The text with what `known` gives in the place of references; null leaves one as it is. */
export function replaceReferences(text: string, known: (id: string) => string | null): string {
  return text.replaceAll(reference, (whole, id: string) => known(id) ?? whole);
}

/** A text of a template, in which nothing may look like a reference. */
export function withoutReferences(text: string): string {
  return /[\uFDD0\uFDD1]/.test(text) ? text.replaceAll(/[\uFDD0\uFDD1]/g, '\uFFFD') : text;
}
