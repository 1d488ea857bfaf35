/** What cells of the matrix say, in the few words that fit a table, and in the notes below it. */
import type {
  MatrixBlocker,
  MatrixCell,
  MatrixOutcome,
  MatrixReport,
  MatrixSender,
  MatrixWay,
} from '../report/matrix-report.ts';
import type { PathVerdict } from '../report/path-report.ts';
import { counted, firstFew, resourceText, scopeText } from './resource-text.ts';
import { visibleText } from './visible-text.ts';

/** A cell for people. */
export interface CellWords {
  readonly verdict: PathVerdict;
  readonly text: string;
  /** What is behind the text; null where the way tells it all. */
  readonly note: string | null;
}

const wayWords: Readonly<Record<string, string>> = {
  'interface-endpoint': 'endpoint',
  'service-network-endpoint': 'service network',
  'nat-gateway': 'NAT',
  'internet-gateway': 'internet',
  'egress-only-internet-gateway': 'internet',
  'carrier-gateway': 'internet',
  'vpc-peering': 'peering',
  'vpn-gateway': 'VPN',
};

/** A way in a word or two. */
function wayWord({ via }: Pick<MatrixWay, 'via'>): string {
  return wayWords[via] ?? via.replaceAll('-', ' ');
}

/** The beginnings of reasons, and what to call the thing that stops traffic for them. */
const culprits: readonly (readonly [string, string])[] = [
  ['security-group', 'security group'],
  ['network-acl', 'network ACL'],
  ['route-none', 'no route'],
  ['route-blackhole', 'blackhole'],
  ['return-route', 'no way back'],
  ['return-way', 'no way back'],
  ['appliance', 'appliance'],
  ['endpoint-policy', 'endpoint policy'],
  ['endpoint-service', 'endpoint service'],
  ['endpoint', 'endpoint'],
  ['load-balancer', 'load balancer'],
  ['resource-configuration', 'port of resource'],
  ['resource-gateway', 'resource gateway'],
  ['nat-gateway', 'NAT'],
  ['internet-gateway-private-destination', 'private address'],
  ['internet-gateway-redirected', 'edge route table'],
  ['internet-gateway', 'no public IP'],
  ['block-public-access', 'public access'],
  ['vpn-gateway', 'VPN'],
  ['transit-gateway', 'transit gateway'],
  ['peering', 'peering'],
  ['dns-support', 'DNS off'],
  ['name', 'name'],
  ['interface-none', 'no interface'],
  ['source-has-no-address', 'no address'],
];

function culprit({ reason, plane }: MatrixBlocker): string {
  return culprits.find(([beginning]) => reason.startsWith(beginning))?.[1] ?? plane;
}

const worstFirst: readonly PathVerdict[] = ['blocked', 'unknown', 'partial', 'reachable'];

/** The cell in a few words. Where kinds of sender fare differently: what becomes of those that fare worst. */
export function cellWords(cell: MatrixCell): CellWords {
  const { verdict, senders, kinds } = cell;
  if (senders.length === 0) {
    return { verdict, text: outcomeText(cell), note: isPlain(cell) ? null : outcomeNote(cell) };
  }
  const [worst = cell] = [...senders].sort((a, b) => rankOf(a) - rankOf(b));
  const alike = senders.filter((sender) => sender.verdict === worst.verdict).length;
  return {
    verdict: worst.verdict,
    text: `${outcomeText(worst)} ${alike}/${kinds}`,
    note: sendersNote(senders),
  };
}

function rankOf({ verdict }: MatrixOutcome): number {
  return worstFirst.indexOf(verdict);
}

function isPlain({ verdict, ways }: MatrixOutcome): boolean {
  return verdict === 'reachable' && ways.length === 1;
}

function outcomeText({ verdict, ways, blockers, missing }: MatrixOutcome): string {
  switch (verdict) {
    case 'reachable':
      return [...new Set(ways.map(wayWord))].join(' + ');
    case 'partial':
      return 'partial';
    case 'blocked':
      return withFirst('blocked', blockers.map(culprit));
    case 'unknown':
      return withFirst(
        'unknown',
        missing.map(({ family, reason }) =>
          reason.startsWith('which security groups ') ? 'groups of sender' : visibleText(family),
        ),
      );
  }
}

/** `blocked: no route`, `blocked: no route +1`. */
function withFirst(verdict: string, causes: readonly string[]): string {
  const [first, ...others] = new Set(causes);
  if (first === undefined) return verdict;
  return `${verdict}: ${first}${others.length === 0 ? '' : ` +${others.length}`}`;
}

const mostParts = 4;

/** What stops traffic or is missing; the ways too where they differ, or where some of them are open. */
function outcomeNote({ verdict, ways, blockers, missing }: MatrixOutcome): string {
  const told = ways.map((way) => `${way.verdict} ${wayPhrase(way)}`);
  const lacking = missing.map((fact) => {
    const where = scopeText(fact);
    return visibleText(`${fact.family}${where && ` of ${where}`} (${fact.reason})`);
  });
  return [
    ...(ways.length === 1 && (verdict === 'blocked' || verdict === 'unknown') ? [] : told),
    ...(blockers.length === 0 ? [] : [`blocked by ${firstFew(blockers.map(blockerText), mostParts)}`]),
    ...(lacking.length === 0 ? [] : [`unknown for want of ${firstFew(lacking, mostParts)}`]),
  ].join('; ');
}

function blockerText({ reason, component }: MatrixBlocker): string {
  return `${resourceText(component)} [${visibleText(reason)}]`;
}

function wayPhrase(way: MatrixWay): string {
  if (way.via === 'none') return 'without a way';
  if (way.via === 'unknown') return 'by a way that is not known';
  if (way.via === 'local') return 'inside the VPC';
  return `via ${wayWord(way)}${componentText(way)}`;
}

/** The id and name of what delivers, behind a blank; nothing where there is none. */
function componentText({ viaId, viaName }: MatrixWay): string {
  if (viaId === null) return '';
  return ` ${visibleText(viaId)}${viaName === null ? '' : ` "${visibleText(viaName)}"`}`;
}

const mostGroups = 3;

/** What becomes of the kinds of sender, worst first, those together that fare alike. */
function sendersNote(senders: readonly MatrixSender[]): string {
  const fates = new Map<string, [MatrixSender, ...MatrixSender[]]>();
  for (const sender of senders) {
    const fate = isPlain(sender) ? outcomeText(sender) : outcomeNote(sender) || sender.verdict;
    const others = fates.get(fate);
    if (others) others.push(sender);
    else fates.set(fate, [sender]);
  }
  return [...fates]
    .sort(([a, [first]], [b, [second]]) => rankOf(first) - rankOf(second) || (a < b ? -1 : 1))
    .map(([fate, alike], index) => {
      const isRest = index > 0 && index === fates.size - 1;
      const who = isRest ? 'other senders' : firstFew(kindNames(alike, senders), mostParts);
      return `${who}: ${fate}`;
    })
    .join('. ');
}

/** Kinds of sender by what tells them apart from the others. */
function kindNames(kinds: readonly MatrixSender[], all: readonly MatrixSender[]): readonly string[] {
  const areAlike = (of: (sender: MatrixSender) => unknown) => new Set(all.map(of)).size === 1;
  return kinds.map(({ groupIds, replyPorts, hasPublicIpv4, hasIpv6 }) => {
    const traits = [
      ...(areAlike((each) => each.replyPorts) ? [] : [`replies to ${replyPorts}`]),
      ...(areAlike((each) => each.hasPublicIpv4) ? [] : [hasPublicIpv4 ? 'public IPv4' : 'no public IPv4']),
      ...(areAlike((each) => each.hasIpv6) ? [] : [hasIpv6 ? 'IPv6' : 'no IPv6']),
    ];
    const groups = firstFew((groupIds ?? []).map(visibleText), mostGroups) || 'no security group';
    return `senders with ${[groups, ...traits].join(', ')}`;
  });
}

/** What each word for a way stands for below a table: the services that take it, and what delivers. */
export function wayLegend(
  cells: readonly MatrixCell[],
): readonly { readonly word: string; readonly text: string }[] {
  const words = new Map<string, Map<string, Set<string>>>();
  for (const { service, ways } of cells) {
    for (const way of ways) {
      if (way.verdict !== 'reachable' || way.viaId === null) continue;
      const component = componentText(way).trimStart();
      const word = wayWord(way);
      const byComponent = words.get(word) ?? new Map<string, Set<string>>();
      words.set(word, byComponent);
      byComponent.set(component, (byComponent.get(component) ?? new Set()).add(visibleText(service)));
    }
  }
  return [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, byComponent]) => ({ word, text: componentsText(byComponent) }));
}

function componentsText(byComponent: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...byComponent]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([component, services]) => `${component} (${[...services].join(', ')})`)
    .join(', ');
}

/** How much was asked, and how many answers have each verdict; what would become of senders to come counts apart. */
export function totalsText({ vpcs, services }: MatrixReport): string {
  const subnets = vpcs.flatMap((vpc) => vpc.subnets);
  const extent = [
    counted(vpcs.length, 'VPC'),
    `${counted(subnets.length, 'subnet')} x ${counted(services.length, 'service')}`,
  ].join(', ');
  const cells = subnets.flatMap((subnet) => (subnet.hasCompute === false ? [] : subnet.cells));
  const empty = subnets.reduce(
    (sum, { cells: own, hasCompute }) => sum + (hasCompute === false ? own.length : 0),
    0,
  );
  const parts = [...verdictCounts(cells), ...(empty === 0 ? [] : [`${empty} where no compute is yet`])];
  return parts.length === 0 ? extent : `${extent}: ${parts.join(', ')}`;
}

function verdictCounts(cells: readonly MatrixCell[]): readonly string[] {
  const counts: Record<PathVerdict, number> = { reachable: 0, partial: 0, blocked: 0, unknown: 0 };
  let publicly = 0;
  for (const { verdict, private: stays } of cells) {
    counts[verdict] += 1;
    if (verdict === 'reachable' && stays === false) publicly += 1;
  }
  const reachable = `${counts.reachable} reachable${publicly === 0 ? '' : ` (${publicly} not privately)`}`;
  const others = (['partial', 'blocked', 'unknown'] as const).filter((verdict) => counts[verdict] > 0);
  return cells.length === 0 ? [] : [reachable, ...others.map((verdict) => `${counts[verdict]} ${verdict}`)];
}
