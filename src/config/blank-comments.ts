/**
 * JSON with comments as JSON: comments and commas behind a last item become blanks, so that everything else stays
 * where it was.
 */
export function blankComments(text: string): string {
  // A string, or one of what is to go; the string comes first, for what stands in it is none of it.
  const parts = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  const bare = text.replace(parts, (part) => (part.startsWith('"') ? part : blank(part)));
  const commas = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g;
  return bare.replace(commas, (part) => (part === ',' ? ' ' : part));
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}
