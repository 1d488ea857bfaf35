import {
  and,
  distinctMissing,
  type Fact,
  isFalse,
  isTrue,
  type MissingFact,
  not,
  some,
} from '../../model/fact.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { PolicyKind } from './principal-match.ts';
import {
  judgeStatement,
  type PolicyRequest,
  type StatementAnswer,
  type StatementPart,
} from './statement-answer.ts';

export type PolicyDecision = 'explicit-deny' | 'allow' | 'implicit-deny' | 'unknown';

export interface PolicyVerdict {
  readonly decision: PolicyDecision;
  /** Whether a Deny applies, and whether an Allow does. */
  readonly denied: Fact<boolean>;
  readonly allowed: Fact<boolean>;
  /** Whether the policy, as one that requests must pass, lets them through: known also of some `unknown` ones. */
  readonly passes: Fact<boolean>;
  /**
   * The statement that decided. Of an implicit deny the Allow that comes nearest, if there is one; of what is
   * unknown the first statement that hangs on something.
   */
  readonly deciding: StatementAnswer | null;
  /** The part of it that decided; null where all of them did, as in a statement that applies. */
  readonly part: StatementPart | null;
  readonly missing: readonly MissingFact[];
}

/**
 * What a policy says of requests: an explicit deny wins, then an Allow is needed (PO20). What holds for some
 * requests of the class, or hangs on a value that is not known, is unknown.
 */
export function judgePolicy(
  { statements }: PolicyDocument,
  request: PolicyRequest,
  kind: PolicyKind,
): PolicyVerdict {
  const answers = statements.map((statement) => judgeStatement(statement, request, kind));
  const denials = answers.filter(({ statement }) => statement.effect === 'Deny');
  const grants = answers.filter(({ statement }) => statement.effect === 'Allow');
  const denied = some(denials, ({ applies }) => applies);
  const allowed = some(grants, ({ applies }) => applies);
  const decision = decide(denied, allowed);
  const deciding = decidingOf(decision, denials, grants, denied);
  const open = [denied, allowed].flatMap((fact) => (fact.known ? [] : fact.missing));
  return {
    decision,
    denied,
    allowed,
    passes: and(allowed, not(denied)),
    deciding,
    part: deciding === null ? null : decidingPart(deciding),
    missing: decision === 'unknown' ? distinctMissing(open) : [],
  };
}

function decide(denied: Fact<boolean>, allowed: Fact<boolean>): PolicyDecision {
  if (isTrue(denied)) return 'explicit-deny';
  if (!denied.known || !allowed.known) return 'unknown';
  return allowed.value ? 'allow' : 'implicit-deny';
}

function decidingOf(
  decision: PolicyDecision,
  denials: readonly StatementAnswer[],
  grants: readonly StatementAnswer[],
  denied: Fact<boolean>,
): StatementAnswer | null {
  const applying = (answers: readonly StatementAnswer[]) => answers.find(({ applies }) => isTrue(applies));
  const open = (answers: readonly StatementAnswer[]) => answers.find(({ applies }) => !applies.known);
  switch (decision) {
    case 'explicit-deny':
      return applying(denials) ?? null;
    case 'allow':
      return applying(grants) ?? null;
    case 'unknown':
      return (denied.known ? open(grants) : open(denials)) ?? null;
    case 'implicit-deny':
      return grants.reduce<StatementAnswer | null>(nearer, null);
  }
}

/** Of two statements that do not apply the one of which less is in the way, its first parts before others. */
function nearer(best: StatementAnswer | null, other: StatementAnswer): StatementAnswer {
  return best === null || nearness(other) > nearness(best) ? other : best;
}

function nearness({ parts }: StatementAnswer): number {
  const failing = parts.filter(({ holds }) => isFalse(holds));
  const isNamed = failing.every(({ element }) => element === 'Condition');
  return (isNamed ? 100 : 0) - failing.length;
}

/** What keeps a statement from applying, or from being known to. */
function decidingPart({ applies, parts }: StatementAnswer): StatementPart | null {
  if (isTrue(applies)) return null;
  return parts.find(({ holds }) => (applies.known ? isFalse(holds) : !holds.known)) ?? null;
}
