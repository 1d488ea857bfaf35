import type { RandomNumber } from './mutate.ts';

/** One input, ready to be tried. */
export interface Trial {
  /** What the input was made of. */
  readonly origin: string;
  /** What is done with it, for the person who tries it again. */
  readonly command: string;
  readonly bytes: Uint8Array;
  readonly run: () => Promise<Outcome> | Outcome;
}

export interface Outcome {
  /** Null where no program ran, but a part of it. */
  readonly exitCode: number | null;
  readonly faults: readonly string[];
}

/** Makes the trial that the numbers lead to. */
export type TrialMaker = (random: RandomNumber) => Trial;
