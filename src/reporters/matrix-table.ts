import type { MatrixCell, MatrixSubnet, MatrixVpc } from '../report/matrix-report.ts';
import { type CellWords, cellWords, wayLegend } from './matrix-words.ts';
import { visibleText } from './visible-text.ts';

/** A VPC of the matrix as a table for people. All of its text is free of what a terminal would obey. */
export interface MatrixTable {
  readonly services: readonly string[];
  readonly rows: readonly TableRow[];
  /** What the words in the cells stand for. */
  readonly legend: readonly string[];
  /** What the numbers in the cells stand for, from 1. */
  readonly notes: readonly string[];
  /** What the marks stand for, and what is taken for granted. */
  readonly remarks: readonly string[];
}

/** Subnets of which the table says the same. */
export interface TableRow {
  readonly label: string;
  /** Whether none of them has compute yet. */
  readonly isMarked: boolean;
  readonly zone: string;
  readonly cells: readonly TableCell[];
}

export interface TableCell extends Omit<CellWords, 'note'> {
  /** The number of its note; null where it has none. */
  readonly note: number | null;
}

const noCompute = 'no compute yet: security groups of senders are left out, and none has a public address';

const kindsOfSender =
  '1/4: of 4 kinds of sender in the subnet, as their security groups and other traits make them, 1 fares so';

/** The table of a VPC, with subnets by name. */
export function matrixTable({ services, subnets, assumptions }: MatrixVpc): MatrixTable {
  const groups = alike(subnets);
  const numbers = new Map<string, number>();
  const numberOf = (note: string): number => {
    const number = numbers.get(note) ?? numbers.size + 1;
    numbers.set(note, number);
    return number;
  };
  const rows = groups.map(
    ({ labels, zones, isMarked, words }): TableRow => ({
      label: firstAndMore(labels),
      isMarked,
      zone: firstAndMore([...zones].sort()),
      cells: words.map((cell) => ({ ...cell, note: cell.note === null ? null : numberOf(cell.note) })),
    }),
  );
  // Subnets that fare alike share their cells.
  const cells = [...new Set(subnets.map((subnet) => subnet.cells))].flat();
  return {
    services: services.map(visibleText),
    rows,
    legend: [
      ...groups.flatMap(({ labels }) =>
        labels.length < 2 ? [] : [`${firstAndMore(labels)}: ${labels.join(', ')}`],
      ),
      ...wayLegend(cells).map(({ word, text }) => `${word}: ${text}`),
    ],
    notes: [...numbers.keys()],
    remarks: [
      ...(cells.some(({ senders }) => senders.length > 0) ? [kindsOfSender] : []),
      ...(rows.some(({ isMarked }) => isMarked) ? [`* ${noCompute}`] : []),
      ...assumptions.map((text) => `assumes: ${visibleText(text)}`),
    ],
  };
}

interface SubnetGroup {
  readonly labels: string[];
  readonly zones: Set<string>;
  readonly isMarked: boolean;
  readonly words: readonly CellWords[];
}

/** Subnets of which the table says the same together, in the order of their names. */
function alike(subnets: readonly MatrixSubnet[]): readonly SubnetGroup[] {
  const label = labelling(subnets);
  const wordsOf = rememberingWords();
  const groups = new Map<string, SubnetGroup>();
  for (const subnet of [...subnets].sort(byName)) {
    const isMarked = subnet.hasCompute === false;
    const { words, numbers } = wordsOf(subnet.cells);
    const key = `${isMarked} ${numbers}`;
    const group = groups.get(key) ?? { labels: [], zones: new Set(), isMarked, words };
    groups.set(key, group);
    group.labels.push(label(subnet));
    if (subnet.zone !== null) group.zones.add(visibleText(subnet.zone));
  }
  return [...groups.values()];
}

interface NumberedWords {
  readonly cell: MatrixCell;
  readonly words: CellWords;
  /** The same for the same words. */
  readonly number: number;
}

/** The words of a row, and a text that is the same for the same words. */
interface RowWords {
  readonly words: readonly CellWords[];
  readonly numbers: string;
}

/** Finds words once for all rows that share their cells, and for all cells that share what they tell. */
function rememberingWords(): (cells: readonly MatrixCell[]) => RowWords {
  const remembered = new Map<object, NumberedWords>();
  const numbers = new Map<string, number>();
  const rows = new Map<readonly MatrixCell[], RowWords>();
  const wordsOf = (cell: MatrixCell): NumberedWords => {
    const subject = cell.senders.length > 0 ? cell.senders : cell.ways;
    const known = remembered.get(subject);
    if (known && tellsTheSame(known.cell, cell)) return known;
    const words = cellWords(cell);
    const key = `${words.verdict} ${words.text}\n${words.note ?? ''}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    const found = { cell, words, number };
    remembered.set(subject, found);
    return found;
  };
  return (cells) => {
    const known = rows.get(cells);
    if (known) return known;
    const found = cells.map(wordsOf);
    const row = {
      words: found.map(({ words }) => words),
      numbers: found.map(({ number }) => number).join(),
    };
    rows.set(cells, row);
    return row;
  };
}

function tellsTheSame(a: MatrixCell, b: MatrixCell): boolean {
  return (
    a.verdict === b.verdict &&
    a.ways === b.ways &&
    a.blockers === b.blockers &&
    a.missing === b.missing &&
    (a.senders === b.senders || a.senders.length + b.senders.length === 0) &&
    a.kinds === b.kinds
  );
}

/** By name, then id; those without a name last. */
function byName(a: MatrixSubnet, b: MatrixSubnet): number {
  const keyOf = ({ subnet: { id, name } }: MatrixSubnet) =>
    `${name === undefined ? 1 : 0} ${name ?? ''} ${id}`;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** Calls a subnet by its name where it has one that no other of its VPC has, else by its id. */
function labelling(subnets: readonly MatrixSubnet[]): (subnet: MatrixSubnet) => string {
  const uses = new Map<string, number>();
  for (const { name } of subnets.map(({ subnet }) => subnet)) {
    if (name !== undefined) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return ({ subnet: { id, name } }) => visibleText(name !== undefined && uses.get(name) === 1 ? name : id);
}

function firstAndMore([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`;
}
