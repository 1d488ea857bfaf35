/** How long and how hard collection tries; times in milliseconds. */
export interface Limits {
  /** Calls under way at once in one account and region. */
  readonly concurrency: number;
  /** How often a call is sent before its failure counts. */
  readonly attempts: number;
  readonly connectTimeout: number;
  /** Until an answer begins, and between two parts of it. */
  readonly answerTimeout: number;
  /** For one page with all its attempts. */
  readonly callTimeout: number;
  /** Pages in a row that may bring nothing new before a listing counts as endless. */
  readonly fruitlessPages: number;
}

/** EC2 refills 20 reading calls a second and account and region; adaptive retries slow down below that. */
export const defaultLimits: Limits = {
  concurrency: 8,
  attempts: 6,
  connectTimeout: 5_000,
  answerTimeout: 30_000,
  callTimeout: 180_000,
  fruitlessPages: 100,
};
