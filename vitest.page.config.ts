import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** Tests of the HTML report in a browser: `npm run test:page`. They need Chromium. */
export default defineConfig({ ...config, test: { ...config.test, include: ['test/page/**/*.page.ts'] } });
