/** Runs a TypeScript file: `node scripts/run.mjs bench/main.ts 50`. Its relative paths start at the project root. */
import process from 'node:process';
import { importTypeScript } from './lib/import-typescript.mjs';

// What is run finds its own arguments where a program expects them.
const [path] = process.argv.splice(2, 1);
await importTypeScript(path);
