import { isCollectable } from '../../report/is-collectable.ts';
import type {
  PathHop,
  PathOpening,
  PathReport,
  PathReportBranch,
  PathVerdict,
} from '../../report/path-report.ts';
import type { MissingFact, Severity } from '../../report/report.ts';
import { counted, firstFew, resourceText, scopeText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { excerptLines } from './excerpt-lines.ts';
import { type Layout, labelled, labelledWhole } from './layout.ts';
import { withoutLogCommands } from './log-commands.ts';
import { painters, type Style } from './paint.ts';
import { remedyLines } from './remedy-lines.ts';
import type { TextOptions } from './text-report.ts';
import { hopText, type Mark, markOf, namedText, wayLines } from './way-lines.ts';
import { proseWidth, wrapBehind } from './wrap.ts';

const verdictStyles: Readonly<Record<PathVerdict, Style>> = {
  reachable: 'info',
  partial: 'warning',
  unknown: 'undecided',
  blocked: 'error',
};

/** What does not work comes first. */
const worstFirst: readonly PathVerdict[] = ['blocked', 'unknown', 'partial', 'reachable'];

const mostDestinations = 4;

/** The answer for people: the verdict; for each part of the destinations what stops it, then its way. */
export function pathText(report: PathReport, { color, width }: TextOptions): string {
  const layout: Layout = { paint: painters[color], columns: width };
  const branches = [...report.branches].sort(
    (a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict),
  );
  const assumptions = report.assumptions.flatMap((text) => labelled('assumes', visibleText(text), layout));
  const blocks = [
    [headline(report, layout), ...requestLines(report, layout)],
    ...branchBlocks(branches, report, layout),
    ...(assumptions.length === 0 ? [] : [assumptions]),
  ];
  return withoutLogCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function headline({ from, to, protocol, port, verdict, ...report }: PathReport, { paint }: Layout): string {
  const traffic = port === null ? protocol : `${protocol}/${port}`;
  const question = paint('strong', `${visibleText(from)} -> ${visibleText(to)} ${traffic}`);
  const privacy = report.private === null ? '' : report.private ? ', privately' : ', but not privately';
  return `${question}: ${paint(verdictStyles[verdict], verdict.toUpperCase())}${extent(report.branches)}${privacy}`;
}

/** The request, where one was asked about. */
function requestLines({ request }: PathReport, layout: Layout): readonly string[] {
  if (request === null) return [];
  const { action, resource, principal } = request;
  const what = [
    action ?? 'any action',
    ...(resource === null ? [] : [`on ${resource}`]),
    ...(principal === null ? [] : [`by ${principal}`]),
  ];
  return labelled('request', visibleText(what.join(' ')), layout);
}

/** More addresses than IPv4 has are not worth counting. */
const mostCounted = 2n ** 32n;

/** How much of the destinations is reachable, where that is some of them. */
function extent(branches: readonly PathReportBranch[]): string {
  const sum = (some: readonly PathReportBranch[]) => some.reduce((total, { size }) => total + size, 0n);
  const reachable = sum(branches.filter(({ verdict }) => verdict === 'reachable'));
  const all = sum(branches);
  if (reachable === 0n || reachable === all || all > mostCounted) return '';
  return `, ${reachable} of ${all} addresses reachable`;
}

/** With more parts than that, only what stops packets is told of each. */
const mostWays = 6;

function branchBlocks(
  branches: readonly PathReportBranch[],
  { factSources }: PathReport,
  layout: Layout,
): readonly (readonly string[])[] {
  const told = new Set<string>();
  const isOne = branches.length === 1;
  const blocks = branches.map((branch) => {
    const { hops, missing } = branch;
    const obstacles = hops.filter((hop) => markOf(hop) !== 'pass');
    const way = branches.length > mostWays ? [] : wayLines(hops, layout);
    const toldOf = (some: readonly PathHop[]) =>
      some.flatMap((hop) => obstacleLines(hop, branch.verdict, told, layout));
    // What stops some requests is worth reading once nothing stops all packets of a sender.
    const isStopped = obstacles.some(({ decision }) => decision === 'block');
    const isLater = (hop: PathHop) => isStopped && markOf(hop) === 'part';
    return [
      ...titleLines(branch, isOne ? '' : branch.verdict, layout),
      ...toldOf(obstacles.filter((hop) => !isLater(hop))),
      ...missingLines(missing, factSources, layout),
      ...openingLines(branch.opening, layout),
      ...toldOf(obstacles.filter(isLater)),
      ...(obstacles.length > 0 && way.length > 1 ? [`  ${layout.paint('faint', 'the way')}`] : []),
      ...(obstacles.length > 0 && way.length === 1 ? [] : way),
    ];
  });
  const hint = `the ways of ${branches.length} parts are not shown; --format json has them`;
  return branches.length > mostWays ? [...blocks, [layout.paint('faint', hint)]] : blocks;
}

function titleLines(branch: PathReportBranch, verdict: PathVerdict | '', layout: Layout): readonly string[] {
  const indent = '  ';
  const lead = verdict === '' ? '' : `${verdict} `;
  const lines = wrapBehind(indent, indent, lead + titleOf(branch), proseWidth(layout.columns));
  const [first = '', ...others] = lines;
  const painted = verdict === '' ? '' : `${layout.paint(verdictStyles[verdict], verdict)} `;
  return [painted + first.slice(indent.length + lead.length), ...others];
}

const wayNames: Readonly<Record<string, string>> = {
  'nat-gateway': 'NAT gateway',
  'vpc-peering': 'VPC peering connection',
  'vpn-gateway': 'VPN gateway',
  'gateway-load-balancer-endpoint': 'Gateway Load Balancer endpoint',
};

function titleOf(branch: PathReportBranch): string {
  const { via, viaId, hops } = branch;
  const to = destinationsText(branch);
  if (via === 'local') return `inside the VPC to ${to}`;
  // Before a name is resolved, something is at fault with where the packets start.
  if (branch.size === 0n && hops[0]?.plane === 'filter') return 'no packets to send';
  if (via === 'none') return branch.size === 0n ? 'no address to send to' : `no way to ${to}`;
  if (via === 'unknown') return `by a way that is not known${branch.size === 0n ? '' : `, to ${to}`}`;
  const component = hops.find((hop) => hop.component.id === viaId)?.component;
  const id = component ? ` ${resourceText(component)}` : viaId === null ? '' : ` ${visibleText(viaId)}`;
  return `via ${wayNames[via] ?? via.replaceAll('-', ' ')}${id} to ${to}`;
}

function destinationsText({ destinations, destinationsName, size }: PathReportBranch): string {
  if (destinationsName !== null) return visibleText(destinationsName);
  const blocks = destinations.map((cidr) => cidr.replace(cidr.includes(':') ? /\/128$/ : /\/32$/, ''));
  const isCounted = destinations.length > mostDestinations && size <= mostCounted;
  const count = isCounted ? ` (${counted(Number(size), 'address', 'addresses')})` : '';
  return firstFew(blocks, mostDestinations) + count;
}

const labels: Readonly<Record<Mark, string>> = {
  pass: '',
  part: 'partly',
  block: 'blocked',
  unknown: 'unknown',
};
const severities: Readonly<Record<Mark, Severity>> = {
  pass: 'info',
  part: 'warning',
  block: 'error',
  unknown: 'warning',
};

/** What stops packets, or may: with the lines of the input that do it, where they were not told before. */
function obstacleLines(
  hop: PathHop,
  verdict: PathVerdict,
  told: Set<string>,
  layout: Layout,
): readonly string[] {
  const { location, code } = hop;
  // Where some senders get through, what blocks the others does not block all.
  const mark = verdict === 'partial' && markOf(hop) === 'block' ? 'part' : markOf(hop);
  const lines = labelled(labels[mark], hopText(hop), layout, verdictStyleOf(mark));
  const key = JSON.stringify([mark, hop.message, location?.file, location?.pointer]);
  if (told.has(key)) return lines;
  told.add(key);
  return [
    ...lines,
    ...(location === null ? [] : excerptLines(location, severities[mark], layout)),
    ...(code === undefined
      ? []
      : labelledWhole('code', `${visibleText(code)} (Reachability Analyzer)`, layout)),
  ];
}

function verdictStyleOf(mark: Mark): Style {
  return mark === 'block' ? 'error' : mark === 'unknown' ? 'undecided' : 'warning';
}

/** Each missing fact, and how to get it where there is a call that was not made. */
function missingLines(
  missing: readonly MissingFact[],
  factSources: PathReport['factSources'],
  layout: Layout,
): readonly string[] {
  return missing.flatMap((fact) => {
    const { family, reason } = fact;
    const source = factSources.find((each) => each.family === family);
    const where = scopeText(fact);
    return [
      ...labelled('missing', visibleText(`${family}${where && ` of ${where}`}: ${reason}`), layout),
      ...(source && isCollectable(fact) ? remedyLines(source, [reason], layout) : []),
    ];
  });
}

/** What to change so that the branch is open, which was proven, and what else that opens. */
function openingLines(opening: PathOpening | null, layout: Layout): readonly string[] {
  if (opening === null) return [];
  const { changes, private: isPrivate } = opening;
  const these = changes.length === 1 ? 'with this change' : `with these ${changes.length} changes`;
  const privacy = isPrivate === null ? '' : isPrivate ? ', privately' : ', but not privately';
  return [
    ...changes.flatMap(({ component, summary, commands, besides }) => [
      ...labelled('to open', namedText(component, summary), layout, 'info'),
      ...commands.flatMap((command) => labelledWhole('run', visibleText(command), layout)),
      ...(besides === null ? [] : labelled('but also', besidesText(component, besides), layout)),
    ]),
    ...labelled('proven', `${these} it is reachable${privacy}`, layout),
  ];
}

/** The change names its component before. */
function besidesText(component: PathHop['component'], besides: string): string {
  return besides.includes(component.id) ? namedText(component, besides) : visibleText(besides);
}
