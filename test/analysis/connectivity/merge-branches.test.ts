import { describe, expect, it } from 'vitest';
import {
  agreeing,
  combineSenders,
  mergeBranches,
  overallVerdict,
  staysPrivate,
} from '../../../src/analysis/connectivity/merge-branches.ts';
import type { Hop, PathBranch, PathVerdict, Via } from '../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { MissingFact } from '../../../src/model/fact.ts';
import type { Vpc } from '../../../src/model/resources/vpc.ts';
import { estate } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const [component] = networkOfFacts(estate()).all('vpcs') as [Vpc];
const at = component.at('/CidrBlock');

function hop(message: string, decision: Hop['decision'] = 'pass'): Hop {
  return { plane: 'route', component, decision, reason: 'route-none', message, at };
}

function lacking(reason: string): MissingFact {
  return { family: 'vpcs', account: null, region: null, reason };
}

const missing: Readonly<Record<PathVerdict, readonly MissingFact[]>> = {
  reachable: [],
  blocked: [],
  partial: [],
  unknown: [lacking('it')],
};

/** Packets to some blocks, which fare so by a way. */
function branch(verdict: PathVerdict, cidrs: string, changes: Partial<PathBranch> = {}): PathBranch {
  return {
    destinations: AddressSet.fromCidrs(cidrs === '' ? [] : cidrs.split(' ')),
    verdict,
    via: 'local',
    viaId: null,
    hops: verdict === 'blocked' ? [hop('stopped', 'block')] : [],
    missing: missing[verdict],
    assumptions: [],
    ...changes,
  };
}

function told({ destinations, verdict, via, viaId }: PathBranch): string {
  return `${destinations.toCidrs().join(' ') || 'nothing'}: ${verdict} by ${via} ${viaId}`;
}

const messages = ({ hops }: PathBranch) => hops.map(({ message }) => message);
const one = '10.0.0.0/24';
const other = '10.0.1.0/24';

describe('branches of one sender', () => {
  it('are one where they say the same, and stand by their first address, IPv4 before IPv6', () => {
    const merged = mergeBranches([
      branch('reachable', '2001:db8::/64', { viaId: 'eni-1' }),
      branch('reachable', other),
      branch('blocked', '10.0.2.0/24'),
      branch('unknown', ''),
      branch('reachable', one),
    ]);
    expect(merged.map(told)).toEqual([
      'nothing: unknown by local null',
      '10.0.0.0/23: reachable by local null',
      '10.0.2.0/24: blocked by local null',
      '2001:db8::/64: reachable by local eni-1',
    ]);
  });

  it.each<readonly [string, PathBranch]>([
    ['verdict', branch('partial', other)],
    ['way', branch('reachable', other, { via: 'vpc-peering' })],
    ['thing that delivers', branch('reachable', other, { viaId: 'eni-1' })],
    ['missing fact', branch('reachable', other, { missing: [lacking('another')] })],
    ['blocker', branch('reachable', other, { hops: [hop('stopped', 'block')] })],
  ])('are apart where they differ by a %s', (_, second) => {
    expect(mergeBranches([branch('reachable', one), second])).toHaveLength(2);
  });

  it('tell the hops of both, each once and in the order of the way, and what either takes for granted', () => {
    const [merged] = mergeBranches([
      branch('reachable', one, { hops: [hop('a'), hop('c'), hop('d')], assumptions: ['y'] }),
      branch('reachable', other, { hops: [hop('a'), hop('b'), hop('d'), hop('e')], assumptions: ['x', 'y'] }),
    ]);
    expect(merged && messages(merged)).toEqual(['a', 'c', 'b', 'd', 'e']);
    expect(merged?.assumptions).toEqual(['x', 'y']);
  });
});

describe('several kinds of sender', () => {
  const verdicts: readonly PathVerdict[] = ['reachable', 'blocked', 'partial', 'unknown'];
  /** What is said of destinations of which two kinds of sender have these verdicts. */
  const together: Readonly<Record<PathVerdict, Readonly<Record<PathVerdict, PathVerdict>>>> = {
    reachable: { reachable: 'reachable', blocked: 'partial', partial: 'partial', unknown: 'unknown' },
    blocked: { reachable: 'partial', blocked: 'blocked', partial: 'partial', unknown: 'unknown' },
    partial: { reachable: 'partial', blocked: 'partial', partial: 'partial', unknown: 'partial' },
    unknown: { reachable: 'unknown', blocked: 'unknown', partial: 'partial', unknown: 'unknown' },
  };

  it.each(verdicts.flatMap((a) => verdicts.map((b) => [a, b] as const)))(
    'of which one is %s and one is %s',
    (a, b) => {
      const combined = combineSenders([[branch(a, one)], [branch(b, one, { viaId: 'eni-1' })]]);
      expect(combined.map(told)).toEqual([`${one}: ${together[a][b]} by unknown null`]);
      const sameWay = combineSenders([[branch(a, one)], [branch(b, one)]]);
      expect(sameWay.map(told)).toEqual([`${one}: ${together[a][b]} by local null`]);
    },
  );

  it('share what both send to, and each has the rest for itself', () => {
    const combined = combineSenders([
      [branch('reachable', '10.0.0.0/23')],
      [branch('blocked', '10.0.1.0/24 10.0.2.0/24')],
    ]);
    expect(combined.map(told)).toEqual([
      '10.0.0.0/24: reachable by local null',
      '10.0.1.0/24: partial by local null',
      '10.0.2.0/24: blocked by local null',
    ]);
  });

  it('are one where neither gets anywhere, and apart where one does', () => {
    const nowhere = branch('blocked', '');
    expect(combineSenders([[nowhere], [nowhere]]).map(told)).toEqual(['nothing: blocked by local null']);
    expect(combineSenders([[nowhere], [branch('unknown', '')]]).map(told)).toEqual([
      'nothing: unknown by local null',
    ]);
    expect(combineSenders([[nowhere], [branch('reachable', one)]]).map(told)).toEqual([
      'nothing: blocked by local null',
      `${one}: reachable by local null`,
    ]);
  });

  it('tell all that is missing and taken for granted, and the blockers of each', () => {
    const [both] = combineSenders([
      [branch('unknown', one, { missing: [lacking('b')], assumptions: ['y'] })],
      [branch('unknown', one, { missing: [lacking('a')], assumptions: ['x'], hops: [hop('h')] })],
    ]);
    expect(both?.missing.map(({ reason }) => reason)).toEqual(['a', 'b']);
    expect(both?.assumptions).toEqual(['x', 'y']);
    expect(both && messages(both)).toEqual(['h']);
  });

  it('are nothing where there is nobody', () => {
    expect(combineSenders([])).toEqual([]);
  });
});

describe('addresses of which only some are meant', () => {
  const vague = [lacking('which addresses')];
  const agree = (...branches: readonly PathBranch[]) => {
    const whole = agreeing(branches, vague);
    return [told(whole), messages(whole), whole.missing.map(({ reason }) => reason)];
  };

  it('fare so if all do, by one way', () => {
    expect(agree(branch('reachable', one, { hops: [hop('a')] }), branch('reachable', other))).toEqual([
      '10.0.0.0/23: reachable by local null',
      ['a'],
      [],
    ]);
  });

  it('are open where they do not fare alike, or not by one way unless nothing passes', () => {
    const nobodyKnows = '10.0.0.0/23: unknown by unknown null';
    expect(agree(branch('reachable', one), branch('blocked', other))).toEqual([
      nobodyKnows,
      [],
      ['which addresses'],
    ]);
    for (const verdict of ['reachable', 'partial'] as const) {
      expect(agree(branch(verdict, one), branch(verdict, other, { viaId: 'eni-1' }))).toEqual([
        nobodyKnows,
        [],
        ['which addresses'],
      ]);
    }
    expect(agree(branch('unknown', one), branch('unknown', other, { via: 'none' }))[2]).toEqual([
      'it',
      'which addresses',
    ]);
    expect(agree(branch('blocked', one), branch('blocked', other, { via: 'none' }))).toEqual([
      '10.0.0.0/23: blocked by unknown null',
      ['stopped'],
      [],
    ]);
  });

  it('are told the blockers that all have, if there are such, else all', () => {
    const [a, b, shared] = [hop('a', 'block'), hop('b', 'block'), hop('both', 'block')];
    const first = branch('blocked', one, { hops: [hop('way'), a, shared] });
    const second = branch('blocked', other, { via: 'none', hops: [shared, b] });
    expect(agree(first, second)[1]).toEqual(['way', 'both']);
    expect(agree({ ...first, hops: [a] }, { ...second, hops: [b] })[1]).toEqual(['a', 'b']);
  });
});

describe('an answer as a whole', () => {
  it.each<readonly [readonly PathVerdict[], PathVerdict]>([
    [[], 'unknown'],
    [['reachable', 'reachable'], 'reachable'],
    [['blocked'], 'blocked'],
    [['reachable', 'blocked'], 'partial'],
    [['unknown', 'blocked'], 'partial'],
    [['unknown', 'unknown'], 'unknown'],
  ])('of %j is %s', (verdicts, expected) => {
    expect(overallVerdict(verdicts.map((verdict) => branch(verdict, one)))).toBe(expected);
  });

  it.each<readonly [string, readonly (readonly [PathVerdict, Via])[], boolean | null]>([
    ['what passes stays on private ways', [['reachable', 'gateway-endpoint']], true],
    [
      'and some of it does not pass',
      [
        ['partial', 'vpc-peering'],
        ['blocked', 'none'],
      ],
      true,
    ],
    [
      'something passes to the internet',
      [
        ['reachable', 'local'],
        ['partial', 'nat-gateway'],
      ],
      false,
    ],
    [
      'so too beside what is open',
      [
        ['unknown', 'local'],
        ['reachable', 'internet-gateway'],
      ],
      false,
    ],
    ['so too over IPv6', [['reachable', 'egress-only-internet-gateway']], false],
    ['so too for carriers', [['reachable', 'carrier-gateway']], false],
    ['nothing passes', [['blocked', 'nat-gateway']], null],
    [
      'something is open',
      [
        ['reachable', 'local'],
        ['unknown', 'nat-gateway'],
      ],
      null,
    ],
  ])('%s', (_, ways, expected) => {
    expect(staysPrivate(ways.map(([verdict, via]) => branch(verdict, one, { via })))).toBe(expected);
  });
});
