import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { disagreement } from './compare.ts';
import { decidingRules } from './deciding-rule.ts';
import { randomNetwork } from './random-network.ts';
import { randomQuestion } from './random-question.ts';

it('agrees', () => {
  const counts = new Map<string, number>();
  const verdicts = new Map<string, number>();
  let packets = 0;
  const t = Date.now();
  try {
    fc.assert(
      fc.property(randomNetwork, randomQuestion, (network, question) => {
        const d = disagreement(network, question, (rules, verdict) => {
          packets++;
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
          for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
        });
        expect(d).toBe(null);
      }),
      { numRuns: Number(process.env.RUNS ?? 200), endOnFailure: !process.env.SHRINK },
    );
  } finally {
    console.log(packets, Date.now() - t, 'ms', verdicts);
    console.log(
      decidingRules.map((r) => `${r}: ${((100 * (counts.get(r) ?? 0)) / packets).toFixed(1)}`).join('\n'),
    );
  }
});
