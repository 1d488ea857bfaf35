import type { Facts } from '../../../../src/rules/rule.ts';

/** A question about an estate, from `eni-1` to port 443 unless it says otherwise, and all that must come of it. */
export interface Vector {
  readonly id: string;
  readonly title: string;
  readonly facts: Facts;
  readonly to: string;
  readonly from?: string;
  readonly verdict: 'reachable' | 'blocked' | 'partial' | 'unknown';
  readonly private: boolean | null;
  /** `destinations verdict via viaId`, one for each branch. */
  readonly ways: readonly string[];
  /** Reason and component. */
  readonly blockers?: readonly string[];
  /** Families of the missing facts. */
  readonly missing?: readonly string[];
  /** Rules that find something, and rules that find nothing; of each, only what is in this version. */
  readonly found?: readonly string[];
  readonly notFound?: readonly string[];
}

export const allS3 = '198.51.100.0/24,203.0.113.0/25';
export const throughSsm = '10.0.9.4/32 reachable interface-endpoint vpce-0ssm';
export const nowhere = 'public addresses blocked none null';
