import { isTrue } from '../../model/fact.ts';
import { explainPart } from './explain-part.ts';
import type { PolicyVerdict } from './policy-verdict.ts';
import { statementName } from './statement.ts';
import type { PolicyRequest, StatementAnswer } from './statement-answer.ts';

/** Why a policy decides as it does, by which statement and part: a clause without a full stop. */
export function explainVerdict({ decision, deciding, part }: PolicyVerdict, request: PolicyRequest): string {
  if (deciding === null) return 'no statement allows it';
  const name = statementName(deciding.statement);
  switch (decision) {
    case 'allow':
      return `${name} allows it`;
    case 'explicit-deny':
      return `${name} denies it${becauseOf(deciding, request)}`;
    case 'implicit-deny': {
      const nearest = part === null ? '' : `: of ${name}, ${explainPart(part, request)}`;
      return `no statement allows it${nearest}`;
    }
    case 'unknown':
      return part === null ? `${name} is open` : `of ${name}, ${explainPart(part, request)}`;
  }
}

/** The condition by which a Deny applies; of several the one that holds because its key is absent. */
function becauseOf({ parts }: StatementAnswer, request: PolicyRequest): string {
  const conditions = parts.filter(({ condition, holds }) => condition !== null && isTrue(holds));
  const absent = conditions.find(
    ({ condition }) =>
      condition !== null && request.context(condition.key.toLowerCase()).presence === 'absent',
  );
  const shown = absent ?? conditions[0];
  return shown === undefined ? '' : `: ${explainPart(shown, request)}`;
}

/** JSON pointer, within the document, of what decided. */
export function decidingPointer({ deciding, part }: PolicyVerdict): string {
  return part?.pointer ?? deciding?.statement.pointer ?? '/Statement';
}
