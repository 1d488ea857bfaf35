/** IAM policy documents in one normal form: lists everywhere, statements and conditions with their place. */

export interface PolicyCondition {
  /** The operator as written: `StringNotEqualsIfExists`, `ForAnyValue:ArnLike`. */
  readonly operator: string;
  /** The condition key as written; keys are compared without case (PO14). */
  readonly key: string;
  readonly values: readonly string[];
  /** JSON pointer of the condition within the document. */
  readonly pointer: string;
}

/** `'*'` for everybody; otherwise principals by type (`AWS`, `Service`, `Federated`, …). */
export type PolicyPrincipal = '*' | ReadonlyMap<string, readonly string[]>;

export interface PolicyStatement {
  readonly index: number;
  readonly pointer: string;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PolicyPrincipal | null;
  readonly notPrincipal: PolicyPrincipal | null;
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  readonly conditions: readonly PolicyCondition[];
}

export interface PolicyDocument {
  readonly statements: readonly PolicyStatement[];
}

export type ParsedPolicy = { readonly document: PolicyDocument } | { readonly error: string };

type Fields = Readonly<Record<string, unknown>>;

/** The policy given as an object, as JSON text, or as URL-encoded JSON text; what is wrong otherwise. */
export function parsePolicy(source: unknown): ParsedPolicy {
  const value = typeof source === 'string' ? parseText(source) : source;
  if (!isObject(value)) return { error: 'the policy is not a JSON object' };
  const single = !Array.isArray(value['Statement']);
  const statements: PolicyStatement[] = [];
  for (const [index, raw] of listOf(value['Statement']).entries()) {
    const pointer = single ? '/Statement' : `/Statement/${index}`;
    const statement = isObject(raw) ? parseStatement(raw, index, pointer) : 'a statement is not an object';
    if (typeof statement === 'string') return { error: `${statement} (${pointer})` };
    statements.push(statement);
  }
  return statements.length > 0 ? { document: { statements } } : { error: 'the policy has no statement' };
}

function parseText(text: string): unknown {
  const candidates = text.trimStart().startsWith('%') ? [decode(text), text] : [text, decode(text)];
  for (const candidate of candidates) {
    try {
      return JSON.parse(candidate);
    } catch {
      // Try the other encoding.
    }
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseStatement(raw: Fields, index: number, pointer: string): PolicyStatement | string {
  const effect = raw['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return `Effect must be "Allow" or "Deny"`;
  return {
    index,
    pointer,
    sid: typeof raw['Sid'] === 'string' ? raw['Sid'] : null,
    effect,
    principal: parsePrincipal(raw['Principal']),
    notPrincipal: parsePrincipal(raw['NotPrincipal']),
    actions: strings(raw['Action']),
    notActions: strings(raw['NotAction']),
    resources: strings(raw['Resource']),
    notResources: strings(raw['NotResource']),
    conditions: parseConditions(raw['Condition'], pointer),
  };
}

function parsePrincipal(raw: unknown): PolicyPrincipal | null {
  if (raw === undefined || raw === null) return null;
  if (!isObject(raw)) return raw === '*' ? '*' : new Map([['AWS', strings(raw) ?? []]]);
  const byType = new Map(Object.entries(raw).map(([type, names]) => [type, strings(names) ?? []]));
  return byType.get('AWS')?.includes('*') ? '*' : byType;
}

function parseConditions(raw: unknown, pointer: string): readonly PolicyCondition[] {
  if (!isObject(raw)) return [];
  return Object.entries(raw).flatMap(([operator, block]) =>
    isObject(block)
      ? Object.entries(block).map(([key, values]) => ({
          operator,
          key,
          values: strings(values) ?? [],
          pointer: `${pointer}/Condition/${escapePointer(operator)}/${escapePointer(key)}`,
        }))
      : [],
  );
}

function strings(raw: unknown): readonly string[] | null {
  return raw === undefined || raw === null ? null : listOf(raw).map(String);
}

function listOf(raw: unknown): readonly unknown[] {
  if (raw === undefined || raw === null) return [];
  return Array.isArray(raw) ? raw : [raw];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
