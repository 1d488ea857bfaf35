import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import type { HclBlock, Span } from './hcl-blocks.ts';

/** The blocks of a file of Terraform's language written as JSON, as the CDK for Terraform does. */
export function readJsonBlocks(text: string): readonly HclBlock[] {
  const { contents } = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
  const found: HclBlock[] = [];
  for (const [word, section] of membersOf(contents)) {
    const depth = word === 'module' ? 1 : word === 'resource' || word === 'data' ? 2 : 0;
    if (depth > 0) addBlocks(found, section.value, word === 'resource' ? [] : [word], depth);
  }
  return found;
}

/** Objects within objects, by the labels of the blocks that they are. */
function addBlocks(found: HclBlock[], node: unknown, labels: readonly string[], depth: number): void {
  for (const [label, pair] of membersOf(node)) {
    const names = [...labels, label];
    if (depth > 1) addBlocks(found, pair.value, names, depth - 1);
    else found.push(blockOf(names.join('.'), pair));
  }
}

function blockOf(name: string, pair: Pair): HclBlock {
  const parts = new Map<string, Span[]>();
  const texts = new Map<string, string>();
  for (const [part, own] of membersOf(pair.value)) {
    parts.set(part, [{ ...spanOf(own.key), end: spanOf(own.value).end }]);
    if (isScalar(own.value) && typeof own.value.value === 'string') texts.set(part, own.value.value);
  }
  return { name, header: spanOf(pair.key), parts, texts };
}

/** The members of an object, or of the objects of a list, in which JSON may write blocks. */
function membersOf(node: unknown): readonly (readonly [string, Pair])[] {
  if (isSeq(node)) return node.items.flatMap(membersOf);
  if (!isMap(node)) return [];
  return node.items.flatMap((pair) =>
    isScalar(pair.key) && typeof pair.key.value === 'string' ? [[pair.key.value, pair] as const] : [],
  );
}

function spanOf(node: unknown): Span {
  const range = (node as { readonly range?: readonly number[] } | null)?.range;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
