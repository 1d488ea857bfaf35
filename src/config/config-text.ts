import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import { blankComments } from './blank-comments.ts';

/** 1-based. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The value that a text holds, and where its parts stand. */
export interface ConfigText {
  readonly value: unknown;
  /** Where the value at a path stands, or what is nearest around it. */
  readonly positionOf: (path: readonly PropertyKey[]) => TextPosition;
  /** Where the key stands that a path ends with. */
  readonly positionOfKey: (path: readonly PropertyKey[]) => TextPosition;
}

export interface TextProblem {
  readonly position: TextPosition;
  readonly message: string;
}

/** Reads YAML, or JSON with or without comments, with the position of everything in it. */
export function parseConfigText(text: string, format: 'yaml' | 'json'): ConfigText | TextProblem {
  const counter = new LineCounter();
  const document = parseDocument(format === 'json' ? blankComments(text) : text, {
    lineCounter: counter,
    prettyErrors: false,
    // Its warnings quote the text as it stands, and go around everything that says how we speak.
    logLevel: 'silent',
  });
  const at = (offset: number): TextPosition => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error) return { position: at(error.pos[0]), message: plainWords(error.message) };
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) ? node : null;
  };
  const positionOf = (path: readonly PropertyKey[]): TextPosition => {
    const node = nodeAt(path);
    if (node?.range) return at(node.range[0]);
    return path.length === 0 ? { line: 1, column: 1 } : positionOf(path.slice(0, -1));
  };
  const positionOfKey = (path: readonly PropertyKey[]): TextPosition => {
    const around = nodeAt(path.slice(0, -1));
    const pair = isMap(around)
      ? around.items.find(({ key }) => String(key) === String(path.at(-1)))
      : undefined;
    return isNode(pair?.key) && pair.key.range ? at(pair.key.range[0]) : positionOf(path);
  };
  try {
    // A file with nothing in it says nothing.
    return { value: (document.toJS() as unknown) ?? {}, positionOf, positionOfKey };
  } catch (cause) {
    // Aliases that multiply, or that name nothing.
    const message = cause instanceof Error ? cause.message : String(cause);
    return { position: { line: 1, column: 1 }, message: plainWords(message) };
  }
}

function plainWords(message: string): string {
  const [first = ''] = message.split('\n');
  if (first.startsWith('Maximum call stack size')) return 'the text is nested too deeply to be read';
  return first.charAt(0).toLowerCase() + first.slice(1);
}
