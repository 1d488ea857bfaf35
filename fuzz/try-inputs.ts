import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNumbers } from '../bench/random.ts';
import { createHclParser } from '../src/collectors/terraform/sources/hcl-parser.ts';
import { faultsOfPrototypes } from './faults-of-run.ts';
import { below } from './mutate.ts';
import { policyTrials } from './policy-trials.ts';
import { configuredTrials, programTrials } from './program-trials.ts';
import { codeTrials, readerTrials } from './reader-trials.ts';
import { reportTrials } from './report-trials.ts';
import { configurationTrials, textTrials } from './text-trials.ts';
import type { Trial, TrialMaker } from './trial.ts';

export interface Fault {
  readonly input: number;
  readonly kind: string;
  readonly origin: string;
  readonly command: string;
  readonly faults: readonly string[];
  /** The input, to be tried again. */
  readonly bytes: Uint8Array;
}

/** What is tried, and how often of a hundred times: the program as a whole, and its parts, which take less time. */
export const kinds = [
  ['the program', 12],
  ['the program with a configuration', 1],
  ['readers', 31],
  ['readers of code', 3],
  ['policies', 22],
  ['configurations', 5],
  ['reporters', 7],
  ['readers of single values', 19],
] as const;

/** Is told of each input, of its kind, and of the exit code that the program gave for it. */
export interface Watcher {
  readonly began: (input: number, kind: number) => void;
  readonly ended: (exitCode: number | null) => void;
  readonly found: (fault: Fault) => void;
}

/** Which inputs: those numbered from `first` up to `last` by `step`. */
export interface Share {
  readonly seed: number;
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** The time at which to stop, in milliseconds since 1970. */
  readonly until: number;
}

/** Tries inputs. One depends on the seed and its number alone. */
export async function tryInputs(
  { seed, first, last, step, until }: Share,
  { began, ended, found }: Watcher,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-fuzz-'));
  try {
    const makers: readonly TrialMaker[] = [
      programTrials(folder),
      configuredTrials(folder),
      readerTrials(folder),
      codeTrials(await createHclParser()),
      policyTrials(),
      configurationTrials(),
      await reportTrials(),
      textTrials(),
    ];
    for (let input = first; input < last && Date.now() < until; input += step) {
      const random = randomNumbers(Math.imul(seed, 0x9e3779b1) + Math.imul(input, 0x85ebca6b));
      const kind = kindFrom(below(random, 100));
      began(input, kind);
      const trial = makers[kind]?.(random);
      if (!trial) throw new Error(`there is no maker of ${kinds[kind]?.[0]}`);
      const faults = [...(await faultsOf(trial, ended)), ...faultsOfPrototypes()];
      if (faults.length > 0) {
        const { origin, command, bytes } = trial;
        found({ input, kind: kinds[kind]?.[0] ?? '', origin, command, faults, bytes });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function kindFrom(place: number): number {
  let passed = 0;
  return kinds.findIndex(([, weight]) => place < (passed += weight));
}

async function faultsOf(trial: Trial, ended: Watcher['ended']): Promise<readonly string[]> {
  try {
    const { exitCode, faults } = await trial.run();
    ended(exitCode);
    return faults;
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
