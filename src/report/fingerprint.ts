import { createHash } from 'node:crypto';

export interface FingerprintParts {
  readonly rule: string;
  readonly partition: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly type: string;
  readonly id: string;
  /** What separates two findings of one rule on one resource. */
  readonly key: string;
}

/** The identity of a finding: 16 hex digits that survive re-collection, reordering and rewording. */
export function fingerprint(parts: FingerprintParts): string {
  const { rule, partition, account, region, type, id, key } = parts;
  const text = JSON.stringify([rule, partition, account, region, type, id, key]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
