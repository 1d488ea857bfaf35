import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { SourcePlace } from '../../model/snapshot.ts';

/** A template in YAML as the JSON that it stands for, and where its parts stand. */
export interface YamlTemplate {
  readonly value: unknown;
  /** The place of what a JSON pointer leads to, or of the nearest part around it. */
  readonly placeOf: (pointer: string) => Omit<SourcePlace, 'path'>;
}

export interface YamlProblem {
  readonly problem: string;
  readonly position: { readonly line: number; readonly column: number };
}

/** Aliases that stand for others make a small text large. */
const mostAliases = 100;

/**
 * Reads a template. All scalars stay texts, as CloudFormation takes them: `2012-10-17` is no date, `0.0.0.0/0` no
 * number. The short forms of functions (`!Ref`) become the long ones.
 */
export function readYamlTemplate(text: string): YamlTemplate | YamlProblem {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    return { problem: error.message.split('\n')[0] ?? '', position: { line, column: col } };
  }
  const aliases = { left: mostAliases };
  try {
    const value = jsonOf(document.contents, document, aliases);
    return { value, placeOf: (pointer) => placeIn(document, text, pointer) };
  } catch (cause) {
    if (!(cause instanceof TooManyAliases)) throw cause;
    return { problem: `it has more than ${mostAliases} aliases`, position: { line: 1, column: 1 } };
  }
}

class TooManyAliases extends Error {}

/** The long name of a function by its tag: `Ref` for `!Ref`, `Fn::Sub` for `!Sub`. */
function functionOf(tag: string | undefined): string | null {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return null;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function jsonOf(node: unknown, document: Document, aliases: { left: number }): unknown {
  if (isAlias(node)) {
    if (aliases.left-- === 0) throw new TooManyAliases();
    return jsonOf(node.resolve(document), document, aliases);
  }
  const plain = plainValue(node, document, aliases);
  const name = functionOf((node as Node | null)?.tag);
  return name === null ? plain : { [name]: plain };
}

function plainValue(node: unknown, document: Document, aliases: { left: number }): unknown {
  if (isSeq(node)) return node.items.map((item) => jsonOf(item, document, aliases));
  if (isMap(node)) {
    // From entries, because a key may be named __proto__.
    return Object.fromEntries(
      node.items.map(({ key, value }) => [keyText(key), jsonOf(value, document, aliases)]),
    );
  }
  if (!isScalar(node)) return '';
  return scalarText(node.value);
}

/** The failsafe schema knows no scalars but texts; what is left empty is none. */
function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function keyText(key: unknown): string {
  return isScalar(key) ? scalarText(key.value) : scalarText(key);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function placeIn(document: Document, text: string, pointer: string): Omit<SourcePlace, 'path'> {
  let node: unknown = document.contents;
  let span: Span = spanOf(node) ?? { start: 0, end: 0 };
  for (const segment of pointer.split('/').slice(1)) {
    if (isAlias(node)) node = node.resolve(document);
    const step = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    // A short form of a function is the function and what it is given.
    if (functionOf((node as Node | null)?.tag) === step) continue;
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => keyText(key) === step);
      if (!pair) break;
      span = spanOfPair(pair) ?? span;
      node = pair.value;
    } else if (isSeq(node) && node.items[Number(step)] !== undefined) {
      node = node.items[Number(step)];
      span = spanOf(node) ?? span;
    } else break;
  }
  return { text, ...withTag(text, trimmed(text, span)) };
}

function spanOfPair(pair: Pair): Span | null {
  const [key, value] = [spanOf(pair.key), spanOf(pair.value)];
  return key && { start: key.start, end: Math.max(key.end, value?.end ?? 0) };
}

function spanOf(node: unknown): Span | null {
  if (isPair(node)) return spanOfPair(node);
  const range = (node as Node | null | undefined)?.range;
  return range ? { start: range[0], end: range[1] } : null;
}

/** With the tag of a function before it, which the parser leaves out. */
function withTag(text: string, { start, end }: Span): Span {
  const tag = /![A-Za-z][\w:]*\s+$/.exec(text.slice(Math.max(0, start - 80), start));
  return { start: start - (tag?.[0].length ?? 0), end };
}

/** Without the blanks with which blocks end. */
function trimmed(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
