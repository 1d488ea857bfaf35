import type { FamilyName } from '../model/fact-families.ts';
import type { Category, Severity } from '../report/report.ts';
import type { Outcome, RuleContext, RuleExample } from './rule.ts';

/** A schema of zod 4, whichever copy of it made it. */
export interface OptionsSchema<Options = unknown> {
  readonly _zod: { readonly output: Options };
}

/** A rule of one's own, in a module of one's own. */
export interface CustomRule<Schema extends OptionsSchema = OptionsSchema> {
  /** In kebab-case, and none of ours; it stays for ever, because suppressions and baselines name it. */
  readonly id: string;
  /** What happens to the user: `error` does not work, `warning` works but not as meant, `info` is hygiene. */
  readonly severity: Severity;
  readonly category: Category;
  /** 0.1 to 10.0; on security rules only. */
  readonly securitySeverity?: number;
  /** Off unless it is asked for. */
  readonly onRequest?: true;
  /** Judges the policy of an endpoint or a resource by what stands in it, so that it runs on policies alone. */
  readonly judgesPolicyAlone?: true;
  /** One sentence: what the rule finds. */
  readonly summary: string;
  /** Why it matters: what the user sees when it is so. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  /** Pages that tell more. */
  readonly references?: readonly string[];
  /** The family (or families) whose resources the rule judges: where it is missing, the rule is undecided. */
  readonly subject: FamilyName | readonly FamilyName[];
  /** All families that `check` reads, the subject among them. */
  readonly needs: readonly FamilyName[];
  /** A schema of zod 4 for what the configuration may say under `options`; without it there are none. */
  readonly options?: Schema;
  /** Small networks and what must be found in them: one that fires, one that does not, one that is undecided. */
  readonly examples: readonly RuleExample[];
  check(context: RuleContext<Schema['_zod']['output']>): Iterable<Outcome>;
}
