import process from 'node:process';

const usualPackets = 40_000;

/**
 * How many packets to compare, and the seed with which chance starts. A run of a million takes some minutes:
 * `VPCE_LINT_PACKETS=1000000 VPCE_LINT_SEED=7 npx vitest run test/analysis/connectivity/path`.
 */
export const wantedPackets = Number(process.env.VPCE_LINT_PACKETS ?? usualPackets);
export const firstSeed = Number(process.env.VPCE_LINT_SEED ?? 1);
/** How many networks one seed makes. */
export const networksAtOnce = 10;
export const isLongRun: boolean = wantedPackets > usualPackets;
/** Whether there are too few packets to meet every rule often. */
export const isShortRun: boolean = wantedPackets < usualPackets;
