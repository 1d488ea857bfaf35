/** What the conditions of a statement say about the endpoint by which requests come. */
import { every, type Fact } from '../../model/fact.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { evaluateCondition } from './condition.ts';
import { parseConditionOperator } from './condition-operator.ts';
import type { PolicyKind } from './principal-match.ts';
import type { RequestClass } from './request-class.ts';
import { absent } from './request-context.ts';
import { judgeStatement } from './statement-answer.ts';

const namesNetwork: ReadonlySet<string> = new Set(['aws:sourcevpce', 'aws:sourcevpc', 'aws:sourcevpcarn']);

/** The conditions that ask through which endpoint or from which VPC requests come. */
export function endpointConditions({ conditions }: PolicyStatement): readonly PolicyCondition[] {
  return conditions.filter(({ key }) => namesNetwork.has(key.toLowerCase()));
}

/** Whether a condition holds for what it does not name, as in a Deny for all others. */
export function isNegated({ operator }: PolicyCondition): boolean {
  return parseConditionOperator(operator)?.negated === true;
}

/**
 * Whether a statement applies to the requests of a class, whatever is done to what: by its principal and its
 * conditions alone.
 */
export function appliesToClass(
  statement: PolicyStatement,
  { caller, context }: Pick<RequestClass, 'caller' | 'context'>,
  kind: PolicyKind,
): Fact<boolean> {
  const { parts } = judgeStatement(statement, { caller, context, action: '*', resource: '*' }, kind);
  const aboutSender = parts.filter(({ element }) => element === 'Condition' || element.endsWith('Principal'));
  return every(aboutSender, ({ holds }) => holds);
}

/** What a condition answers where the request lacks its key; null where AWS does not say. */
export function conditionWithoutKey(condition: PolicyCondition): boolean | null {
  const answer = evaluateCondition(condition, () => absent);
  return answer.known ? answer.value : null;
}
