import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that need the emulator of AWS which `npm run test:live` starts. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/live/**/*.live.ts'], testTimeout: 120_000, hookTimeout: 300_000 },
});
