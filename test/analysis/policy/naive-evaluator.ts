/**
 * IAM's evaluation of one policy for one request of which everything is known, as plainly as it can be written:
 * from the JSON as it stands, with regular expressions, no classes and no missing facts. `null` is what AWS
 * leaves open.
 */
export interface NaiveRequest {
  /** The ARN of a role, user or session, a service's name, or null for nobody. */
  readonly principal: string | null;
  readonly action: string;
  readonly resource: string;
  /** Values by key in lower case; a key that is not there is absent. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export type NaiveVerdict = 'explicit-deny' | 'allow' | 'implicit-deny' | null;

type Json = Readonly<Record<string, unknown>>;
type Answer = boolean | null;

export function naiveVerdict(policy: Json, request: NaiveRequest): NaiveVerdict {
  const listed = policy['Statement'];
  const statements = (Array.isArray(listed) ? listed : [listed]) as readonly Json[];
  const variables = policy['Version'] === '2012-10-17';
  const of = (effect: string) =>
    statements.filter((each) => each['Effect'] === effect).map((each) => applies(each, request, variables));
  const [denials, grants] = [of('Deny'), of('Allow')];
  if (denials.includes(true)) return 'explicit-deny';
  if (denials.includes(null)) return null;
  if (grants.includes(true)) return 'allow';
  return grants.includes(null) ? null : 'implicit-deny';
}

function applies(statement: Json, request: NaiveRequest, variables: boolean): Answer {
  const answers: Answer[] = [];
  if ('Principal' in statement) answers.push(principalIs(statement['Principal'], request.principal));
  if ('NotPrincipal' in statement) answers.push(exceptsNot(statement['NotPrincipal'], request.principal));
  const action = (text: string) =>
    wildcards(text.toLowerCase(), request, false)?.test(request.action.toLowerCase());
  const resource = (text: string) => wildcards(text, request, variables)?.test(request.resource);
  if ('Action' in statement) answers.push(anyOf(texts(statement['Action']).map(action)));
  if ('NotAction' in statement) answers.push(opposite(anyOf(texts(statement['NotAction']).map(action))));
  if ('Resource' in statement) answers.push(anyOf(texts(statement['Resource']).map(resource)));
  if ('NotResource' in statement)
    answers.push(opposite(anyOf(texts(statement['NotResource']).map(resource))));
  for (const [operator, block] of Object.entries((statement['Condition'] ?? {}) as Json)) {
    for (const [key, values] of Object.entries(block as Json)) {
      answers.push(
        condition(operator, texts(values), request.keys[key.toLowerCase()] ?? [], request, variables),
      );
    }
  }
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** A variable without a value, which gives undefined, may keep AWS from reading the whole. */
function anyOf(answers: readonly (boolean | undefined | null)[]): Answer {
  if (answers.includes(undefined)) return null;
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

function opposite(answer: Answer): Answer {
  return answer === null ? null : !answer;
}

function principalIs(named: unknown, principal: string | null): Answer {
  if (named === '*') return true;
  const lists = Object.entries(named as Json).flatMap(([type, names]) =>
    texts(names).map((name) => [type, name] as const),
  );
  return lists.some(([type, name]) => {
    if (type === 'AWS' && name === '*') return true;
    if (principal === null) return false;
    if (type === 'Service') return name === principal;
    if (name === principal) return true;
    const account = principal.split(':')[4];
    if (name === account || name === `arn:aws:iam::${account}:root`) return true;
    const role = /:assumed-role\/([^/]+)\//.exec(principal)?.[1];
    return role !== undefined && name === `arn:aws:iam::${account}:role/${role}`;
  });
}

/** An exception that names the caller, but not account and principal both, is one that AWS leaves open. */
function exceptsNot(named: unknown, principal: string | null): Answer {
  const isNamed = principalIs(named, principal);
  if (isNamed !== true || principal?.startsWith('arn:') !== true || named === '*') return opposite(isNamed);
  const names = Object.values(named as Json).flatMap(texts);
  const account = principal.split(':')[4] ?? '';
  if (names.includes('*')) return false;
  const isRoot = principal.endsWith(':root');
  const exceptsAccount = names.some((name) => name === account || name === `arn:aws:iam::${account}:root`);
  return exceptsAccount && (isRoot || names.includes(principal)) ? false : null;
}

/** The expression for a text with `*`, `?` and variables; undefined where a variable has no value. */
function wildcards(text: string, request: NaiveRequest, variables: boolean): RegExp | undefined {
  let expression = '';
  const pieces = variables ? text.split(/(\$\{[^}]*\})/) : [text];
  for (const piece of pieces) {
    if (variables && /^\$\{[^}]*\}$/.test(piece)) {
      const value = variable(piece.slice(2, -1), request);
      if (value === undefined) return undefined;
      expression += escaped(value);
    } else {
      expression += Array.from(piece)
        .map((character) => (character === '*' ? '.*' : character === '?' ? '.' : escaped(character)))
        .join('');
    }
  }
  return new RegExp(`^${expression}$`, 's');
}

function variable(inner: string, { keys }: NaiveRequest): string | undefined {
  if (['*', '?', '$'].includes(inner)) return inner;
  const [, name = inner, fallback] = /^([^,]*?),\s*'(.*)'$/.exec(inner) ?? [];
  const values = keys[name.trim().toLowerCase()] ?? [];
  return values.length === 1 ? values[0] : values.length === 0 ? fallback : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The text with variables put in, wildcards being plain characters. */
function literal(text: string, request: NaiveRequest, variables: boolean): string | undefined {
  if (!variables) return text;
  const values = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner = '']) => variable(inner, request));
  if (values.includes(undefined)) return undefined;
  return text.replace(/\$\{[^}]*\}/g, () => values.shift() ?? '');
}

function condition(
  name: string,
  wanted: readonly string[],
  carried: readonly string[],
  request: NaiveRequest,
  variables: boolean,
): Answer {
  if (name === 'Null') return wanted.some((value) => (value === 'true') === (carried.length === 0));
  const takesVariables = /String|Arn|Bool/.test(name);
  if (takesVariables && wanted.some((text) => literal(text, request, variables) === undefined)) return null;
  const set = /^(ForAllValues|ForAnyValue):/.exec(name)?.[1];
  const ifExists = name.endsWith('IfExists');
  const base = name.replace(/^.*:/, '').replace(/IfExists$/, '');
  const negated = base.includes('Not');
  if (carried.length === 0) {
    if (set === 'ForAllValues') return true;
    if (set === 'ForAnyValue') return ifExists || negated ? null : false;
    return ifExists || negated;
  }
  if (set === undefined && carried.length > 1) {
    return base.endsWith('Like') && wanted.includes('*') ? !negated : null;
  }
  const answers = carried.map((value) => {
    const matched = anyOf(
      wanted.map((each) => compare(base.replace('Not', ''), value, each, request, variables)),
    );
    return negated ? opposite(matched) : matched;
  });
  if (set !== 'ForAllValues') return anyOf(answers);
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

function compare(
  base: string,
  value: string,
  wanted: string,
  request: NaiveRequest,
  variables: boolean,
): boolean | undefined {
  const text = literal(wanted, request, variables);
  switch (base) {
    case 'StringEquals':
      return text === undefined ? undefined : text === value;
    case 'StringEqualsIgnoreCase':
      return text === undefined ? undefined : text.toLowerCase() === value.toLowerCase();
    case 'StringLike':
      return wildcards(wanted, request, variables)?.test(value);
    case 'ArnLike':
    case 'ArnEquals':
      return likeArn(value, wanted, request, variables);
    case 'Bool':
      return text === undefined ? undefined : text.toLowerCase() === value.toLowerCase();
    case 'IpAddress':
      return within(value, wanted);
    case 'NumericLessThan':
      return Number(value) < Number(wanted);
    case 'NumericGreaterThanEquals':
      return Number(value) >= Number(wanted);
    case 'NumericEquals':
      return Number(value) === Number(wanted);
    case 'DateLessThan':
      return Date.parse(value) < Date.parse(wanted);
    default:
      throw new Error(`no operator ${base}`);
  }
}

function likeArn(
  value: string,
  wanted: string,
  request: NaiveRequest,
  variables: boolean,
): boolean | undefined {
  if (wanted === '*') return true;
  const whole = wildcards(wanted, request, variables);
  if (whole === undefined) return undefined;
  const split = (text: string) => [...text.split(':').slice(0, 5), text.split(':').slice(5).join(':')];
  const [parts, patterns] = [split(value), split(wanted)];
  return parts.every(
    (part, index) => wildcards(patterns[index] ?? '', request, variables)?.test(part) === true,
  );
}

function within(address: string, block: string): boolean {
  const [base = '', length = '32'] = block.split('/');
  const bits = (text: string) =>
    text
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  return bits(address).slice(0, Number(length)) === bits(base).slice(0, Number(length));
}
