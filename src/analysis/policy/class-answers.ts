/** What a policy says of the requests of each kind of callers, where no single request is asked about. */
import { isFalse, isTrue } from '../../model/fact.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { ClassAnswer } from '../connectivity/path-answer.ts';
import { judgePolicy } from './policy-verdict.ts';
import type { PolicyKind } from './principal-match.ts';
import { statementName } from './statement.ts';
import { judgeStatement, type PolicyRequest, type StatementPart } from './statement-answer.ts';

/** The requests of some callers, named to follow `requests of`. */
export interface CallerRequest {
  readonly name: string;
  readonly request: PolicyRequest;
}

/** The answer for each of the callers: all of their requests pass, none does, or it hangs on parts of statements. */
export function answersFor(
  policy: PolicyDocument,
  callers: readonly CallerRequest[],
  kind: PolicyKind,
): readonly ClassAnswer[] {
  return callers.map(({ name, request }) => {
    const { passes } = judgePolicy(policy, request, kind);
    if (passes.known) return { callers: name, decision: passes.value ? 'pass' : 'block', dependsOn: [] };
    return { callers: name, decision: 'unknown', dependsOn: openParts(policy, request, kind) };
  });
}

/** The parts of statements on which a verdict hangs, in words; of grants only while none is certain. */
function openParts(policy: PolicyDocument, request: PolicyRequest, kind: PolicyKind): readonly string[] {
  const { allowed, denied } = judgePolicy(policy, request, kind);
  const relevant = policy.statements.filter(({ effect }) =>
    effect === 'Deny' ? !isFalse(denied) : !isTrue(allowed),
  );
  return relevant.flatMap((statement) => {
    const { applies, parts } = judgeStatement(statement, request, kind);
    if (applies.known) return [];
    const open = parts.filter(({ holds }) => !holds.known).map(partName);
    return `${open.join(' and ')} of ${statementName(statement)}`;
  });
}

function partName({ element, condition }: StatementPart): string {
  return condition === null ? element : `${condition.operator} ${condition.key}`;
}

const mostShown = 3;

/** The answers as a clause: `all requests of account 1 pass; those of others hang on Resource of statement 1`. */
export function explainClasses(answers: readonly ClassAnswer[]): string {
  const byOutcome = new Map<string, string[]>();
  for (const answer of answers) {
    const outcome = outcomeOf(answer);
    const callers = byOutcome.get(outcome);
    if (callers) callers.push(answer.callers);
    else byOutcome.set(outcome, [answer.callers]);
  }
  return [...byOutcome].map(([outcome, callers]) => `those of ${callers.join(', ')} ${outcome}`).join('; ');
}

function outcomeOf({ decision, dependsOn }: ClassAnswer): string {
  if (decision !== 'unknown') return decision === 'pass' ? 'all pass' : 'do not pass';
  const more = dependsOn.length - mostShown;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `hang on ${dependsOn.slice(0, mostShown).join(', ')}${rest}`;
}
