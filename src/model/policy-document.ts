/** IAM policy documents in one normal form: lists everywhere, statements and conditions with their place. */
import { escapePointer } from './json-pointer.ts';

export interface PolicyCondition {
  /** The operator as written: `StringNotEqualsIfExists`, `ForAnyValue:ArnLike`. */
  readonly operator: string;
  /** The condition key as written; keys are compared without case (PO14). */
  readonly key: string;
  /** In the notation of version 2012-10-17, as resources are. */
  readonly values: readonly string[];
  /** JSON pointer of the condition within the document. */
  readonly pointer: string;
}

/** `'*'` for everybody; otherwise principals by type (`AWS`, `Service`, `Federated`, …). */
export type PolicyPrincipal = '*' | ReadonlyMap<string, readonly string[]>;

export interface PolicyStatement {
  readonly index: number;
  /** JSON pointer of the statement within the document. */
  readonly pointer: string;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PolicyPrincipal | null;
  readonly notPrincipal: PolicyPrincipal | null;
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  /** In the notation of version 2012-10-17: what an older document means literally is escaped (PO19). */
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  readonly conditions: readonly PolicyCondition[];
}

/** Something in a document that can be read, and that AWS does not take. */
export interface PolicyFault {
  readonly pointer: string;
  /** In words: `Conditions is no element of a statement`. */
  readonly reason: string;
}

export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
  readonly faults: readonly PolicyFault[];
}

export type ParsedPolicy = { readonly document: PolicyDocument } | { readonly error: string };

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a document; never leaves this file. */
class Invalid extends Error {}

// Most endpoints of an estate have one of a few policies.
const memo = new Map<string, ParsedPolicy>();
const memoLimit = 1024;

/**
 * The policy given as an object, as JSON text, or as URL-encoded JSON text; what is wrong otherwise, with
 * its place. What a statement leaves out is null; nothing that a policy says is passed over.
 */
export function parsePolicy(source: unknown): ParsedPolicy {
  if (typeof source !== 'string') return readPolicy(source);
  const known = memo.get(source);
  if (known !== undefined) return known;
  const parsed = readPolicy(source);
  if (memo.size >= memoLimit) memo.clear();
  memo.set(source, parsed);
  return parsed;
}

function readPolicy(source: unknown): ParsedPolicy {
  try {
    const value = typeof source === 'string' ? parseText(source) : source;
    if (!isObject(value)) throw new Invalid('the policy is not a JSON object');
    return { document: { statements: parseStatements(value), faults: faultsOf(value) } };
  } catch (error) {
    if (error instanceof Invalid) return { error: error.message };
    throw error;
  }
}

const documentElements: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
const pairs = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;
const statementElements: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Condition', ...pairs.flat()]);
const versions: ReadonlySet<unknown> = new Set(['2012-10-17', '2008-10-17', undefined, null]);

/** What AWS refuses of a document that is otherwise clear (PO20). */
function faultsOf(value: Fields): readonly PolicyFault[] {
  const listed = value['Statement'];
  const statements: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  return [
    ...strangersIn(value, documentElements, '', 'a policy'),
    ...(versions.has(value['Version'])
      ? []
      : [{ pointer: '/Version', reason: `there is no version ${JSON.stringify(value['Version'])}` }]),
    ...statements.flatMap((raw, index) => {
      const pointer = Array.isArray(listed) ? `/Statement/${index}` : '/Statement';
      if (!isObject(raw)) return [];
      const both = pairs.filter((names) => names.every((name) => raw[name] !== undefined));
      return [
        ...strangersIn(raw, statementElements, pointer, 'a statement'),
        ...both.map(([one, other]) => ({
          pointer: `${pointer}/${other}`,
          reason: `a statement has ${one} or ${other}, not both`,
        })),
      ];
    }),
  ];
}

function strangersIn(
  value: Fields,
  known: ReadonlySet<string>,
  pointer: string,
  what: string,
): readonly PolicyFault[] {
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      reason: `${key} is no element of ${what}`,
    }));
}

function parseStatements(value: Fields): readonly PolicyStatement[] {
  const read = value['Version'] === '2012-10-17' ? asItIs : withoutVariables;
  const listed = value['Statement'];
  if (!Array.isArray(listed)) {
    if (listed === undefined || listed === null) throw new Invalid('the policy has no Statement');
    return [parseStatement(listed, 0, '/Statement', read)];
  }
  if (listed.length === 0) throw new Invalid('the policy has no statement (/Statement)');
  return listed.map((raw, index) => parseStatement(raw, index, `/Statement/${index}`, read));
}

/** Documents of another version know no policy variables: `${` means these two characters (PO19). */
function withoutVariables(text: string): string {
  return text.replaceAll(/\$(?=\{)/g, `\${$$}`);
}

function parseText(text: string): unknown {
  const encodings = text.trimStart().startsWith('%') ? [decode, asItIs] : [asItIs, decode];
  for (const read of encodings) {
    try {
      return JSON.parse(read(text));
    } catch {
      // Try the other encoding.
    }
  }
  return undefined;
}

function asItIs(text: string): string {
  return text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type ReadPattern = (text: string) => string;

function parseStatement(raw: unknown, index: number, pointer: string, read: ReadPattern): PolicyStatement {
  if (!isObject(raw)) throw new Invalid(`a statement must be an object (${pointer})`);
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Invalid(`Effect must be "Allow" or "Deny" (${pointer}/Effect)`);
  }
  const texts = (field: string) => parseTexts(raw[field], `${pointer}/${field}`);
  const patterns = (field: string) => texts(field)?.map(read) ?? null;
  const principals = (field: string) => parsePrincipal(raw[field], `${pointer}/${field}`);
  const statement: PolicyStatement = {
    index,
    pointer,
    sid: typeof raw['Sid'] === 'string' && raw['Sid'] !== '' ? raw['Sid'] : null,
    effect,
    principal: principals('Principal'),
    notPrincipal: principals('NotPrincipal'),
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: patterns('Resource'),
    notResources: patterns('NotResource'),
    conditions: parseConditions(raw['Condition'], `${pointer}/Condition`, read),
  };
  if (statement.actions === null && statement.notActions === null) {
    throw new Invalid(`a statement needs Action or NotAction (${pointer})`);
  }
  return statement;
}

function parsePrincipal(raw: unknown, pointer: string): PolicyPrincipal | null {
  if (raw === undefined || raw === null) return null;
  if (raw === '*') return '*';
  if (typeof raw === 'string') return new Map([['AWS', [raw]]]);
  if (!isObject(raw)) throw new Invalid(`a principal must be "*" or an object (${pointer})`);
  const byType = new Map(
    Object.entries(raw).map(([type, names]) => {
      const place = `${pointer}/${escapePointer(type)}`;
      return [type, parseTexts(names, place) ?? []] as const;
    }),
  );
  return byType.get('AWS')?.includes('*') ? '*' : byType;
}

function parseConditions(raw: unknown, pointer: string, read: ReadPattern): readonly PolicyCondition[] {
  if (raw === undefined || raw === null) return [];
  if (!isObject(raw)) throw new Invalid(`Condition must be an object (${pointer})`);
  return Object.entries(raw).flatMap(([operator, block]) => {
    const place = `${pointer}/${escapePointer(operator)}`;
    if (!isObject(block)) throw new Invalid(`a condition operator must hold condition keys (${place})`);
    return Object.entries(block).map(([key, values]) => {
      const keyPointer = `${place}/${escapePointer(key)}`;
      const texts = parseTexts(values, keyPointer);
      if (texts === null) throw new Invalid(`a condition key needs a value (${keyPointer})`);
      return { operator, key, values: texts.map(read), pointer: keyPointer };
    });
  });
}

/** One text or a list of texts; numbers and booleans count as the texts that JSON writes for them. */
function parseTexts(raw: unknown, pointer: string): readonly string[] | null {
  if (raw === undefined || raw === null) return null;
  return (Array.isArray(raw) ? raw : [raw]).map((item: unknown) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new Invalid(`expected text or a list of texts (${pointer})`);
  });
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
