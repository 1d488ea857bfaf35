import type { Resource } from '../../model/resources/resource.ts';
import type { Finding, StaleSuppression, Suppression } from '../../report/report.ts';

/** A finding as rules give it, before its places are looked up. */
export type RawFinding = Finding<unknown>;

/** Something that keeps findings from counting, with who is to blame for it. */
export interface SuppressionSource {
  readonly rule: string;
  /** Of the one finding that it may cover, where it is for one only. */
  readonly fingerprint?: string;
  readonly covers: (finding: RawFinding, resource: Resource) => boolean;
  /** What is said of a finding that it covers. */
  readonly suppression: Suppression;
  /** What it says it is about, and where it stands: for the one that covers nothing. */
  readonly about: string;
  readonly place: string;
}

/** What the sources of suppressions come to. */
export interface Suppressions {
  readonly sources: readonly SuppressionSource[];
  /** Those that say nothing that could be followed, such as one without a reason. */
  readonly malformed: readonly StaleSuppression[];
}

const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** A suppression holds through the whole of its last day (UTC). */
export function isExpired({ expires }: Suppression, now: Date): boolean {
  return expires !== undefined && now.getTime() >= Date.parse(`${expires}T00:00:00Z`) + millisecondsOfDay;
}

/** Whether a text is a day of the calendar: `2027-01-31`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
