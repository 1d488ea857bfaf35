/** In words why a part of a statement holds, does not, or hangs on something. */
import type { PolicyRequest, StatementPart } from './statement-answer.ts';

const mostValues = 3;

/** A clause without a full stop: `its condition StringEquals aws:SourceVpce fails: the request carries no aws:SourceVpce`. */
export function explainPart(
  { element, condition, holds }: StatementPart,
  { action, resource, context }: PolicyRequest,
): string {
  if (condition !== null) {
    const { operator, key } = condition;
    const outcome = holds.known ? (holds.value ? 'holds' : 'fails') : 'is open';
    return `its condition ${operator} ${key} ${outcome}: ${carried(key, context(key.toLowerCase()))}`;
  }
  const verb = holds.known ? (holds.value ? 'covers' : 'does not cover') : 'may cover';
  return `its ${element} ${verb} ${element.endsWith('Action') ? action : element.endsWith('Resource') ? resource : 'the caller'}`;
}

function carried(key: string, value: ReturnType<PolicyRequest['context']>): string {
  if (value.presence === 'absent') return `the request carries no ${key}`;
  const { values } = value;
  if (!values.known) return values.missing.map(({ reason }) => reason).join(', ');
  const shown = values.value.slice(0, mostValues).join(', ');
  return value.presence === 'present' ? `${key} is ${shown}` : `${key} is ${shown} or absent`;
}
