import type { WhyAnswer, WhyReport } from '../../report/why-report.ts';
import { counted, firstFew } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { type Layout, labelled } from './layout.ts';
import { withoutLogCommands } from './log-commands.ts';
import { painters, type Style } from './paint.ts';
import { pathText } from './path-text.ts';
import type { TextOptions } from './text-report.ts';

type Kind = NonNullable<WhyReport['understood']['kind']>;

/** What it means that a connection fails so. */
const meanings: Readonly<Record<Kind, string>> = {
  'no-such-name': 'the name was not resolved, so no packet was sent',
  timeout: 'packets or their replies were lost on the way',
  refused: 'packets arrived, and nothing listens there; or a device on the way says so',
  tls: 'packets arrived and came back, but the other side does not prove to be what was asked for',
  denied: 'packets arrived, and a policy refused the request',
  rejected: 'a security group or network ACL dropped the packet',
};

/** More ways than that are named, and not told. */
const mostTold = 3;

/** The answer for people: what was understood; for each kind of sender whether that explains it, and the path. */
export function whyText(report: WhyReport, options: TextOptions): string {
  const layout: Layout = { paint: painters[options.color], columns: options.width };
  const { answers } = report;
  const told = answers.slice(0, mostTold);
  const others = answers.slice(mostTold);
  const blocks = [
    understoodLines(report, layout),
    ...told.map((answer) => answerLines(answer, report, options, layout)),
    ...(others.length === 0
      ? []
      : [others.flatMap(({ from, path }) => labelled(path.verdict, `from ${nameAll(from)}`, layout))]),
  ];
  return withoutLogCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function understoodLines({ understood }: WhyReport, layout: Layout): readonly string[] {
  const { kind, policy, isExplicit, dnsServer, dialled } = understood;
  const seen =
    kind === null ? 'no failure is told of; the question is how it gets there' : `${kind}: ${meanings[kind]}`;
  const denial = isExplicit ? 'has a Deny that fits' : 'has no Allow that fits';
  return [
    ...labelled('seen', seen, layout),
    ...(policy === null ? [] : labelled('AWS says', `that the ${policy} policy ${denial}`, layout)),
    ...(dnsServer === null ? [] : labelled('asked', `the DNS server ${visibleText(dnsServer)}`, layout)),
    ...(dialled.length === 0 ? [] : labelled('sent to', dialled.map(visibleText).join(', '), layout)),
  ];
}

function answerLines(
  answer: WhyAnswer,
  report: WhyReport,
  options: TextOptions,
  layout: Layout,
): readonly string[] {
  const { from, strangeAddresses, path } = answer;
  const [, ...alike] = from;
  const [text, style] = conclusion(answer, report);
  return [
    pathText(path, options).trimEnd(),
    '',
    ...(alike.length === 0 ? [] : labelled('the same', `from ${nameAll(alike)}`, layout)),
    ...(strangeAddresses.length === 0
      ? []
      : labelled('but', strangeText(strangeAddresses, report), layout, 'warning')),
    ...labelled('so', text, layout, style),
    ...(contradicts(answer, report) ? labelled('but', arrived, layout, 'warning') : []),
  ];
}

const arrived =
  'packets arrived, which by the input they cannot: it may be older than the failure, or somebody else sent them';

/** Whether what was seen takes a way that the input shows to be closed. */
function contradicts({ path }: WhyAnswer, { understood: { kind } }: WhyReport): boolean {
  const hasArrived = kind === 'denied' || kind === 'refused' || kind === 'tls';
  return (
    hasArrived &&
    path.branches.every(({ hops }) =>
      hops.some(({ decision, plane }) => decision === 'block' && plane !== 'policy'),
    )
  );
}

function strangeText(addresses: readonly string[], { understood }: WhyReport): string {
  return `${addresses.map(visibleText).join(', ')} is no address that ${visibleText(understood.to)} leads to by the input: the client may ask another DNS server, have a hosts file or remember an older answer`;
}

function conclusion(
  { explains, path }: WhyAnswer,
  { understood: { kind } }: WhyReport,
): readonly [string, Style] {
  if (explains === 'yes') {
    return [kind === 'denied' ? 'that policy explains it' : 'what blocks above explains it', 'error'];
  }
  if (explains === 'undecided') {
    return [
      'it cannot be told whether the input explains it: facts are missing, or a path is unknown',
      'undecided',
    ];
  }
  if (explains === 'no') return [unexplained[kind ?? 'timeout'], 'warning'];
  if (kind === 'refused' && path.verdict === 'reachable') {
    return ['the way is open, as the refusal says: look at what listens on that port', 'info'];
  }
  if (kind === 'tls' && path.verdict === 'reachable') {
    return [
      'the way is open: compare the name with those of the certificate, and look for a proxy on the way',
      'info',
    ];
  }
  return ['this is the way by the input', 'faint'];
}

const silent =
  'the input does not explain it. It holds neither firewalls and proxies of the host itself nor what changed since it was collected';

/** What may be so where the input shows nothing of it. */
const unexplained: Readonly<Record<Kind, string>> = {
  'no-such-name': silent,
  timeout: silent,
  rejected: silent,
  refused: silent,
  tls: silent,
  denied:
    'the policies in the input do not explain it. Those that it does not hold are named above under assumes; a request may also take another endpoint than this one',
};

function nameAll(ids: readonly string[]): string {
  return `${firstFew(ids.map(visibleText), 4)}${ids.length > 4 ? ` (${counted(ids.length, 'sender')})` : ''}`;
}
