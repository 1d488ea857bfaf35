import { describe, expect, it } from 'vitest';
import { inTurn, median } from '../../bench/measure.ts';
import { table } from '../../bench/table.ts';

describe('the table of the benchmark', () => {
  it('shows each ratio beside its aim and whether it is met', () => {
    const row = { value: 2400, reference: 1200, unit: 'milliseconds' } as const;
    const lines = table([
      { ...row, what: 'check', against: 'parse', aim: 2.5 },
      { ...row, what: 'demo', against: 'node', aim: 1.5 },
      { ...row, what: 'memory', against: 'file', aim: null, unit: 'bytes', value: 3e8, reference: 2e6 },
    ]).split('\n');
    expect(lines.slice(1)).toEqual([
      'check     2.40 s  parse          1.20 s    2.00 ×  ≤ 2.5 ×  met',
      'demo      2.40 s  node           1.20 s    2.00 ×  ≤ 1.5 ×  MISSED',
      'memory    300 MB  file           2.0 MB  150.00 ×',
    ]);
  });
});

describe('measuring', () => {
  it('runs programs in turn, so that a slow minute meets all of them', () => {
    const order: string[] = [];
    const results = inTurn(['a', 'b'], 2, (program) => order.push(program));
    expect(order).toEqual(['a', 'b', 'a', 'b']);
    expect(results).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('takes the middle value, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 3])).toBe(4);
    expect(median([7])).toBe(7);
  });
});
