import { visibleText } from '../visible-text.ts';

/** What has a meaning in Markdown or HTML. */
const marks = /[&<>"'\\`*_[\]#|~$]/g;

/** What a pipeline that prints the text would take for a command at the beginning of a line. */
const commandInFront = /^(\s*):(?=:)/;

/** Between two characters it keeps a platform from making a mention or a link of them, and shows as nothing. */
const divider = '&#8203;';

/**
 * Text that Markdown shows as it is, on one line: no markup, no HTML, and nothing that a platform would turn into a
 * mention of a person, a reference to an issue or a link.
 */
export function markdownText(text: string): string {
  return visibleText(text)
    .replace(marks, (character) => `&#${character.charCodeAt(0)};`)
    .replace(commandInFront, '$1&#58;')
    .replaceAll('@', `@${divider}`)
    .replaceAll('&#35;', `&#35;${divider}`)
    .replace(/\b(https?|ftp|mailto|xmpp):/gi, `$1:${divider}`)
    .replace(/\bwww\./gi, `www${divider}.`);
}

/** The same in a typewriter face. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}
