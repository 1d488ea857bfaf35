import type { MatrixReport, MatrixVpc } from '../report/matrix-report.ts';
import type { PathVerdict } from '../report/path-report.ts';
import { markdownText } from './markdown/markdown-text.ts';
import { matrixTable, type TableRow } from './matrix-table.ts';
import { totalsText } from './matrix-words.ts';
import { scopeText } from './resource-text.ts';
import { visibleText } from './visible-text.ts';

const marks: Readonly<Record<PathVerdict, string>> = {
  reachable: '',
  partial: '⚠️ ',
  unknown: '❔ ',
  blocked: '❌ ',
};

/** The matrix as GitHub shows it in a comment or a summary: a table for each VPC, with notes below. */
export function matrixMarkdown(report: MatrixReport): string {
  const blocks = [
    '# Subnets and services',
    `${markdownText(totalsText(report))}.`,
    ...report.vpcs.flatMap(vpcBlocks),
    bullets(
      Object.entries(report.reasons).map(([reason, meaning]) => `\`${reason}\`: ${markdownText(meaning)}`),
    ),
    bullets(report.factSources.map(({ family, command }) => `${markdownText(family)}: \`${command}\``)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function vpcBlocks(vpc: MatrixVpc): readonly string[] {
  const { services, rows, legend, notes, remarks } = matrixTable(vpc);
  const head = ['subnet', 'zone', ...services.map(markdownText)];
  return [
    `## ${titleOf(vpc)}`,
    [line(head), line(head.map(() => '---')), ...rows.map(rowLine)].join('\n'),
    bullets([
      ...legend.map(markdownText),
      ...notes.map((note, index) => `${numberText(index + 1)} ${markdownText(note)}`),
      ...remarks.map(markdownText),
    ]),
  ];
}

function titleOf({ id, name, ...vpc }: MatrixVpc): string {
  if (id === null) return 'Subnets that do not say in which VPC they are';
  const called = name === null ? '' : ` "${visibleText(name)}"`;
  return markdownText(`${visibleText(id)}${called} ${scopeText(vpc)}`.trimEnd());
}

function rowLine({ label, isMarked, zone, cells }: TableRow): string {
  const words = cells.map(({ verdict, text, note }) => {
    const number = note === null ? '' : ` ${numberText(note)}`;
    return `${marks[verdict]}${markdownText(text)}${number}`;
  });
  return line([markdownText(isMarked ? `${label} *` : label), markdownText(zone), ...words]);
}

function numberText(number: number): string {
  return `\\[${number}\\]`;
}

function line(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

function bullets(texts: readonly string[]): string {
  return texts.map((text) => `- ${text}`).join('\n');
}
