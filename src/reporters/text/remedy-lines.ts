import type { FactSource } from '../../report/report.ts';
import { type Layout, labelledWhole } from './layout.ts';

/** Who was refused needs the permission; who did not ask needs the call. */
export function remedyLines(
  { command, action }: FactSource,
  reasons: readonly string[],
  layout: Layout,
): readonly string[] {
  return reasons.some((reason) => reason.startsWith('denied'))
    ? labelledWhole('allow', `${action} (for ${command})`, layout)
    : labelledWhole('collect', command, layout);
}
