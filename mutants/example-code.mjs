/** What in the file of a rule is there for its examples alone: estates that are made for them are no code of the product. */
import { readFileSync } from 'node:fs';
import { parseSync } from 'rolldown/utils';

const files = new Map();

/** Whether a mutant, whose lines and columns count from 0, changes only what examples of rules are made of. */
export function isExampleCode({ fileName, location: { start } }) {
  if (!fileName.includes('/src/rules/')) return false;
  if (!files.has(fileName)) files.set(fileName, layoutOf(fileName));
  const { lineStarts, ranges } = files.get(fileName);
  const offset = lineStarts[start.line] + start.column;
  return ranges.some(([from, to]) => from <= offset && offset < to);
}

function layoutOf(fileName) {
  const source = readFileSync(fileName, 'utf8');
  const ends = [...source.matchAll(/\n/g)].map(({ index }) => index + 1);
  return { lineStarts: [0, ...ends], ranges: rangesOfExamples(fileName, source) };
}

/** The ranges of a file, as [start, end) in code units, that only the examples of its rule lead to. */
function rangesOfExamples(path, source) {
  const { program } = parseSync(path, source, { lang: 'ts' });
  const declared = new Map();
  const used = new Set();
  const ranges = [];
  const use = (node) => {
    for (const name of namesIn(node)) {
      if (used.has(name)) continue;
      used.add(name);
      const declaration = declared.get(name);
      if (declaration) use(declaration);
    }
  };
  for (const node of program.body) {
    const each = node.type === 'VariableDeclaration' ? node.declarations : [node];
    for (const declaration of each) if (declaration.id) declared.set(declaration.id.name, declaration);
  }
  for (const node of program.body) {
    if (node.type === 'ExportNamedDeclaration') use(node);
    if (node.type !== 'ExportDefaultDeclaration') continue;
    for (const property of node.declaration.arguments?.[0]?.properties ?? []) {
      if (property.key?.name === 'examples') ranges.push([property.start, property.end]);
      else use(property);
    }
  }
  for (const [name, { start, end }] of declared) if (!used.has(name)) ranges.push([start, end]);
  return ranges;
}

/** All names of variables, and some more: a name too many only leaves code in. */
function* namesIn(node) {
  if (node === null || typeof node !== 'object') return;
  if (node.type === 'Identifier') yield node.name;
  for (const value of Object.values(node)) yield* namesIn(value);
}
