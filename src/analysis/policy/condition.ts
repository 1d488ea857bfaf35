import { every, type Fact, flatMap, known, no, not, some, yes } from '../../model/fact.ts';
import type { PolicyCondition } from '../../model/policy-document.ts';
import { type ConditionOperator, parseConditionOperator } from './condition-operator.ts';
import { resolveVariables } from './policy-variables.ts';
import { type ContextValue, type RequestContext, undetermined } from './request-context.ts';

/**
 * Whether a condition holds for the requests of a class: for all of them, for none, or unknown because
 * they differ. Implements IAM's truth table with its answers for absent keys (9.3, PO11-PO15).
 */
export function evaluateCondition(condition: PolicyCondition, context: RequestContext): Fact<boolean> {
  const operator = parseConditionOperator(condition.operator);
  if (operator === null) return undetermined(`${condition.operator} is no condition operator`);
  const value = context(condition.key.toLowerCase());
  const { test } = operator;
  if (test === 'absence' || !test.takesVariables) return evaluate(operator, condition.values, value);
  return flatMap(resolveVariables(condition.values, context), (operands) =>
    evaluate(operator, operands, value),
  );
}

/** Several conditions of one statement must all hold (PO13). */
export function evaluateConditions(
  conditions: readonly PolicyCondition[],
  context: RequestContext,
): Fact<boolean> {
  return every(conditions, (condition) => evaluateCondition(condition, context));
}

function evaluate(
  operator: ConditionOperator,
  operands: readonly string[],
  value: ContextValue,
): Fact<boolean> {
  if (value.presence === 'absent') return whenAbsent(operator, operands);
  const { values } = value;
  if (value.presence === 'unknown') {
    // An answer that does not depend on the key's presence is an answer.
    const without = whenAbsent(operator, operands);
    const withIt = evaluate(operator, operands, { ...value, presence: 'present' });
    if (without.known && withIt.known && without.value === withIt.value) return without;
    return values.known ? undetermined('the key is in some requests only') : values;
  }
  if (values.known && values.value.length === 0) return whenAbsent(operator, operands);
  const { test, quantifier, negated } = operator;
  if (test === 'absence') return testsAbsence(operands, false);
  if (operands.length === 0) return known(negated);
  if (operands.some((operand) => test.matchesEvery(operand))) return known(!negated);
  if (!values.known) {
    if (isNoneOf(operands, value.otherThan) && test.comparesTexts === true) return known(negated);
    const within = value.addresses === undefined ? null : test.matchesAddresses?.(value.addresses, operands);
    return within === null || within === undefined ? values : known(negated ? !within : within);
  }
  // Of several values of a policy one must match; of a negated operator none may (PO13).
  const holds = (candidate: string): Fact<boolean> => {
    const matched = some(operands, (operand) => test.matches(candidate, operand));
    return negated ? not(matched) : matched;
  };
  if (quantifier === 'all') return every(values.value, holds);
  if (quantifier === 'any' || values.value.length === 1) return some(values.value, holds);
  return undetermined('several values need ForAllValues or ForAnyValue');
}

/** Whether a value of which some are ruled out can be none of the operands, each of which is one text. */
function isNoneOf(operands: readonly string[], ruledOut: readonly string[] | undefined): boolean {
  return ruledOut !== undefined && operands.every((each) => !/[*?$]/.test(each) && ruledOut.includes(each));
}

function whenAbsent({ test, quantifier, negated, ifExists }: ConditionOperator, operands: readonly string[]) {
  if (test === 'absence') return testsAbsence(operands, true);
  if (quantifier === 'all') return yes;
  if (quantifier === 'any') {
    // AWS says what a positive operator answers, and nothing of the others.
    if (!ifExists && !negated) return no;
    return undetermined('ForAnyValue with this operator has no defined answer for an absent key');
  }
  return known(ifExists || negated);
}

/** `Null`: the policy's values say whether the key must be absent (`true`) or present (`false`). */
function testsAbsence(operands: readonly string[], isAbsent: boolean): Fact<boolean> {
  return some(operands, (operand) => {
    const text = operand.toLowerCase();
    if (text !== 'true' && text !== 'false') return undetermined(`${operand} is neither true nor false`);
    return known((text === 'true') === isAbsent);
  });
}
