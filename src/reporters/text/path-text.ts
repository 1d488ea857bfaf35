import type { PathHop, PathReport, PathReportBranch } from '../../report/path-report.ts';
import { counted, firstFew, resourceText, scopeText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { excerptLines, placeText } from './excerpt-lines.ts';
import { type Layout, labelled, labelledWhole } from './layout.ts';
import { painters, type Style } from './paint.ts';
import type { TextOptions } from './text-report.ts';

const verdictStyles: Readonly<Record<PathReport['verdict'], Style>> = {
  reachable: 'info',
  partial: 'warning',
  unknown: 'undecided',
  blocked: 'error',
};

const marks: Readonly<Record<PathHop['decision'], string>> = { pass: '+', block: 'x', unknown: '?' };

const mostDestinations = 4;

/** The answer for people: the verdict, then for each part of the destinations its way, hop by hop. */
export function pathText(report: PathReport, { color, width }: TextOptions): string {
  const layout: Layout = { paint: painters[color], columns: width };
  const blocks = [
    [headline(report, layout)],
    ...report.branches.map((branch) => branchLines(branch, report, layout)),
    ...(report.assumptions.length === 0
      ? []
      : [report.assumptions.flatMap((text) => labelled('assumes', text, layout))]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline({ from, to, protocol, port, verdict, ...report }: PathReport, { paint }: Layout): string {
  const question = `${visibleText(from)} -> ${visibleText(to)} ${protocol}/${port}`;
  const privacy = report.private === null ? '' : report.private ? ', privately' : ', over public addresses';
  return `${paint('strong', question)}  ${paint(verdictStyles[verdict], verdict.toUpperCase())}${privacy}`;
}

function branchLines(branch: PathReportBranch, report: PathReport, layout: Layout): readonly string[] {
  const { paint } = layout;
  const way = branch.viaId === null ? branch.via : `${branch.via} ${visibleText(branch.viaId)}`;
  const blockers = branch.hops.filter(({ decision }) => decision === 'block');
  const verdict =
    report.branches.length > 1 ? `${paint(verdictStyles[branch.verdict], branch.verdict)} ` : '';
  const count = counted(branch.destinations.length, 'range');
  const destinations = firstFew(branch.destinations.map(visibleText), mostDestinations);
  return [
    `${verdict}via ${paint('strong', way)} to ${destinations || 'addresses that are not known'}${branch.destinations.length > mostDestinations ? ` (${count})` : ''}`,
    ...branch.hops.map((hop) => hopLine(hop, layout)),
    ...blockers.flatMap((hop) => blockerLines(hop, layout)),
    ...branch.missing.flatMap((missing) => {
      const where = scopeText(missing);
      return labelled(
        'missing',
        visibleText(`${missing.family}${where ? ` of ${where}` : ''}: ${missing.reason}`),
        layout,
      );
    }),
  ];
}

function hopLine({ plane, component, decision, message, location }: PathHop, { paint }: Layout): string {
  const style: Style = decision === 'block' ? 'error' : decision === 'unknown' ? 'undecided' : 'faint';
  const mark = paint(style, marks[decision]);
  const place = location === null ? '' : `  ${paint('faint', placeText(location))}`;
  return `  ${mark} ${plane.padEnd(6)} ${resourceText(component)}: ${visibleText(message)}${place}`;
}

function blockerLines(hop: PathHop, layout: Layout): readonly string[] {
  const { component, message, location, code } = hop;
  return [
    ...labelled('blocked', `${resourceText(component)}: ${visibleText(message)}`, layout),
    ...(location === null ? [] : excerptLines(location, 'error', layout)),
    ...(code === undefined
      ? []
      : labelledWhole('code', `${visibleText(code)} (Reachability Analyzer)`, layout)),
  ];
}
