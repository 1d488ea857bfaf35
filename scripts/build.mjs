import { writeFileSync } from 'node:fs';
import { build } from 'rolldown';
import config from '../rolldown.config.mjs';
import { writeDeclarations } from './lib/declarations.mjs';

await build(config);
// For `import`; Node sees the names that a file of CommonJS exports.
for (const entry of ['index', 'testing'])
  writeFileSync(`dist/${entry}.js`, `export * from './${entry}.cjs';\n`);
writeDeclarations(['src/index.ts', 'src/testing.ts'], 'dist/types');
