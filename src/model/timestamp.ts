const isoWithZone = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A time as AWS and its CLI write it, in milliseconds since 1970: ISO 8601 with a zone (a blank may stand for
 * the T), or a number of seconds since 1970. Null for anything else, also for a time without a zone, which
 * would mean something else on every machine.
 */
export function parseTimestamp(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value * 1000 : null;
  if (typeof value !== 'string') return null;
  const [, date, time, zone] = isoWithZone.exec(value) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return null;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const milliseconds = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
