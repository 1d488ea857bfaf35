/** Pseudo-random whole numbers of 32 bits, the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Ids of resources as AWS forms them: a prefix, a hyphen and 17 hexadecimal digits. */
export function resourceIds(random: () => number): (prefix: string) => string {
  const digits = () => random().toString(16).padStart(8, '0');
  return (prefix) => `${prefix}-0${digits()}${digits()}`;
}
