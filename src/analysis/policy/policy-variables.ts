import { type Fact, known } from '../../model/fact.ts';
import { type ContextValue, type RequestContext, undetermined } from './request-context.ts';

/** A policy variable, perhaps with a default in quotes: `${aws:username}`, `${aws:username, 'nobody'}`. */
const variable = /\$\{([^}]*)\}/g;

/** The default begins behind the first comma that a quote follows; found in one pass, however many there are. */
function withoutDefault(inner: string): { readonly name: string; readonly fallback: string | undefined } {
  const opening = /\s*'/y;
  const last = inner.endsWith("'") ? inner.length - 1 : -1;
  for (let comma = inner.indexOf(','); comma >= 0; comma = inner.indexOf(',', comma + 1)) {
    opening.lastIndex = comma + 1;
    if (opening.test(inner) && opening.lastIndex <= last) {
      return { name: inner.slice(0, comma), fallback: inner.slice(opening.lastIndex, last) };
    }
  }
  return { name: inner, fallback: undefined };
}

/**
 * The texts with the policy variables put in whose value the request determines, each character of which stands
 * for itself; a variable with a value that differs between the requests stays. Unknown where one may have no value:
 * what AWS makes of a statement with such a variable it does not say (PO19).
 */
export function resolveVariables(texts: readonly string[], context: RequestContext): Fact<readonly string[]> {
  if (!texts.some((text) => text.includes('${'))) return known(texts);
  const lost: string[] = [];
  const resolved = texts.map((text) =>
    text.replace(variable, (whole, inner: string) => {
      if (/^[*?$]$/.test(inner)) return whole;
      const { name, fallback } = withoutDefault(inner);
      const value = valueFor(context(name.trim().toLowerCase()), fallback);
      if (value === null) lost.push(name.trim());
      return value === null || value === 'differs' ? whole : escapePattern(value.text);
    }),
  );
  return lost.length === 0 ? known(resolved) : undetermined(`${lost.join(', ')} may have no value to put in`);
}

/** What a variable stands for; null where that may be nothing. */
function valueFor(
  value: ContextValue,
  fallback: string | undefined,
): { readonly text: string } | 'differs' | null {
  const isAlways = value.presence === 'present';
  if (!isAlways && fallback === undefined) return null;
  if (value.presence === 'absent') return { text: fallback ?? '' };
  const { values } = value;
  if (!values.known) return 'differs';
  const [only, ...others] = values.value;
  // Keys with several values cannot be variables.
  if (only === undefined || others.length > 0) return null;
  return isAlways || only === fallback ? { text: only } : 'differs';
}

/** The pattern that matches the text alone. */
export function escapePattern(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
