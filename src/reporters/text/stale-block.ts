import type { StaleSuppression } from '../../report/report.ts';
import { counted } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { type Layout, labelled } from './layout.ts';

const mostShown = 20;

/** The suppressions that suppress nothing: each with its place and why. */
export function staleBlock(
  stale: readonly StaleSuppression[],
  layout: Layout,
): readonly (readonly string[])[] {
  if (stale.length === 0) return [];
  const rest = stale.length - mostShown;
  return [
    [
      `${counted(stale.length, 'suppression')} to look after:`,
      ...stale
        .slice(0, mostShown)
        .flatMap(({ status, place, about, detail }) =>
          labelled(status, visibleText(`${place} (${about}): ${detail}`), layout, 'warning'),
        ),
      ...(rest > 0 ? [`  + ${rest} more`] : []),
    ],
  ];
}
