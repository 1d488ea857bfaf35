import type { EstateView } from '../../report/estate-view.ts';
import type { PathHop, PathReport } from '../../report/path-report.ts';
import type { Location, MissingFact } from '../../report/report.ts';
import { visibleText } from '../visible-text.ts';

/** A step of a way, as the page shows it. */
export interface PageHop {
  readonly plane: string;
  readonly decision: 'pass' | 'block' | 'unknown';
  readonly id: string;
  readonly message: string;
  readonly place: string;
}

export interface PageBranch {
  readonly verdict: string;
  readonly title: string;
  readonly hops: readonly PageHop[];
  readonly missing: readonly string[];
  /** What the way leads over, beside the components of its hops. */
  readonly over: readonly string[];
}

export interface PageWay {
  readonly title: string;
  readonly verdict: string;
  readonly assumptions: readonly string[];
  readonly branches: readonly PageBranch[];
}

/** The ways behind the cells, by subnet and then by service. */
export type PageData = Readonly<Record<string, Readonly<Record<string, PageWay>>>>;

/** What the script of the page reads: texts only, in which nothing is hidden. */
export function pageData({ paths }: EstateView): PageData {
  return Object.fromEntries(
    [...paths].map(([subnet, ways]) => [
      subnet,
      Object.fromEntries([...ways].map(([service, way]) => [service, pageWay(way)])),
    ]),
  );
}

function pageWay({ from, to, verdict, assumptions, branches }: PathReport): PageWay {
  return {
    title: visibleText(`${from} to ${to}`),
    verdict,
    assumptions: assumptions.map(visibleText),
    branches: branches.map(({ destinations, destinationsName, via, viaId, hops, missing, ...branch }) => ({
      verdict: branch.verdict,
      title: visibleText(
        `${destinationsName ?? shortened(destinations)}: ${via.replaceAll('-', ' ')}${viaId === null ? '' : ` ${viaId}`}`,
      ),
      hops: hops.map(pageHop),
      missing: missing.map(missingText),
      over: [from, ...(viaId === null ? [] : [viaId]), ...(localWays.has(via) ? ['local'] : [])],
    })),
  };
}

/** Ways that take the local route of the VPC. */
const localWays: ReadonlySet<string> = new Set([
  'local',
  'interface-endpoint',
  'resource-endpoint',
  'service-network-endpoint',
]);

function shortened(destinations: readonly string[]): string {
  const [first = '', ...others] = destinations;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function pageHop({ plane, decision, component, message, location }: PathHop): PageHop {
  return { plane, decision, id: component.id, message: visibleText(message), place: placeText(location) };
}

function placeText(location: Location | null): string {
  return location === null ? '' : visibleText(`${location.file}:${location.line}`);
}

function missingText({ family, account, region, reason }: MissingFact): string {
  const where = [account, region].filter((text) => text !== null).join('/');
  return visibleText(`${family}${where === '' ? '' : ` of ${where}`}: ${reason}`);
}
