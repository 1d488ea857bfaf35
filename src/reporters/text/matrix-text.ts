import type { MatrixReport, MatrixVpc } from '../../report/matrix-report.ts';
import type { PathVerdict } from '../../report/path-report.ts';
import { matrixTable, type TableRow } from '../matrix-table.ts';
import { totalsText } from '../matrix-words.ts';
import { scopeText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { gridLines, type Row } from './grid.ts';
import { type Layout, labelledWhole } from './layout.ts';
import { withoutLogCommands } from './log-commands.ts';
import { painters, type Style } from './paint.ts';
import type { TextOptions } from './text-report.ts';
import { proseWidth, wrapBehind } from './wrap.ts';

const styles: Readonly<Record<PathVerdict, Style | null>> = {
  reachable: null,
  partial: 'warning',
  unknown: 'undecided',
  blocked: 'error',
};

/** The matrix for people: a table for each VPC, what its words stand for, and what the whole comes to. */
export function matrixText(report: MatrixReport, { color, width }: TextOptions): string {
  const layout: Layout = { paint: painters[color], columns: width };
  const blocks = [
    ...report.vpcs.map((vpc) => vpcBlock(vpc, layout)),
    reasonLines(report, layout),
    collectLines(report, layout),
    [layout.paint('strong', totalsText(report))],
  ];
  const shown = blocks.filter((lines) => lines.length > 0);
  return withoutLogCommands(`${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function vpcBlock(vpc: MatrixVpc, layout: Layout): readonly string[] {
  const { services, rows, legend, notes, remarks } = matrixTable(vpc);
  const titles = { rows: 'subnet', details: 'zone', columns: 'service' };
  const below = [...legend, ...notes.map((note, index) => `[${index + 1}] ${note}`), ...remarks];
  return [
    titleOf(vpc, layout),
    '',
    ...(services.length === 0
      ? noteLines(
          'Nothing that could be asked for from here has an endpoint: name services with --service.',
          layout,
        )
      : gridLines({ titles, columns: services, rows: rows.map(gridRow) }, layout)),
    ...(below.length > 0 ? [''] : []),
    ...below.flatMap((text) => noteLines(text, layout)),
  ];
}

function gridRow({ label, isMarked, zone, cells }: TableRow): Row {
  return {
    label: isMarked ? `${label} *` : label,
    detail: zone,
    cells: cells.map(({ verdict, text, note }) => ({
      text: note === null ? text : `${text} [${note}]`,
      style: styles[verdict],
    })),
  };
}

function titleOf({ id, name, ...vpc }: MatrixVpc, { paint }: Layout): string {
  if (id === null) return paint('strong', 'subnets that do not say in which VPC they are');
  const text = `${visibleText(id)}${name === null ? '' : ` "${visibleText(name)}"`}`;
  return `${paint('strong', text)} ${paint('faint', scopeText(vpc))}`.trimEnd();
}

function noteLines(text: string, { columns }: Layout): readonly string[] {
  return wrapBehind('  ', '      ', text, proseWidth(columns));
}

/** What the reasons that were named mean. */
function reasonLines({ reasons }: MatrixReport, layout: Layout): readonly string[] {
  return Object.entries(reasons).flatMap(([reason, meaning]) => noteLines(`${reason}: ${meaning}`, layout));
}

/** How to get what is missing. */
function collectLines({ factSources }: MatrixReport, layout: Layout): readonly string[] {
  return factSources.flatMap(({ command }) => labelledWhole('collect', command, layout));
}
