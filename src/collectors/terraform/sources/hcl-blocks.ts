import type { Node, Parser } from 'web-tree-sitter';

/** A part of a text: offsets of the first character and behind the last, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A block of the top level: a resource, a data source, the call of a module. */
export interface HclBlock {
  /** `aws_vpc.main`, `data.aws_vpc.main`, `module.network`. */
  readonly name: string;
  /** From its type to the last label. */
  readonly header: Span;
  /** Its attributes and the blocks in it, by name. */
  readonly parts: ReadonlyMap<string, readonly Span[]>;
  /** The texts of attributes that are plain strings. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The blocks of a file that Terraform would read resources from. What does not parse is passed over. */
export function readBlocks(parser: Parser, text: string): readonly HclBlock[] {
  const tree = parser.parse(text);
  if (!tree) return [];
  try {
    return blocksIn(tree.rootNode).flatMap((node) => readBlock(node) ?? []);
  } finally {
    tree.delete();
  }
}

/** Blocks of the top level; where the text is broken, the parser finds some of them within others. */
function blocksIn(root: Node): readonly Node[] {
  return root.descendantsOfType('block').filter((node) => {
    const word = node.firstNamedChild?.text ?? '';
    return word === 'resource' || word === 'data' || word === 'module';
  });
}

function readBlock(node: Node): HclBlock | null {
  const [word, ...others] = node.namedChildren;
  const labels = others.filter((child) => child.type === 'string_lit' || child.type === 'identifier');
  const last = labels.at(-1);
  if (!word || !last) return null;
  const names = labels.map(({ text }) => text.replace(/^"|"$/g, ''));
  if (names.length !== (word.text === 'module' ? 1 : 2)) return null;
  const name = word.text === 'resource' ? names.join('.') : [word.text, ...names].join('.');
  const parts = new Map<string, Span[]>();
  const texts = new Map<string, string>();
  const body = others.find(({ type }) => type === 'body');
  for (const child of body?.namedChildren ?? []) {
    if (child.type !== 'attribute' && child.type !== 'block') continue;
    const part = partName(child);
    const span = { start: child.startIndex, end: child.endIndex };
    const same = parts.get(part);
    if (same) same.push(span);
    else parts.set(part, [span]);
    const value = child.type === 'attribute' ? child.lastNamedChild?.text : undefined;
    if (value !== undefined && /^"[^"$%\\]*"$/.test(value)) texts.set(part, value.slice(1, -1));
  }
  return { name, header: { start: node.startIndex, end: last.endIndex }, parts, texts };
}

/** The name of an attribute or block; that of the blocks that a `dynamic` makes. */
function partName(node: Node): string {
  const [word, label] = node.namedChildren;
  if (word?.text === 'dynamic' && label) return label.text.replace(/^"|"$/g, '');
  return word?.text ?? '';
}
