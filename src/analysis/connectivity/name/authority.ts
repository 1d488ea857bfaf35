import type { MissingFact } from '../../../model/fact.ts';
import type { ResolverRule } from '../../../model/resources/resolver-rule.ts';
import type { Place } from '../../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';

interface Candidate {
  readonly at: Place;
  /** Why it is not certain that it applies in the VPC; empty when it does. */
  readonly missing: readonly MissingFact[];
}

/** The hidden zone by which an endpoint's private DNS answers in its own VPC (DNS7). */
export interface ManagedZone extends Candidate {
  readonly kind: 'managed-zone';
  readonly domain: string;
  readonly endpoint: VpcEndpoint;
  /** The names that have records: the domain's own, its wildcard, or both. */
  readonly names: readonly string[];
}

/** A private hosted zone that is associated with the VPC. */
export interface CustomerZone extends Candidate {
  readonly kind: 'customer-zone';
  readonly domain: string;
  readonly hostedZoneId: string;
  /** The account in which its records can be read. */
  readonly account: string | null;
}

/** A resolver rule that is associated with the VPC. */
export interface RuleForDomain extends Candidate {
  readonly kind: 'rule';
  readonly domain: string;
  readonly rule: ResolverRule;
  readonly ruleType: string;
}

/** Something of which it is not known for which names it answers. */
export interface Doubt extends Candidate {
  readonly kind: 'doubt';
  readonly mayAnswer: (name: string) => boolean;
}

export type Zone = ManagedZone | CustomerZone;
