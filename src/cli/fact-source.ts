import { familyAction, familyCommand, isFamilyName } from '../model/fact-families.ts';
import type { FactSource } from '../report/report.ts';

/** How a family of facts is collected; null where no call gives it. */
export function factSource(family: string): FactSource | null {
  if (!isFamilyName(family)) return null;
  return { family, command: familyCommand(family), action: familyAction(family) };
}
