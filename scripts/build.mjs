import { build } from 'rolldown';
import config from '../rolldown.config.mjs';
import { writeDeclarations } from './lib/declarations.mjs';

await build(config);
writeDeclarations(['src/index.ts', 'src/testing.ts'], 'dist/types');
