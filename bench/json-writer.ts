import { closeSync, openSync, writeSync } from 'node:fs';

/** Lists by the key under which an answer of the AWS CLI holds them. */
export type AnswerLists = Iterable<readonly [key: string, items: Iterable<unknown>]>;

const indentation = 4;
const chunkLength = 1 << 20;

/**
 * Writes a JSON array of answers, pretty-printed as the AWS CLI prints, piece by piece, so that the text is
 * never in memory as a whole: first one answer with all the lists, then the other answers.
 */
export function writeAnswers(path: string, lists: AnswerLists, others: Iterable<object>): void {
  const file = openSync(path, 'w');
  let chunk = '';
  const write = (text: string): void => {
    chunk += text;
    if (chunk.length < chunkLength) return;
    writeSync(file, chunk);
    chunk = '';
  };
  write('[\n    {');
  writeSeparated(lists, write, ([key, items]) => {
    write(`\n        ${JSON.stringify(key)}: [`);
    const empty = writeSeparated(items, write, (item) => write(`\n${pretty(item, 3)}`)) === 0;
    write(empty ? ']' : '\n        ]');
  });
  write('\n    }');
  for (const answer of others) write(`,\n${pretty(answer, 1)}`);
  write('\n]\n');
  writeSync(file, chunk);
  closeSync(file);
}

/** Writes each of the items with commas between them; returns how many there were. */
function writeSeparated<T>(
  items: Iterable<T>,
  write: (text: string) => void,
  writeItem: (item: T) => void,
): number {
  let count = 0;
  for (const item of items) {
    if (count > 0) write(',');
    writeItem(item);
    count += 1;
  }
  return count;
}

function pretty(value: unknown, depth: number): string {
  const margin = ' '.repeat(indentation * depth);
  return margin + JSON.stringify(value, null, indentation).replaceAll('\n', `\n${margin}`);
}
