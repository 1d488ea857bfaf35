/**
 * Runs dependency-cruiser over the imports of src/. It reads JavaScript only (TypeScript 7 has no API that it
 * could use), so every source gets a stand-in that holds nothing but its imports, as exact as the parser of
 * the bundler knows them: `import` for what is loaded at run time, `importType` for types.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { cruise } from 'dependency-cruiser';
import { parseSync, Visitor } from 'rolldown/utils';
import rules from '../.dependency-cruiser.mjs';

const standIns = '.cache/imports';
/** The one file that imports what the user names. */
const loader = join('src', 'config', 'custom-rules', 'import-module.ts');

function importsOf(path) {
  const { program, errors } = parseSync(path, readFileSync(path, 'utf8'), { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const lines = [];
  const addType = (source) => lines.push(`importType(${JSON.stringify(source)});`);
  const add = (source, kind) => {
    if (kind === 'type') addType(source);
    else lines.push(`import ${JSON.stringify(source)};`);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind),
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node.source.value, node.exportKind);
    },
    TSImportType: (node) => addType(node.source.value),
    ImportExpression(node) {
      if (path === loader) return;
      if (typeof node.source.value !== 'string')
        throw new Error(`${path}: the path of an import() must be a literal`);
      lines.push(`import(${JSON.stringify(node.source.value)});`);
    },
  }).visit(program);
  return `${lines.join('\n')}\n`;
}

function writeStandIns() {
  rmSync(standIns, { recursive: true, force: true });
  for (const path of readdirSync('src', { recursive: true }).filter((name) => name.endsWith('.ts'))) {
    const source = join('src', path);
    const standIn = join(standIns, `${source}.js`);
    mkdirSync(dirname(standIn), { recursive: true });
    writeFileSync(standIn, importsOf(source));
  }
}

writeStandIns();
const { output, exitCode } = await cruise(['src'], {
  ...rules.options,
  baseDir: standIns,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
  outputType: 'err-long',
});
console.log(output.replaceAll('.ts.js', '.ts').trim());
process.exitCode = exitCode === 0 ? 0 : 1;
