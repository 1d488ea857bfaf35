import { AddressSet } from '../../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../../model/fact.ts';
import type { Place } from '../../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import type { Decision } from '../flight.ts';

/** Addresses that a name resolves to. */
export interface Destinations {
  readonly addresses: AddressSet;
  /**
   * Empty when the name may be answered with each of the addresses. Otherwise it is answered with some of them
   * only, and these facts would tell with which: whatever is true of all of them is true of the name.
   */
  readonly vague: readonly MissingFact[];
}

/** What a name resolves to for the hosts of a VPC. */
export interface NameAnswer {
  /**
   * Disjoint. Empty when the name does not resolve, or to nobody knows what. Where a decision blocks and there
   * are destinations nevertheless, these are what the name would resolve to without that block.
   */
  readonly destinations: readonly Destinations[];
  /** The endpoints that are meant for certain: those to whose own names it leads. Others may have their addresses. */
  readonly named: readonly VpcEndpoint[];
  /** How it was found, in order, on the plane `name`; what is missing for a decision stands in it too. */
  readonly decisions: readonly Decision[];
  readonly missing: readonly MissingFact[];
  readonly assumptions: readonly string[];
}

interface Step {
  readonly message: string;
  readonly at: Place;
}

/** The name resolves to the addresses, each of which may be the answer. */
export function resolvesTo(addresses: AddressSet, step: Step): NameAnswer {
  return resolvesAmong([{ addresses, vague: [] }], step);
}

export function resolvesAmong(destinations: readonly Destinations[], step: Step): NameAnswer {
  const passed: Decision = { plane: 'name', decision: 'pass', reason: 'name-resolved', ...step };
  return { destinations, named: [], decisions: [passed], missing: [], assumptions: [] };
}

export function resolvesToNothing(step: Step): NameAnswer {
  const blocked: Decision = { plane: 'name', decision: 'block', reason: 'name-not-found', ...step };
  return { destinations: [], named: [], decisions: [blocked], missing: [], assumptions: [] };
}

export function notKnown(step: Step & { readonly missing: readonly MissingFact[] }): NameAnswer {
  const missing = distinctMissing(step.missing);
  const open: Decision = { plane: 'name', decision: 'unknown', reason: 'name-unknown', ...step, missing };
  return { destinations: [], named: [], decisions: [open], missing, assumptions: [] };
}

/** The answer with a decision that was made before. */
export function after(decision: Decision, answer: NameAnswer): NameAnswer {
  return { ...answer, decisions: [decision, ...answer.decisions] };
}

/** The answer with only those addresses that are among the given ones, as records of one type can hold. */
export function onlyAmong(addresses: AddressSet, answer: NameAnswer, at: Place): NameAnswer {
  if (answer.destinations.length === 0) return answer;
  const destinations = answer.destinations
    .map((each) => ({ ...each, addresses: each.addresses.intersect(addresses) }))
    .filter((each) => !each.addresses.isEmpty());
  if (destinations.length > 0) return { ...answer, destinations };
  return resolvesToNothing({ message: 'the record leads to addresses of another kind', at });
}

/** Whether the name does not resolve, for certain. */
export function isBlocked({ decisions }: NameAnswer): boolean {
  return decisions.some(({ decision }) => decision === 'block');
}

/**
 * One answer from several records of a name: what any of them leads to. It is blocked only when all are, and
 * unknown when one is and another might have decided.
 */
export function anyOf(answers: readonly NameAnswer[]): NameAnswer {
  const open = answers.filter((answer) => answer.missing.length > 0);
  const resolved = answers.filter((answer) => answer.missing.length === 0 && !isBlocked(answer));
  const telling = [...resolved, ...open].length > 0 ? [...resolved, ...open] : answers.slice(0, 1);
  return {
    destinations: open.length > 0 ? [] : joined(telling.flatMap((answer) => answer.destinations)),
    named: open.length > 0 ? [] : [...new Set(telling.flatMap((answer) => answer.named))],
    decisions: telling.flatMap((answer) => answer.decisions),
    missing: distinctMissing(telling.flatMap((answer) => answer.missing)),
    assumptions: [...new Set(telling.flatMap((answer) => answer.assumptions))],
  };
}

/** The same destinations, disjoint: those that are certain to be answers in one set, the others without them. */
function joined(destinations: readonly Destinations[]): readonly Destinations[] {
  const certain = AddressSet.unionAll(
    destinations.flatMap(({ addresses, vague }) => (vague.length === 0 ? addresses : [])),
  );
  const parts: Destinations[] = certain.isEmpty() ? [] : [{ addresses: certain, vague: [] }];
  let seen = certain;
  for (const { addresses, vague } of destinations) {
    if (vague.length === 0) continue;
    const rest = addresses.subtract(seen);
    if (rest.isEmpty()) continue;
    parts.push({ addresses: rest, vague });
    seen = seen.union(rest);
  }
  return parts;
}
