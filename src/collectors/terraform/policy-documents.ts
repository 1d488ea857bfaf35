import { valueOrReason } from '../infrastructure-code/open-value.ts';
import type { Attributes } from './attributes.ts';
import { idKinds } from './id-kinds.ts';
import type { ResourceView } from './resource-view.ts';
import type { Translation } from './translation.ts';

/**
 * The policy in an attribute: text that is known, or a data source `aws_iam_policy_document` that is read
 * during the apply and whose statements the plan shows. @throws OpenValue for any other.
 */
export function policyOf(translation: Translation, view: ResourceView, name: string): unknown {
  const text = valueOrReason(() => view.text(name));
  if ('value' in text) return text.value;
  const document = view.onlyTarget(name, 'aws_iam_policy_document');
  const source = translation.ofType('aws_iam_policy_document').find(({ resource }) => resource === document);
  if (!source) return view.text(name);
  return readDocument(source);
}

/** The same of a resource that always has one. @throws OpenValue also where the document does not tell it. */
export function requiredPolicyOf(translation: Translation, view: ResourceView): unknown {
  return policyOf(translation, view, 'policy') ?? view.requiredText('policy');
}

/** The policy that an `aws_iam_policy_document` writes. */
function readDocument(source: ResourceView): unknown {
  // Documents that are merged into it come from anywhere.
  for (const name of [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ]) {
    if (source.isOpen(name) || !isEmpty(source.values[name])) return source.text('json');
  }
  return {
    Version: source.text('version') ?? '2012-10-17',
    Statement: (source.blocks('statement') ?? []).map(readStatement),
  };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function readStatement(block: Attributes): Readonly<Record<string, unknown>> {
  const several = (name: string) => {
    const texts = block.texts(name);
    return texts !== null && texts.length > 0 ? texts : undefined;
  };
  const statement = {
    Sid: block.text('sid') ?? undefined,
    Effect: block.text('effect') ?? 'Allow',
    Action: several('actions'),
    NotAction: several('not_actions'),
    Resource: several('resources'),
    NotResource: several('not_resources'),
    Principal: readPrincipals(block, 'principals'),
    NotPrincipal: readPrincipals(block, 'not_principals'),
    Condition: readConditions(block),
  };
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
}

function readPrincipals(block: Attributes, name: string): unknown {
  const principals = block.blocks(name) ?? [];
  if (principals.length === 0) return undefined;
  const byType = new Map<string, string[]>();
  for (const principal of principals) {
    const type = principal.text('type') ?? 'AWS';
    byType.set(type, [...(byType.get(type) ?? []), ...(principal.texts('identifiers') ?? [])]);
  }
  // Everybody, as the data source writes it.
  if (byType.get('*')?.includes('*')) return '*';
  return Object.fromEntries(byType);
}

function readConditions(block: Attributes): unknown {
  const conditions = block.blocks('condition') ?? [];
  if (conditions.length === 0) return undefined;
  const operators = new Map<string, Map<string, readonly string[]>>();
  for (const condition of conditions) {
    const [test, variable] = [condition.text('test') ?? '', condition.text('variable') ?? ''];
    const keys = operators.get(test) ?? new Map<string, readonly string[]>();
    operators.set(test, keys);
    keys.set(variable, [...(keys.get(variable) ?? []), ...(valuesOf(condition, variable) ?? [])]);
  }
  return Object.fromEntries(Array.from(operators, ([test, keys]) => [test, Object.fromEntries(keys)]));
}

/** The values of a condition. What stands in the place of an id is one; other text may be put together from ids. */
function valuesOf(condition: Attributes, variable: string): readonly string[] | null {
  const kinds = { 'aws:sourcevpce': idKinds.vpcEndpoint, 'aws:sourcevpc': idKinds.vpc } as const;
  const name = variable.toLowerCase();
  return name === 'aws:sourcevpce' || name === 'aws:sourcevpc'
    ? condition.ids('values', kinds[name])
    : condition.texts('values');
}
