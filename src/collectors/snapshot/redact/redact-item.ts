import type { RawItem } from '../../../model/snapshot.ts';
import type { TextStandIns } from './text-stand-ins.ts';

/**
 * A copy of an item in which every text has stand-ins. Field names are AWS's own and stay, and so do the keys
 * of what policies and answers hold as objects, up to the part that a customer chose (`aws:PrincipalTag/team`).
 */
export function redactItem(item: RawItem, standIns: TextStandIns): RawItem {
  return redactFields(item, standIns);
}

/** What these hold are names of API calls. */
const actionFields: ReadonlySet<string> = new Set(['Action', 'NotAction']);

function redactFields(fields: object, standIns: TextStandIns): RawItem {
  // From entries, because a key may be named __proto__.
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) =>
      actionFields.has(key) ? [key, value] : [redactKey(key, standIns), redactValue(value, standIns)],
    ),
  );
}

function redactKey(key: string, standIns: TextStandIns): string {
  const slash = key.indexOf('/');
  return slash < 0 ? key : key.slice(0, slash) + standIns.of(key.slice(slash));
}

function redactValue(value: unknown, standIns: TextStandIns): unknown {
  if (typeof value === 'string') return redactText(value, standIns);
  if (Array.isArray(value)) return value.map((one: unknown) => redactValue(one, standIns));
  if (typeof value === 'object' && value !== null) return redactFields(value, standIns);
  return value;
}

/** A text that holds an object as JSON, as policies are printed, is redacted as that object. */
function redactText(text: string, standIns: TextStandIns): string {
  const embedded = embeddedObject(text);
  return embedded === null ? standIns.of(text) : JSON.stringify(redactFields(embedded, standIns), null, 2);
}

function embeddedObject(text: string): object | null {
  if (!/^\s*(?:\{|%7B)/i.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
