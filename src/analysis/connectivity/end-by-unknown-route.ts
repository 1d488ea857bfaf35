import type { MissingFact } from '../../model/fact.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { decide, end, type Flight } from './flight.ts';
import type { PathBranch } from './path-answer.ts';

/** The end of a flight of which nobody knows which route of the table takes it. */
export function endByUnknownRoute(
  flight: Flight,
  table: RouteTable,
  missing: readonly MissingFact[],
): PathBranch {
  const lost = decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'route-unknown',
    message: `which route of ${table.id} they take is not known`,
    at: table.at('/Routes'),
    missing,
  });
  return end(lost, 'unknown', null);
}
