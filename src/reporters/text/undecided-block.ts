import type {
  FactSource,
  MissingFact,
  Report,
  ResourceReference,
  UndecidedGroup,
} from '../../report/report.ts';
import { counted, firstFew, resourceText, scopeText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { type Layout, labelled, paragraph } from './layout.ts';
import { remedyLines } from './remedy-lines.ts';

const mostPlaces = 3;
const mostReasons = 2;
const mostRules = 4;
const mostResources = 5;

/** Facts that are missing for the same reasons, in one account and region or in several. */
interface Gap {
  readonly family: string;
  readonly reasons: readonly string[];
  readonly places: readonly string[];
  readonly rules: ReadonlySet<string>;
  readonly resources: ReadonlyMap<string, ResourceReference>;
}

/** What could not be told, by missing fact: which rules and resources wait for it, and how to get it. */
export function undecidedBlocks(
  { undecided, factSources }: Report,
  layout: Layout,
): readonly (readonly string[])[] {
  if (undecided.length === 0) return [];
  const sources = new Map(factSources.map((source) => [source.family, source]));
  const gaps = merged(gapsByPlace(undecided));
  return [[summary(undecided)], ...gaps.map((gap) => gapBlock(gap, sources.get(gap.family), layout))];
}

/** The blocks that follow do not add up: what lacks two facts stands in two of them. */
function summary(undecided: readonly UndecidedGroup[]): string {
  const rules = new Set(undecided.map(({ rule }) => rule)).size;
  const answers = `${counted(undecided.length, 'answer')} of ${counted(rules, 'rule')}`;
  return `${answers} undecided, listed under every fact that is missing:`;
}

function gapBlock(gap: Gap, source: FactSource | undefined, layout: Layout): string[] {
  const { family, reasons, places, rules, resources } = gap;
  const title = layout.paint('undecided', `undecided[${visibleText(family)}]`);
  const where = places.length === 0 ? '' : ` of ${firstFew(places, mostPlaces)}`;
  const about = resources.size === 0 ? '' : ` on ${counted(resources.size, 'resource')}`;
  const names = [...resources.values()].map(resourceText);
  return [
    `${title}${where} (${firstFew(reasons.map(visibleText), mostReasons)})`,
    ...paragraph(
      `${counted(rules.size, 'rule')} undecided${about}: ${firstFew([...rules], mostRules)}`,
      layout,
    ),
    ...(names.length === 0 ? [] : labelled('about', firstFew(names, mostResources), layout)),
    ...(source === undefined ? [] : remedyLines(source, reasons, layout)),
  ];
}

/** One gap per family, account and region. Where each resource has its own reason, they stand together. */
function gapsByPlace(undecided: readonly UndecidedGroup[]): readonly Gap[] {
  const gaps = new Map<string, { missing: MissingFact; reasons: Set<string>; groups: UndecidedGroup[] }>();
  for (const group of undecided) {
    for (const missing of group.missing) {
      const key = JSON.stringify([missing.family, missing.account, missing.region]);
      const gap = gaps.get(key) ?? { missing, reasons: new Set(), groups: [] };
      gaps.set(key, gap);
      gap.reasons.add(missing.reason);
      gap.groups.push(group);
    }
  }
  return [...gaps.values()].map(({ missing, reasons, groups }) => ({
    family: missing.family,
    reasons: [...reasons].sort(),
    places: [scopeText(missing)].filter((place) => place !== ''),
    rules: new Set(groups.map(({ rule }) => rule)),
    resources: new Map(groups.flatMap(({ affected }) => affected).map((one) => [resourceKey(one), one])),
  }));
}

/** Accounts and regions that lack the same family for the same reasons are one entry. */
function merged(gaps: readonly Gap[]): readonly Gap[] {
  const byReason = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.family, gap.reasons]);
    const other = byReason.get(key);
    byReason.set(key, other === undefined ? gap : union(other, gap));
  }
  return [...byReason.values()].sort((a, b) => compare(a.family, b.family) || compare(a.places, b.places));
}

function union(a: Gap, b: Gap): Gap {
  return {
    ...a,
    places: [...new Set([...a.places, ...b.places])].sort(),
    rules: new Set([...a.rules, ...b.rules].sort()),
    resources: new Map([...a.resources, ...b.resources]),
  };
}

function resourceKey({ type, id, account, region }: ResourceReference): string {
  return JSON.stringify([type, id, account, region]);
}

function compare(a: string | readonly string[], b: string | readonly string[]): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
