/** Whether a statement of a policy is about a request, and which part of it says so. */
import { every, type Fact, flatMap, known, not, yes } from '../../model/fact.ts';
import { escapePointer } from '../../model/json-pointer.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import type { Caller } from './caller.ts';
import { evaluateCondition } from './condition.ts';
import { patternsCover } from './pattern-cover.ts';
import { resolveVariables } from './policy-variables.ts';
import { coversCaller, type PolicyKind } from './principal-match.ts';
import { type RequestContext, undetermined } from './request-context.ts';
import { parsePattern, patternsOverlap, policyVariable, type TextPattern } from './text-pattern.ts';

/** Requests that a policy judges: one, or a class of them. */
export interface PolicyRequest {
  readonly caller: Caller;
  /** May hold wildcards, and then stands for every action that they match. */
  readonly action: string;
  /** An ARN; may hold wildcards. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** A part of a statement that decides whether it applies. */
export interface StatementPart {
  readonly element:
    | 'Principal'
    | 'NotPrincipal'
    | 'Action'
    | 'NotAction'
    | 'Resource'
    | 'NotResource'
    | 'Condition';
  /** Null but for a condition. */
  readonly condition: PolicyCondition | null;
  /** JSON pointer within the document. */
  readonly pointer: string;
  readonly holds: Fact<boolean>;
}

export interface StatementAnswer {
  readonly statement: PolicyStatement;
  readonly applies: Fact<boolean>;
  /** Who, what, on what, and every condition, in that order. */
  readonly parts: readonly StatementPart[];
}

/** Judges every part of a statement, so that an answer can name all that stand in the way (PO13, PO20). */
export function judgeStatement(
  statement: PolicyStatement,
  request: PolicyRequest,
  kind: PolicyKind,
): StatementAnswer {
  const { context } = request;
  const part = (element: StatementPart['element'], holds: Fact<boolean>): StatementPart => ({
    element,
    condition: null,
    pointer: `${statement.pointer}/${escapePointer(element)}`,
    holds,
  });
  const { actions, notActions, resources, notResources } = statement;
  const action = parsePattern(request.action.toLowerCase());
  const resource = parsePattern(request.resource);
  const parts = [
    part(
      statement.principal === null && statement.notPrincipal !== null ? 'NotPrincipal' : 'Principal',
      coversCaller(statement, request.caller, kind),
    ),
    ...(actions === null ? [] : [part('Action', matchAny(actionPatterns(actions), action, []))]),
    ...(notActions === null
      ? []
      : [part('NotAction', not(matchAny(actionPatterns(notActions), action, [])))]),
    ...(resources === null ? [] : [part('Resource', coversResource(resources, resource, context))]),
    ...(notResources === null
      ? []
      : [part('NotResource', not(coversResource(notResources, resource, context)))]),
    ...statement.conditions.map(
      (condition): StatementPart => ({
        element: 'Condition',
        condition,
        pointer: condition.pointer,
        holds: evaluateCondition(condition, context),
      }),
    ),
  ];
  return { statement, parts, applies: every(parts, ({ holds }) => holds) };
}

const patternsOfActions = new WeakMap<readonly string[], readonly TextPattern[]>();

/** What the actions of a statement mean, in lower case; read once. */
function actionPatterns(actions: readonly string[]): readonly TextPattern[] {
  const before = patternsOfActions.get(actions);
  if (before) return before;
  const patterns = actions.map((text) => parsePattern(text.toLowerCase()));
  patternsOfActions.set(actions, patterns);
  return patterns;
}

/** A statement without Resource is about what its policy is attached to. */
function coversResource(
  texts: readonly string[],
  resource: TextPattern,
  context: RequestContext,
): Fact<boolean> {
  const isFixed = (text: string) => policyVariable(text) === null;
  return flatMap(resolveVariables(texts, context), (resolved) =>
    matchAny(
      resolved.filter(isFixed).map(parsePattern),
      resource,
      resolved.filter((text) => !isFixed(text)),
    ),
  );
}

/** Whether all texts of the class match one of the patterns; `vague` ones hold variables that nobody knows. */
function matchAny(
  patterns: readonly TextPattern[],
  wanted: TextPattern,
  vague: readonly string[],
): Fact<boolean> {
  const near = patterns.filter((pattern) => patternsOverlap(pattern, wanted));
  if (near.length > 0 && patternsCover(near, wanted) === true) return yes;
  const [perhaps] = vague.filter((text) => patternsOverlap(parsePattern(text), wanted));
  if (perhaps !== undefined) return undetermined(`${policyVariable(perhaps)} differs between requests`);
  return near.length === 0 ? known(false) : undetermined('it covers a part of them only');
}
