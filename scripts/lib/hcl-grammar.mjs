import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const parserFolder = 'node_modules/web-tree-sitter';
/** The package with the grammar of Terraform's language. */
export const hclGrammarFolder = 'node_modules/@tree-sitter-grammars/tree-sitter-hcl';

/** A rolldown plugin that puts the parser of Terraform's language beside the program. */
export function hclGrammar() {
  const files = [
    join(parserFolder, 'web-tree-sitter.wasm'),
    join(hclGrammarFolder, 'tree-sitter-terraform.wasm'),
  ];
  return {
    name: 'hcl-grammar',
    generateBundle() {
      for (const file of files) {
        const fileName = `wasm/${file.split(/[\\/]/).at(-1)}`;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(file) });
      }
    },
  };
}
