import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/**
 * The tests of live collection that `npm run test:live` runs: those that need the emulator of AWS that it starts, and
 * those that wait for answers that never end, which bear nothing beside them that keeps a thread busy.
 */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/**/*.live.ts'], testTimeout: 120_000, hookTimeout: 300_000 },
});
