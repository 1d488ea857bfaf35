import * as z from 'zod';
import { describeIssue } from '../../model/describe-issue.ts';
import { familyNames } from '../../model/fact-families.ts';
import { Resource } from '../../model/resources/resource.ts';
import { categories, severities } from '../../report/report.ts';
import type { Outcome, Rule, RuleContext } from '../../rules/rule.ts';

const words = z.string().trim().min(1, 'expected some words');
const family = z.enum(familyNames, { error: 'expected a family of facts such as vpcEndpoints' });

const ruleSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'expected an id in kebab-case such as endpoint-without-owner'),
  severity: z.enum(severities, { error: `expected ${severities.join(', ')}` }),
  category: z.enum(categories, { error: `expected ${categories.join(', ')}` }),
  securitySeverity: z.number().min(0.1).max(10).optional(),
  onRequest: z.literal(true).optional(),
  judgesPolicyAlone: z.literal(true).optional(),
  summary: words,
  why: words,
  fix: words,
  references: z.array(z.string()).default([]),
  subject: z.union([family, z.array(family).min(1)]),
  needs: z.array(family),
  options: z.custom<z.ZodType>(isZodSchema, 'expected a schema of zod 4').default(z.strictObject({})),
  examples: z.array(z.looseObject({ title: words, facts: z.looseObject({}) })).min(1, 'expected an example'),
  check: z.custom<Rule['check']>((value) => typeof value === 'function', 'expected a function'),
});

/** The rule that a module exports, ready to run; or in plain words why it is none. */
export function readCustomRule(value: unknown, file: string): Rule | string {
  const parsed = ruleSchema.safeParse(value);
  if (!parsed.success) {
    const { message } = describeIssue(parsed.error, value);
    const id = nameOf(value);
    return `${id === null ? 'it exports no rule' : `rule ${id}`}: ${message}`;
  }
  const { check, securitySeverity, onRequest, judgesPolicyAlone, ...rule } = parsed.data;
  const subjects = [rule.subject].flat();
  const undeclared = subjects.find((subject) => !rule.needs.includes(subject));
  if (undeclared !== undefined) return `rule ${rule.id}: needs must hold its subject ${undeclared}`;
  return {
    ...rule,
    topic: 'custom',
    semantics: [],
    ...(securitySeverity === undefined ? {} : { securitySeverity }),
    ...(onRequest === undefined ? {} : { onRequest }),
    ...(judgesPolicyAlone === undefined ? {} : { judgesPolicyAlone }),
    // What they hold beyond title and facts shows when they are run.
    examples: rule.examples as unknown as Rule['examples'],
    check: (context) => checkedOutcomes(check, context),
    file,
  };
}

/** Zod recognizes its own schemas by this, whichever copy of it made them. */
function isZodSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_zod' in value && 'safeParse' in value;
}

function nameOf(value: unknown): string | null {
  const hasId = typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
  return hasId ? String(value.id) : null;
}

/** What a rule of somebody else's says is not trusted to be of the right form. */
function* checkedOutcomes(check: Rule['check'], context: RuleContext<unknown>): Iterable<Outcome> {
  const outcomes: unknown = check(context);
  if (typeof outcomes !== 'object' || outcomes === null || !(Symbol.iterator in outcomes)) {
    throw new TypeError('check must be a generator function (*check) or return a list, and not be async');
  }
  for (const outcome of outcomes as Iterable<unknown>) {
    const complaint = complaintAbout(outcome);
    if (complaint !== null) throw new TypeError(complaint);
    yield outcome as Outcome;
  }
}

function complaintAbout(outcome: unknown): string | null {
  const { kind, resource, message, missing } = (
    typeof outcome === 'object' && outcome !== null ? outcome : {}
  ) as Readonly<Record<string, unknown>>;
  if (kind === 'undecided') {
    if (!Array.isArray(missing) || missing.length === 0)
      return 'undecided() needs the facts that are missing';
    return resource === null || resource instanceof Resource
      ? null
      : 'undecided() needs a resource of the network, or null';
  }
  if (kind !== 'problem') return 'check gave something that is neither problem() nor undecided()';
  if (!(resource instanceof Resource)) return 'problem() needs a resource of the network';
  return typeof message === 'string' && message.trim() !== '' ? null : 'problem() needs a message';
}
