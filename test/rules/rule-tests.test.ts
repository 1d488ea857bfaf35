/** What the tests of a rule find wrong with rules that are wrong, in the words that their author reads. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { estate, without } from '../../src/rules/example-estate.ts';
import {
  defineRule,
  type Outcome,
  problem,
  type Rule,
  type RuleContext,
  undecided,
} from '../../src/rules/rule.ts';
import { faultsOf, ruleTests } from '../../src/rules/rule-tests.ts';

type Check = (context: RuleContext<unknown>) => Iterable<Outcome>;

/** Finds fault with every VPC in which a subnet is, and says so where the subnets were not collected. */
const sound: Check = function* ({ network }) {
  for (const vpc of network.all('vpcs')) {
    const { items, missing } = network.inVpc('subnets', vpc);
    if (missing.length > 0) yield undecided(vpc, missing);
    else if (items.length > 0) yield problem({ resource: vpc, message: 'It has subnets.', affected: items });
  }
};

const examples: Rule['examples'] = [
  { title: 'Subnets', facts: estate(), findings: [{ resource: 'vpc-1', message: 'subnets' }] },
  { title: 'No subnets', facts: estate({ subnets: [] }) },
  {
    title: 'Not collected',
    facts: without(estate(), 'subnets'),
    undecided: [{ resource: 'vpc-1', missing: ['subnets'] }],
  },
];

function faults(fields: Partial<Rule>): readonly string[] {
  const rule = defineRule({
    id: 'custom-subnets',
    topic: 'custom',
    severity: 'warning',
    category: 'hygiene',
    summary: 'A VPC has subnets.',
    why: 'For the test.',
    fix: 'None.',
    semantics: [],
    references: [],
    subject: 'vpcs',
    needs: ['vpcs', 'subnets'],
    options: z.strictObject({}),
    examples,
    check: sound,
    ...fields,
  });
  return ruleTests(rule).flatMap(faultsOf);
}

/** The examples with another first one. */
const expecting = (fields: Partial<Rule['examples'][number]>): Partial<Rule> => ({
  examples: examples.map((example, index) => (index === 0 ? { ...example, ...fields } : example)),
});

describe('the tests of a rule', () => {
  it('find nothing where nothing is wrong', () => {
    expect(faults({})).toEqual([]);
    expect(
      faults(expecting({ findings: [{ resource: 'vpc-1', affected: ['subnet-a', 'subnet-b'] }] })),
    ).toEqual([]);
  });

  it.each<[string, Partial<Rule>, readonly string[]]>([
    ['an example that does not fire', { examples: examples.slice(1) }, ['no example has findings']],
    [
      'an example that passes',
      { examples: examples.filter((_, index) => index !== 1) },
      ['no example has neither findings nor anything undecided'],
    ],
    ['an undecided example', { examples: examples.slice(0, 2) }, ['no example is undecided']],
  ])('ask for %s', (_, fields, expected) => {
    expect(faults(fields)).toEqual(expected);
  });

  it.each<[string, Partial<Rule['examples'][number]>, readonly string[]]>([
    ['nothing found that is', { findings: [], undecided: [] }, ['did not expect a finding on vpc-1']],
    [
      'something found that is not',
      { findings: [{ resource: 'vpc-1' }, { resource: 'vpc-2' }] },
      ['expected a finding on vpc-2, but there is none'],
    ],
    [
      'another message',
      { findings: [{ resource: 'vpc-1', message: 'NAT' }] },
      ['expected "NAT" in the message about vpc-1, not "It has subnets."'],
    ],
    [
      'another severity',
      { findings: [{ resource: 'vpc-1', severity: 'error' }] },
      ['expected severity error about vpc-1, not warning'],
    ],
    [
      'others affected',
      { findings: [{ resource: 'vpc-1', affected: ['subnet-a', 'subnet-c'] }] },
      ['did not expect vpc-1 affecting subnet-b', 'expected vpc-1 affecting subnet-c, but there is none'],
    ],
  ])('tell what an example expects wrongly: %s', (_, fields, expected) => {
    expect(faults(expecting(fields))).toEqual(expect.arrayContaining([...expected]));
  });

  it('tell what is undecided and was not expected, and the reverse', () => {
    const [first, second, third] = examples;
    if (!first || !second || !third) throw new Error('three examples');
    expect(faults({ examples: [first, second, { ...third, undecided: [{ missing: ['vpcs'] }] }] })).toEqual([
      'did not expect undecided about vpc-1 for want of subnets',
      'expected undecided about resources that are not there for want of vpcs, but there is none',
    ]);
  });

  it('tell what a rule reads and does not say, and the reverse', () => {
    expect(faults({ needs: ['vpcs'] })).toEqual(['it reads subnets, not in needs']);
    expect(faults({ needs: ['vpcs', 'subnets', 'addresses'] })).toEqual([
      'it needs addresses, and no example makes it read that',
    ]);
  });

  it('hold a rule to the law of missing facts', () => {
    const silent: Check = function* ({ network }) {
      for (const vpc of network.all('vpcs')) {
        const { items } = network.inVpc('subnets', vpc);
        if (items.length > 0) yield problem({ resource: vpc, message: 'It has subnets.' });
      }
    };
    expect(faults({ check: silent })).toContain(
      'no word about vpc-1 in "Subnets" without subnets: it must be undecided',
    );
    const rash: Check = function* ({ network }) {
      for (const vpc of network.all('vpcs')) {
        const { items } = network.inVpc('subnets', vpc);
        if (items.length === 0) yield problem({ resource: vpc, message: 'It has no subnets.' });
      }
    };
    expect(faults({ check: rash })).toContain('a new finding on vpc-1 in "Subnets" without subnets');
  });

  it('tell of a rule that throws, and of facts that AWS would not show', () => {
    const broken: Check = () => {
      throw new TypeError('no such field');
    };
    expect(faults({ check: broken })).toContain('TypeError: no such field');
    expect(faults(expecting({ facts: { vpcs: [{ VpcId: 5 }] } }))).toContain(
      'Error: facts at /scopes/0/facts/vpcs/items/0/VpcId: VpcId must be a string, not a number',
    );
  });
});
