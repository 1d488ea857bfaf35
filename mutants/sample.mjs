/** Which mutants are drawn, and what a drawn share says about all. */

/** A mutant's place and change, in the same words wherever it is told of. */
export function keyOfMutant({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = fileName.slice(fileName.lastIndexOf('/src/') + 1);
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName} ${replacement}`;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of the items, each as likely as any other; a larger count draws the same ones and more. */
export function draw(items, count, seed) {
  const next = numbers(seed);
  const drawn = [...items];
  for (let i = 0; i < Math.min(count, drawn.length); i++) {
    const from = i + Math.floor(next() * (drawn.length - i));
    [drawn[i], drawn[from]] = [drawn[from], drawn[i]];
  }
  return drawn.slice(0, count);
}

/** Between which shares the share of all lies, with 95 % confidence, if `hits` of `count` drawn ones are hits (Wilson). */
export function confidence(hits, count) {
  const z = 1.96;
  const share = hits / count;
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half =
    (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) / (1 + z ** 2 / count);
  return [middle - half, middle + half];
}

/** The same where whole groups were drawn, whose members resemble each other: by how much the groups differ. */
export function confidenceByGroups(groups) {
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const count = sum(groups.map((group) => group.count));
  const share = sum(groups.map(({ hits }) => hits)) / count;
  if (groups.length < 2) return [0, 1];
  const squares = sum(groups.map((group) => (group.hits - share * group.count) ** 2));
  const half = (1.96 * Math.sqrt((squares * groups.length) / (groups.length - 1))) / count;
  return [Math.max(0, share - half), Math.min(1, share + half)];
}
