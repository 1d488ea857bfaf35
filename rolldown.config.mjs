import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { hclGrammar, hclGrammarFolder } from './scripts/lib/hcl-grammar.mjs';
import { linkProgram } from './scripts/lib/link-program.mjs';
import { rulePagesAsText } from './scripts/lib/rule-pages.mjs';
import { startChunk } from './scripts/lib/start-chunk.mjs';
import { thirdPartyLicenses } from './scripts/lib/third-party-licenses.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

export default defineConfig({
  input: { bin: 'src/bin.ts', index: 'src/index.ts', testing: 'src/testing.ts' },
  platform: 'node',
  // The ES builds of the AWS SDK can be split and tree-shaken; its CommonJS builds cannot.
  resolve: { mainFields: ['module', 'main'] },
  transform: { target: 'node20.19', define: { __VERSION__: JSON.stringify(version) } },
  // The version is a constant: without this it becomes a file of its own that `--version` has to load.
  optimization: { inlineConst: { mode: 'all' } },
  output: {
    dir: 'dist',
    cleanDir: true,
    // Node finds, reads and links CommonJS in less time, and only of such files can it keep what it compiles (Node 20).
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    minify: true,
    codeSplitting: { groups: [startChunk()] },
  },
  plugins: [rulePagesAsText(), linkProgram(), hclGrammar(), thirdPartyLicenses([hclGrammarFolder])],
  onLog(level, log, report) {
    // The parser of Terraform's language can run code that a grammar brings along; ours brings none.
    if (log.code === 'EVAL' && log.id?.includes('/web-tree-sitter/')) return;
    // What yargs looks up there is the base of a configuration that lies in a package; ours are read by ourselves.
    if (log.code === 'EMPTY_IMPORT_META' && log.id?.includes('/yargs/')) return;
    // Nothing is installed beside the program, so an import that stays unresolved breaks it.
    report(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log);
  },
});
