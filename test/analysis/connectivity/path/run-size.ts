import process from 'node:process';

/**
 * How many packets to compare, and the seed with which chance starts. A run of a million takes some minutes:
 * `VPCE_LINT_PACKETS=1000000 VPCE_LINT_SEED=7 npx vitest run test/analysis/connectivity/path`.
 */
export const wantedPackets = Number(process.env.VPCE_LINT_PACKETS ?? 40_000);
export const firstSeed = Number(process.env.VPCE_LINT_SEED ?? 1);
/** How many networks one seed makes. */
export const networksAtOnce = 10;
export const isLongRun: boolean = process.env.VPCE_LINT_PACKETS !== undefined;
