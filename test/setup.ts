import process from 'node:process';
import fc from 'fast-check';

/** One seed for every run, so that a red test means a change; `VPCE_LINT_SEED=$RANDOM` looks further. */
fc.configureGlobal({ seed: Number(process.env['VPCE_LINT_SEED'] ?? 20261121) });
