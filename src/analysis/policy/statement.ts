import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { matchesPattern, parsePattern, patternsOverlap, type TextPattern } from './text-pattern.ts';

/** The statement as a message names it: by its Sid, else by its number. */
export function statementName({ sid, index }: PolicyStatement): string {
  return `statement ${sid ?? index + 1}`;
}

/** The conditions on a key, given in lower case (PO14). */
export function conditionsOn(statement: PolicyStatement, key: string): readonly PolicyCondition[] {
  return statement.conditions.filter((condition) => condition.key.toLowerCase() === key);
}

/** Whether the statement speaks of AWS services only, which call from their own networks (PO8). */
export function isForServicesOnly({ principal }: PolicyStatement): boolean {
  return principal !== null && principal !== '*' && [...principal.keys()].every((type) => type === 'Service');
}

/** Whether the statement covers everybody, every action and every resource, without condition. */
export function coversEverything(statement: PolicyStatement): boolean {
  return (
    statement.principal === '*' &&
    statement.actions?.includes('*') === true &&
    statement.resources?.includes('*') === true &&
    statement.conditions.length === 0
  );
}

/** Whether a statement is about an action, whatever its other parts say. */
export function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean {
  const matches = (texts: readonly string[]) =>
    texts.some((text) => matchesPattern(parsePattern(text.toLowerCase()), action.toLowerCase()));
  return actions === null ? notActions !== null && !matches(notActions) : matches(actions);
}

/**
 * Whether a statement covers an action on a resource that no other one covers, whatever the conditions
 * and principals. Only what is certain counts: a partial overlap is taken for cover.
 */
export function coversMoreThan(statement: PolicyStatement, others: readonly PolicyStatement[]): boolean {
  const rivals = others.map(scopeOf);
  const own = scopeOf(statement);
  return own.actions.some((action) =>
    own.resources.some((resource) =>
      rivals.every(({ actions, resources }) => !overlaps(actions, action) || !overlaps(resources, resource)),
    ),
  );
}

interface StatementScope {
  readonly actions: readonly TextPattern[];
  readonly resources: readonly TextPattern[];
}

/** What a statement names; everything where it names what it does not cover. */
function scopeOf({ actions, resources }: PolicyStatement): StatementScope {
  return {
    actions: (actions ?? ['*']).map((action) => parsePattern(action.toLowerCase())),
    resources: (resources ?? ['*']).map(parsePattern),
  };
}

function overlaps(patterns: readonly TextPattern[], pattern: TextPattern): boolean {
  return patterns.some((other) => patternsOverlap(other, pattern));
}
