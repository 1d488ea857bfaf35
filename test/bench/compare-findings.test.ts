import { describe, expect, it } from 'vitest';
import { differences } from '../../bench/compare-findings.ts';

const rules = new Set(['a-rule', 'other-rule']);
const finding = { rule: 'a-rule', resource: { id: 'vpc-1' } };
const seeded = { rule: 'a-rule', resource: 'vpc-1' };

describe('comparing a report with the seeded faults', () => {
  it('says nothing where they agree', () => {
    expect(differences({ findings: [finding], undecided: [] }, [seeded], rules)).toEqual([]);
  });

  it('names a fault that was not found, one that was not seeded, and one found twice', () => {
    const other = { rule: 'other-rule', resource: { id: 'vpc-2' } };
    expect(differences({ findings: [], undecided: [] }, [seeded], rules)).toEqual([
      'a-rule on vpc-1: 0 findings, seeded 1',
    ]);
    expect(differences({ findings: [finding, finding, other], undecided: [] }, [seeded], rules)).toEqual([
      'a-rule on vpc-1: 2 findings, seeded 1',
      'other-rule on vpc-2: 1 findings, seeded 0',
    ]);
  });

  it('leaves out faults of rules that do not exist', () => {
    const unknown = { rule: 'no-rule', resource: 'vpc-1' };
    expect(differences({ findings: [finding], undecided: [] }, [seeded, unknown], rules)).toEqual([]);
  });

  it('does not let anything be undecided', () => {
    const missing = [{ family: 'subnets', reason: 'not collected' }];
    const undecided = [{ rule: 'a-rule', count: 3, missing }];
    expect(differences({ findings: [finding], undecided }, [seeded], rules)).toEqual([
      'a-rule is undecided about 3 resources for want of subnets (not collected)',
    ]);
  });
});
