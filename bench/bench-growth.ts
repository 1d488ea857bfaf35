import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fittedExponent } from './growth.ts';
import { inTurn, measure, type Program } from './measure.ts';
import { amount } from './table.ts';

const aimedAtExponent = 1.05;

/** Something that is run over inputs of several sizes. */
export interface Growing {
  readonly what: string;
  readonly sizes: readonly number[];
  /** How often each size is run; the least processor time counts. */
  readonly rounds: number;
  /** What a size counts. */
  readonly unit: string;
  /** The program over an input of a size, which is written into the folder. */
  readonly programOf: (folder: string, size: number) => Program;
}

/** Runs a program over inputs of these sizes in turn. Its cost at size one, which is the start, is taken off. */
export function benchGrowth({ what, sizes, rounds, unit, programOf }: Growing, folder: string): void {
  const programs = [1, ...sizes].map((size) => {
    const own = join(folder, `${what} ${size}`);
    mkdirSync(own);
    return programOf(own, size);
  });
  const runs = inTurn(programs, rounds, measure);
  // Of what other programs disturb, the least disturbed is nearest to the truth.
  const [start = 0, ...times] = runs.map((some) =>
    Math.min(...some.map(({ processorMilliseconds }) => processorMilliseconds)),
  );
  const costs = sizes.map((size, index) => ({ size, milliseconds: (times[index] ?? 0) - start }));
  for (const { size, milliseconds } of costs) {
    const each = (milliseconds / size).toFixed(2);
    console.log(
      `${what}, ${size} ${unit}: ${amount(milliseconds, 'milliseconds')} of processor time, ${each} ms each`,
    );
  }
  const exponent = fittedExponent(costs);
  const verdict = exponent <= aimedAtExponent ? 'met' : 'MISSED';
  console.log(
    `${what} grows with the ${exponent.toFixed(3)}th power of ${unit} (aim ≤ ${aimedAtExponent}): ${verdict}`,
  );
}
