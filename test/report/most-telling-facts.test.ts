import { describe, expect, it } from 'vitest';
import { mostTellingFacts } from '../../src/report/most-telling-facts.ts';
import type { UndecidedGroup } from '../../src/report/report.ts';

const families = ['vpcAttributes', 'networkAcls', 'routeTables'];
const factSources = families.map((family) => ({
  family,
  command: `aws ec2 ${family}`,
  action: `ec2:${family}`,
}));

function group(...missing: readonly (readonly [family: string, reason: string])[]): UndecidedGroup {
  return {
    rule: 'a-rule',
    missing: missing.map(([family, reason]) => ({ family, reason, account: null, region: null })),
    affected: [],
    count: 1,
  };
}

function told(
  undecided: readonly UndecidedGroup[],
  most = 2,
): readonly (readonly [string, number, boolean])[] {
  return mostTellingFacts({ undecided, factSources }, most).map(({ source, decides, isDenied }) => [
    source.family,
    decides,
    isDenied,
  ]);
}

describe('the most telling facts', () => {
  it('are those that decide the most, best first', () => {
    const undecided = [
      group(['networkAcls', 'not collected']),
      group(['vpcAttributes', 'not collected']),
      group(['vpcAttributes', 'not collected']),
      group(['routeTables', 'not collected']),
    ];
    expect(told(undecided)).toEqual([
      ['vpcAttributes', 2, false],
      ['networkAcls', 1, false],
    ]);
  });

  it('count an answer that lacks two facts only when both are there', () => {
    const undecided = [
      group(['networkAcls', 'denied: UnauthorizedOperation'], ['vpcAttributes', 'not collected']),
      group(['vpcAttributes', 'not collected']),
    ];
    expect(told(undecided)).toEqual([
      ['vpcAttributes', 1, false],
      ['networkAcls', 1, true],
    ]);
  });

  it('are none where one resource is in the way, or no call gives the fact', () => {
    expect(told([group(['routeTables', 'no State on rtb-1'])])).toEqual([]);
    expect(told([group(['publicAddresses', 'not collected'])])).toEqual([]);
    expect(told([])).toEqual([]);
  });
});
