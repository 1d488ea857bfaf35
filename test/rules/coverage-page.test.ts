import { describe, expect, it } from 'vitest';
import type { Disposition } from '../../src/data/rule-coverage/considered-checks.ts';
import { ruleCoverage } from '../../src/data/rule-coverage/rule-coverage.ts';
import { coverageOf, coveragePage } from '../../src/rules/coverage-page.ts';
import { rules } from '../../src/rules/registry.ts';

const checks = coverageOf(rules);
const dispositions: Readonly<Record<string, Disposition>> = Object.assign(
  {},
  ...ruleCoverage.map((topic) => topic.dispositions),
);
const ruleIds = new Set(rules.map(({ id }) => id));

describe('the page of checks that were considered', () => {
  it('has every check once', () => {
    const ids = checks.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ids)
      expect(coveragePage(rules).match(new RegExp(`^\\| \\[?${id}[ \\]]`, 'gm'))).toHaveLength(1);
  });

  it('says of nothing but considered checks what became of them', () => {
    for (const { ids, dispositions: said } of ruleCoverage)
      expect(Object.keys(said).filter((id) => !ids.split(/\s+/).includes(id))).toEqual([]);
  });

  it('calls no rule a case of another, or left out', () => {
    expect(Object.keys(dispositions).filter((id) => ruleIds.has(id))).toEqual([]);
  });

  it('names rules that exist where a check is a case of one', () => {
    for (const [id, disposition] of Object.entries(dispositions)) {
      if (!('caseOf' in disposition)) continue;
      expect(
        disposition.caseOf.filter((rule) => !ruleIds.has(rule)),
        id,
      ).toEqual([]);
      expect(disposition.caseOf, id).not.toEqual([]);
    }
  });

  it('gives a whole sentence as the reason for what is left out', () => {
    for (const [id, disposition] of Object.entries(dispositions)) {
      if ('leftOut' in disposition) expect(disposition.leftOut, id).toMatch(/^[A-Z][^|]+\.$/);
    }
  });

  it('counts each check in one way', () => {
    const [, all, ...kinds] =
      /of\s+(\d+) checks (\d+) are rules, (\d+) are cases of rules, (\d+) are left out and (\d+) are open/.exec(
        coveragePage(rules),
      ) ?? [];
    expect(Number(all)).toBe(checks.length);
    expect(kinds.map(Number).reduce((sum, each) => sum + each, 0)).toBe(checks.length);
  });
});
