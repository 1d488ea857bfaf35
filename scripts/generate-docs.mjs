/**
 * Writes the page of every rule and the JSON Schemas, as src/docs-entry.ts derives them from the code:
 * `generatedFiles()` gives `{ path, content }` for each, with paths from the project root.
 * With --check nothing is written, and a file that is out of date fails.
 */
import { writeGenerated } from './lib/generated-files.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';

const { generatedFiles } = await importTypeScript('src/docs-entry.ts');
writeGenerated(generatedFiles(), ['docs/rules', 'schemas']);
