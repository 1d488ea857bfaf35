import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

/** A parser of Terraform's language. It goes on behind what it cannot read. */
export async function createHclParser(): Promise<Parser> {
  await Parser.init({ wasmBinary: grammarFile('web-tree-sitter.wasm') });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarFile('tree-sitter-terraform.wasm')));
  return parser;
}

/** A file that the build puts beside the program. */
function grammarFile(name: string): Uint8Array {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'dist', 'wasm', name);
    if (existsSync(file) || folder === dirname(folder)) return readFileSync(file);
  }
}
