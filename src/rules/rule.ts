import type * as z from 'zod';
import type { Hop } from '../analysis/connectivity/path-answer.ts';
import type { MissingFact } from '../model/fact.ts';
import type { FamilyName } from '../model/fact-families.ts';
import type { Network } from '../model/network.ts';
import type { Place, Resource } from '../model/resources/resource.ts';
import type { RawItem } from '../model/snapshot.ts';
import type { Category, Severity } from '../report/report.ts';

export type Topic =
  | 'gateway-endpoint'
  | 'interface-endpoint'
  | 'dns'
  | 'security-group'
  | 'network-acl'
  | 'routing'
  | 'policy'
  | 'endpoint-service'
  | 'hybrid'
  | 'cost'
  | 'resilience'
  | 'hygiene'
  | 'bundle'
  | 'expectation'
  | 'custom';

/** A finding in the making: what is wrong with which resource, what that does, what to change. */
export interface Problem {
  readonly kind: 'problem';
  readonly resource: Resource;
  readonly message: string;
  /** Where it is not the rule's own severity. */
  readonly severity?: Severity;
  readonly affected?: readonly Resource[];
  /** The place to show: a JSON pointer below the resource, or a place elsewhere. */
  readonly at?: string | Place;
  readonly evidence?: readonly { readonly message: string; readonly at: Place }[];
  /** What separates two findings of this rule on one resource; never the message. */
  readonly key?: string;
  /** Explanation code of AWS Reachability Analyzer. */
  readonly code?: string;
  /** What reports call it beside its resource, where it has a name of its own. */
  readonly label?: string;
  /** The way of the packets that shows it, hop by hop. */
  readonly trace?: readonly Hop[];
}

/** The rule cannot tell about a resource, or about resources that are not there, for want of these facts. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly resource: Resource | null;
  readonly missing: readonly MissingFact[];
}

export type Outcome = Problem | Undecided;

export function problem(fields: Omit<Problem, 'kind'>): Problem {
  return { kind: 'problem', ...fields };
}

export function undecided(resource: Resource, missing: readonly MissingFact[]): Undecided {
  return { kind: 'undecided', resource, missing };
}

export interface RuleContext<Options> {
  readonly network: Network;
  readonly options: Options;
}

/** Raw items by fact family; a family that is not there was not collected. */
export type Facts = Readonly<Partial<Record<FamilyName, readonly RawItem[]>>>;

/** A tiny network and what the rule must say of it. */
export interface RuleExample {
  /** What it shows, as a short sentence without a full stop. */
  readonly title: string;
  readonly facts: Facts;
  readonly findings?: readonly {
    readonly resource: string;
    readonly severity?: Severity;
    readonly affected?: readonly string[];
    /** A part of the message. */
    readonly message?: string;
  }[];
  /** Resources that stay undecided (none named: all that are not there), with the missing families. */
  readonly undecided?: readonly { readonly resource?: string; readonly missing: readonly FamilyName[] }[];
  /** Options in place of the defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Rule<Schema extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly topic: Topic;
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
  /** Ids of `docs/semantics.md` that the rule stands on. */
  readonly semantics: readonly string[];
  /** Pages of AWS. */
  readonly references: readonly string[];
  /** The family (or families) whose resources the rule judges: where it is missing, the rule is undecided. */
  readonly subject: FamilyName | readonly FamilyName[];
  /** All families that `check` reads, the subject among them. */
  readonly needs: readonly FamilyName[];
  readonly options: Schema;
  readonly examples: readonly RuleExample[];
  readonly check: (context: RuleContext<z.infer<Schema>>) => Iterable<Outcome>;
  /** The file of a rule that is not one of ours. */
  readonly file?: string;
}

/** Gives the options' schema its type inside `check`. */
export function defineRule<Schema extends z.ZodType>(rule: Rule<Schema>): Rule<Schema> {
  return rule;
}
