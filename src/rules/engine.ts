import * as z from 'zod';
import type { Hop } from '../analysis/connectivity/path-answer.ts';
import { distinctMissing, type MissingFact, missingKey } from '../model/fact.ts';
import type { FamilyName } from '../model/fact-families.ts';
import type { Network } from '../model/network.ts';
import type { Place, Resource } from '../model/resources/resource.ts';
import type { Scope } from '../model/scope.ts';
import { type Declaration, itemPointer } from '../model/snapshot.ts';
import { compareFindings } from '../report/finding-order.ts';
import { fingerprint } from '../report/fingerprint.ts';
import type {
  Citation,
  Finding,
  ResourceReference,
  RuleDescriptor,
  Severity,
  TraceStep,
  UndecidedGroup,
} from '../report/report.ts';
import type { Outcome, Problem, Rule, Undecided } from './rule.ts';

export interface RuleRun {
  readonly rule: Rule;
  /** Options that differ from the defaults. */
  readonly options?: unknown;
  readonly severity?: Severity;
}

/** What is to be judged. Everything is read, for a network does not end where somebody's interest does. */
export interface Coverage {
  readonly covers: (resource: Resource) => boolean;
  /** Whether resources of an account and region that nobody sees would be of interest. */
  readonly coversPlace: (place: Pick<Scope, 'account' | 'region'>) => boolean;
}

const everything: Coverage = { covers: () => true, coversPlace: () => true };

export interface Verdicts {
  readonly findings: readonly Finding<Citation>[];
  /** Findings about what is not covered. */
  readonly outOfScope: readonly Finding<Citation>[];
  /** What each finding of either list is about. */
  readonly subjects: ReadonlyMap<Finding<Citation>, Resource>;
  readonly undecided: readonly UndecidedGroup[];
  readonly rules: readonly RuleDescriptor[];
  /** Rules that threw: faults of ours, never of the input. */
  readonly faults: readonly { readonly rule: string; readonly error: unknown }[];
}

/** Runs rules over a network. The result is sorted; the order of rules and resources does not show. */
export function runRules(network: Network, runs: readonly RuleRun[], coverage = everything): Verdicts {
  const subjects = new Map<Finding<Citation>, Resource>();
  const findings: Finding<Citation>[] = [];
  const outOfScope: Finding<Citation>[] = [];
  const undecided: UndecidedGroup[] = [];
  const faults: { rule: string; error: unknown }[] = [];
  for (const run of runs) {
    try {
      const outcomes = [...unseenSubjects(network, run.rule, coverage), ...outcomesOf(network, run)];
      const covered = outcomes.filter(({ resource }) => resource === null || coverage.covers(resource));
      for (const found of outcomes.filter(isProblem)) {
        const finding = toFinding(run, found);
        subjects.set(finding, found.resource);
        (coverage.covers(found.resource) ? findings : outOfScope).push(finding);
      }
      undecided.push(...groupUndecided(run.rule.id, covered.filter(isUndecided)));
    } catch (error) {
      faults.push({ rule: run.rule.id, error });
    }
  }
  return {
    findings: findings.sort(compareFindings),
    outOfScope,
    subjects,
    undecided: undecided.sort((a, b) => compare(undecidedKey(a), undecidedKey(b))),
    rules: runs.map(describeRun).sort((a, b) => compare(a.id, b.id)),
    faults,
  };
}

/** What a rule says of a network, with its options checked and completed. */
function outcomesOf(network: Network, { rule, options }: RuleRun): Iterable<Outcome> {
  return rule.check({ network, options: optionsOf(rule, options) });
}

/** Most rules have no options: preparing a schema to find none of them costs more than the rule on a small input. */
function optionsOf({ options: schema }: Rule, given: unknown): unknown {
  const takesNone = schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
  return takesNone && given === undefined ? {} : schema.parse(given ?? {});
}

/** Where the rule's subjects were not collected, it is undecided about those that nobody sees. */
function unseenSubjects(
  network: Network,
  { subject }: Rule,
  { coversPlace }: Coverage,
): readonly Undecided[] {
  const subjects = typeof subject === 'string' ? [subject] : subject;
  return network.scopes.filter(coversPlace).flatMap((scope) =>
    subjects.flatMap((name): readonly Undecided[] => {
      const missing = network.missingInScope(name, scope);
      return missing.length > 0 ? [{ kind: 'undecided', resource: null, missing }] : [];
    }),
  );
}

/** The families that a rule reads on a network. */
export function familiesRead(network: Network, run: RuleRun): ReadonlySet<FamilyName> {
  const read = new Set<FamilyName>();
  const observed = network.observed((family) => read.add(family));
  Array.from(outcomesOf(observed, run));
  return read;
}

/** The rule as it ran: with the severity that it was given. */
function describeRun({ rule, severity }: RuleRun): RuleDescriptor {
  return { ...describeRule(rule), ...(severity === undefined ? {} : { severity }) };
}

export function describeRule(rule: Rule): RuleDescriptor {
  const { id, topic, severity, category, securitySeverity, summary, why, fix, references } = rule;
  return {
    id,
    topic,
    severity,
    category,
    ...(securitySeverity === undefined ? {} : { securitySeverity }),
    summary,
    why,
    fix,
    references,
  };
}

function isProblem(outcome: Outcome): outcome is Problem {
  return outcome.kind === 'problem';
}

function isUndecided(outcome: Outcome): outcome is Undecided {
  return outcome.kind === 'undecided';
}

function toFinding({ rule, severity }: RuleRun, found: Problem): Finding<Citation> {
  const { resource } = found;
  const { type, id, account, region, scope } = resource;
  return {
    rule: rule.id,
    severity: severity ?? found.severity ?? rule.severity,
    category: rule.category,
    message: found.message,
    resource: reference(resource),
    affected: references(found.affected ?? []),
    location: citation(typeof found.at === 'object' ? found.at : resource.at(found.at)),
    evidence: (found.evidence ?? []).map(({ message, at }) => ({ message, location: citation(at) })),
    ...(found.code === undefined ? {} : { code: found.code }),
    ...(found.label === undefined ? {} : { label: found.label }),
    ...(found.trace === undefined ? {} : { trace: found.trace.map(traceStep) }),
    fingerprint: fingerprint({
      rule: rule.id,
      partition: scope.partition,
      account,
      region,
      type,
      id,
      key: found.key ?? '',
    }),
  };
}

function traceStep({ plane, component, decision, reason, message, at }: Hop): TraceStep<Citation> {
  return { plane, component: reference(component), decision, reason, message, location: citation(at) };
}

/** Where a place stands in the input. */
export function citation({ resource, path }: Place): Citation {
  const { origin, index: ordinal } = resource;
  const elsewhere = origin.elsewhere?.get(path.split('/')[1] ?? '');
  const { list, index } = elsewhere ?? { list: origin.list, index: ordinal };
  return (
    declaredPlace(list.declared, path) ?? {
      document: list.document,
      pointer: itemPointer(list, index) + path,
    }
  );
}

/** Where infrastructure code wrote a part of an item, or the nearest part around it. */
function declaredPlace(declared: Declaration | undefined, path: string): Citation | null {
  if (!declared) return null;
  for (let part = path; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
    const place = declared.parts.get(part);
    if (place) return { ...place, pointer: place.pointer + path.slice(part.length) };
  }
  return null;
}

/** A resource as reports name it. */
export function reference(resource: Resource): ResourceReference {
  const { type, id, name, account, region, vpcId } = resource;
  return {
    type,
    id,
    ...(name === null ? {} : { name }),
    account,
    region,
    ...(vpcId === null ? {} : { vpcId }),
  };
}

function references(resources: readonly Resource[]): readonly ResourceReference[] {
  const byKey = new Map(resources.map((resource) => [`${resource.type} ${resource.id}`, resource]));
  return [...byKey].sort(([a], [b]) => compare(a, b)).map(([, resource]) => reference(resource));
}

function groupUndecided(rule: string, outcomes: readonly Undecided[]): readonly UndecidedGroup[] {
  const groups = new Map<string, { missing: readonly MissingFact[]; resources: Resource[] }>();
  for (const { resource, missing } of outcomes) {
    const distinct = distinctMissing(missing);
    const key = distinct.map(missingKey).join();
    const group = groups.get(key);
    const named = resource === null ? [] : [resource];
    if (group) group.resources.push(...named);
    else groups.set(key, { missing: distinct, resources: named });
  }
  return [...groups.values()].map(({ missing, resources }) => {
    const affected = references(resources);
    return { rule, missing, affected, count: affected.length };
  });
}

function undecidedKey({ rule, missing }: UndecidedGroup): string {
  return [rule, ...missing.map(missingKey)].join('\n');
}

/** By code unit, so that no locale shows in a report. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
