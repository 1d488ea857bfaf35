/** What changed, in words that the text and the Markdown share. Names are as they are; each format escapes them. */
import { type DiffReport, losesPrivateWay, type ReachabilityChange } from '../report/diff-report.ts';
import type { MatrixWay } from '../report/matrix-report.ts';
import { counted, firstFew, resourceText } from './resource-text.ts';

const mostNamed = 5;

/** `s3 from subnet-1, subnet-2: private by gateway endpoint vpce-1, was public by nat gateway nat-1`. */
export function changeText(change: ReachabilityChange, reasons: DiffReport['reasons']): string {
  const { service, from, to, ways, waysBefore, blockers, missing, subnets } = change;
  const names = firstFew(subnets.map(resourceText), mostNamed);
  const causes = blockers.map(
    ({ component, reason }) => `${resourceText(component)}: ${reasons[reason] ?? reason}`,
  );
  const facts = missing.map(({ family, reason }) => `${family}: ${reason}`);
  const now = `${to}${waysText(ways)}${to === 'undecided' && facts.length > 0 ? ` (${firstFew(facts, 2)})` : ''}`;
  const isBlockedNow = to === 'unreachable' || to === 'partial';
  const cause = causes.length === 0 || to === 'undecided' ? '' : ` (${firstFew(causes, 2)})`;
  return `${service} from ${names}: ${now}${isBlockedNow ? cause : ''}, was ${from}${waysText(waysBefore)}${isBlockedNow ? '' : cause}`;
}

function waysText(ways: readonly MatrixWay[]): string {
  const shown = ways.filter(({ via }) => via !== 'none' && via !== 'unknown');
  if (shown.length === 0) return '';
  const texts = shown.map(({ via, viaId, viaName }) =>
    [
      via.replaceAll('-', ' '),
      ...(viaId === null
        ? []
        : [
            resourceText({
              id: viaId,
              ...(viaName === null ? {} : { name: viaName }),
              type: '',
              account: null,
              region: null,
            }),
          ]),
    ].join(' '),
  );
  return ` by ${firstFew(texts, 2)}`;
}

/** The counts of a difference, which add up. */
export function diffSummary({ findings, reachability, compared, subnets }: DiffReport): readonly string[] {
  const changed = reachability.reduce((sum, change) => sum + change.subnets.length, 0);
  const lost = reachability.filter(losesPrivateWay).reduce((sum, change) => sum + change.subnets.length, 0);
  const unknown =
    findings.undecided.length === 0 ? '' : `, ${findings.undecided.length} that nobody can tell`;
  const parts = [
    `${changed} of ${counted(compared, 'pair')} of subnet and service changed`,
    ...(lost === 0 ? [] : [`${lost} lost a private way`]),
    ...(subnets.added.length === 0 ? [] : [`${counted(subnets.added.length, 'subnet')} added`]),
    ...(subnets.removed.length === 0 ? [] : [`${counted(subnets.removed.length, 'subnet')} removed`]),
  ];
  return [
    `${counted(findings.new.length, 'new finding')}, ${findings.gone.length} gone${unknown}, ${findings.unchanged} unchanged`,
    parts.join('; '),
  ];
}
