import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { parseSync, Visitor } from 'rolldown/utils';

const emitted = '.cache/declarations';
/** What a field of an answer of AWS may be: its schema, which the program checks, is none of the package's types. */
const anything = '{ readonly [field: string]: unknown }';

/**
 * Writes the types of modules and of all that they mention, each beside the others, into a folder. They name no
 * package: what installs beside the program must not decide whether they are understood.
 */
export function writeDeclarations(modules, folder) {
  rmSync(emitted, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  const options = [
    ...['--declaration', '--emitDeclarationOnly', '--rootDir', 'src', '--outDir', emitted],
    ...['--ignoreConfig', '--target', 'es2023', '--lib', 'es2023,es2024.string', '--module', 'nodenext'],
    ...['--strict', '--exactOptionalPropertyTypes', '--verbatimModuleSyntax', '--types', 'node'],
    ...['--allowImportingTsExtensions', '--skipLibCheck', '--resolveJsonModule'],
  ];
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...modules, ...options], {
    stdio: 'inherit',
  });
  const pending = new Set(modules.map((path) => relative('src', path).replace(/\.ts$/, '.d.ts')));
  // Only what they mention: the compiler writes what they run, too.
  for (const path of pending) {
    const { text, mentioned } = freed(readFileSync(join(emitted, path), 'utf8'), path);
    for (const other of mentioned) pending.add(join(dirname(path), other));
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** A declaration without what comes from zod, with imports that a compiler of any setting resolves, and where those lead. */
function freed(code, path) {
  const { program, errors } = parseSync(path, code, { lang: 'dts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const edits = [];
  const mentioned = [];
  const replace = ({ start, end }, text) => edits.push({ start, end, text });
  const ofZod = (node) => code.slice(node.start, node.end).startsWith('z.');
  const rename = ({ source }) => {
    if (!source?.value.startsWith('.')) return;
    mentioned.push(source.value.replace(/\.ts$/, '.d.ts'));
    replace(source, `'${source.value.replace(/\.ts$/, '.js')}'`);
  };
  new Visitor({
    ImportDeclaration(node) {
      if (node.source.value === 'zod') replace(node, '');
      else rename(node);
    },
    ExportNamedDeclaration(node) {
      const [first] = node.declaration?.declarations ?? [];
      const type = first?.id.typeAnnotation?.typeAnnotation;
      if (type && ofZod(type)) replace(node, '');
      else rename(node);
    },
    ExportAllDeclaration: rename,
    TSImportType: rename,
    TSTypeReference(node) {
      if (ofZod(node)) replace(node, anything);
    },
  }).visit(program);
  return { text: apply(code, edits), mentioned };
}

/** Of edits that lie within each other the outermost counts. */
function apply(code, edits) {
  let text = '';
  let at = 0;
  for (const { start, end, text: put } of edits.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    text += code.slice(at, start) + put;
    at = end;
  }
  return text + code.slice(at);
}
