import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const manifest: { version: string } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
);

// Set here and not in `test.env`: a process reads its time zone once, when it starts.
process.env.TZ = 'UTC';

export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  test: {
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.ts'],
    // Tests share no state, so one thread per core can run many files: what costs is starting threads.
    pool: 'threads',
    isolate: false,
    testTimeout: 30_000,
  },
});
