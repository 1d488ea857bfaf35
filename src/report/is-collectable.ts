import type { MissingFact } from './report.ts';

/** Whether a call that was not made, or was refused, would tell it; else the input could not hold it. */
export function isCollectable({ reason }: Pick<MissingFact, 'reason'>): boolean {
  return /\b(?:not collected|denied|failed)\b/.test(reason);
}
