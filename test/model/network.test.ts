import { describe, expect, it } from 'vitest';
import type { FamilyName } from '../../src/model/fact-families.ts';
import type { Network } from '../../src/model/network.ts';
import type { Vpc } from '../../src/model/resources/vpc.ts';
import { abroad, home, networkOfLists } from './snapshot-of-lists.ts';

const homeVpc = { VpcId: 'vpc-1', OwnerId: home.account };
const sharedVpc = { VpcId: 'vpc-2', OwnerId: abroad.account };

function vpcOf(network: Network, id: string): Vpc {
  const vpc = network.all('vpcs').find((candidate) => candidate.id === id);
  if (!vpc) throw new Error(`${id} is not there`);
  return vpc;
}

function table(id: string, VpcId: string, OwnerId = home.account) {
  return { RouteTableId: id, VpcId, OwnerId, Routes: [], Associations: [] };
}

describe('lists', () => {
  it('give each id once, sorted, whatever the order of the input', () => {
    const { network } = networkOfLists({
      family: 'routeTables',
      items: ['rtb-b', 'rtb-a', 'rtb-B', 'rtb-a'].map((id) => table(id, 'vpc-1')),
    });
    expect(network.all('routeTables').map(({ id }) => id)).toEqual(['rtb-B', 'rtb-a', 'rtb-b']);
    expect(network.all('natGateways')).toEqual([]);
  });

  it('of a VPC are complete where its account and region are', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [homeVpc] },
      { family: 'routeTables', items: [table('rtb-2', 'vpc-9'), table('rtb-1', 'vpc-1')] },
    );
    const { items, missing } = network.inVpc('routeTables', vpcOf(network, 'vpc-1'));
    expect([items.map(({ id }) => id), missing]).toEqual([['rtb-1'], []]);
  });

  it('that are empty and lists that were not collected are different things', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [homeVpc] },
      { family: 'subnets', items: [] },
    );
    const vpc = vpcOf(network, 'vpc-1');
    expect(network.inVpc('subnets', vpc)).toEqual({ items: [], missing: [] });
    expect(network.inVpc('networkAcls', vpc).missing).toEqual([
      { family: 'networkAcls', account: home.account, region: home.region, reason: 'not collected' },
    ]);
  });

  it('of a scope hold what that scope describes', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [homeVpc], scope: home },
      { family: 'vpcs', items: [sharedVpc], scope: abroad },
    );
    expect(network.inScope('vpcs', abroad).items.map(({ id }) => id)).toEqual(['vpc-2']);
    expect(network.inScope('vpcs', { ...home, region: 'eu-west-9' }).missing).toHaveLength(1);
  });
});

describe('a VPC that another account shares', () => {
  it('is incomplete while that account was not collected, which is named', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [sharedVpc] },
      { family: 'routeTables', items: [table('rtb-1', 'vpc-2')] },
    );
    const { items, missing } = network.inVpc('routeTables', vpcOf(network, 'vpc-2'));
    expect(items.map(({ id }) => id)).toEqual(['rtb-1']);
    expect(missing).toEqual([
      {
        family: 'routeTables',
        account: abroad.account,
        region: home.region,
        reason: 'account and region not collected',
      },
    ]);
  });

  it('is known once that account was collected too', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [sharedVpc], scope: home },
      { family: 'vpcs', items: [sharedVpc], scope: abroad },
      { family: 'routeTables', items: [table('rtb-1', 'vpc-2', abroad.account)], scope: abroad },
    );
    expect(network.all('vpcs')).toHaveLength(1);
    const { items, missing } = network.inVpc('routeTables', vpcOf(network, 'vpc-2'));
    expect([items.map(({ id }) => id), missing]).toEqual([['rtb-1'], []]);
  });

  it('lacks what its owner did not collect', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [sharedVpc] },
      { family: 'routeTables', items: [] },
      {
        family: 'routeTables',
        items: [],
        scope: abroad,
        status: 'denied',
        incomplete: 'UnauthorizedOperation',
      },
    );
    expect(network.inVpc('routeTables', vpcOf(network, 'vpc-2')).missing).toMatchObject([
      { account: abroad.account, reason: 'denied: UnauthorizedOperation' },
    ]);
  });
});

describe('a resource that two accounts describe', () => {
  const { network } = networkOfLists(
    { family: 'vpcs', items: [{ ...sharedVpc, DhcpOptionsId: 'seen-at-home' }], scope: home },
    { family: 'vpcs', items: [{ ...sharedVpc, DhcpOptionsId: 'seen-by-owner' }], scope: abroad },
    {
      family: 'vpcs',
      items: [{ ...sharedVpc, DhcpOptionsId: 'seen-by-third' }],
      scope: { ...home, account: '000000000000' },
    },
  );
  const seen = (fact: ReturnType<typeof network.find<'vpcs'>>) =>
    fact.known && fact.value?.dhcpOptionsId.known ? fact.value.dhcpOptionsId.value : null;
  const from = (scope: typeof home) =>
    network.find('vpcs', 'vpc-2', { account: scope.account, region: scope.region, scope });

  it('is what its owner says', () => {
    expect(network.all('vpcs').map(({ scope }) => scope.account)).toEqual([abroad.account]);
    expect(seen(from({ ...home, account: '999999999999' }))).toBe('seen-by-owner');
  });

  it('except to an account that describes it itself', () => {
    expect(seen(from(home))).toBe('seen-at-home');
  });
});

describe('find and answerFor', () => {
  const lists = [
    { family: 'vpcs' as const, items: [homeVpc, sharedVpc] },
    { family: 'routeTables' as const, items: [table('rtb-1', 'vpc-1')] },
    { family: 'vpcAttributes' as const, items: [{ VpcId: 'vpc-1' }] },
  ];
  const { network } = networkOfLists(...lists);
  const homely = vpcOf(network, 'vpc-1');
  const shared = vpcOf(network, 'vpc-2');

  it('find what is there', () => {
    const found = network.find('routeTables', 'rtb-1', homely);
    expect(found.known && found.value?.id).toBe('rtb-1');
    const answer = network.answerFor('vpcAttributes', 'vpc-1', homely);
    expect(answer.known && answer.value.id).toBe('vpc-1');
  });

  it('know that something is not there where its place is complete', () => {
    expect(network.find('routeTables', 'rtb-9', homely)).toEqual({ known: true, value: null });
  });

  it.each<[string, FamilyName, Vpc, object]>([
    ['was not collected', 'natGateways', homely, { account: home.account, reason: 'not collected' }],
    [
      'would stand elsewhere',
      'routeTables',
      shared,
      { account: abroad.account, reason: 'account and region not collected' },
    ],
  ])('do not know about what %s', (_, family, whereabouts, missing) => {
    expect(network.find(family, 'x-1', whereabouts)).toMatchObject({ known: false, missing: [missing] });
  });

  it('know no answer that was not asked for: even a complete list says nothing of another subject', () => {
    expect(network.answerFor('vpcAttributes', 'vpc-9', homely)).toEqual({
      known: false,
      missing: [
        {
          family: 'vpcAttributes',
          account: home.account,
          region: home.region,
          reason: 'not collected for vpc-9',
        },
      ],
    });
    expect(network.answerFor('vpcAttributes', 'vpc-2', shared)).toMatchObject({
      missing: [{ account: abroad.account, reason: 'account and region not collected' }],
    });
  });

  it('find a resource of another account that was collected, and know that it is not there', () => {
    const both = networkOfLists(...lists, {
      family: 'routeTables',
      items: [table('rtb-7', 'vpc-2')],
      scope: abroad,
    });
    const found = both.network.find('routeTables', 'rtb-7', shared);
    expect(found.known && found.value?.id).toBe('rtb-7');
    expect(both.network.find('routeTables', 'rtb-8', shared)).toEqual({ known: true, value: null });
  });

  it('take an unknown account or region for the one that was collected', () => {
    const nowhere = { account: null, region: null, scope: home };
    expect(network.find('routeTables', 'rtb-9', nowhere)).toEqual({ known: true, value: null });
  });
});

describe('what is listed', () => {
  const items = ['c', 'a', 'd', 'b'].map((letter) => table(`rtb-${letter}`, 'vpc-1'));
  const sorted = ['rtb-a', 'rtb-b', 'rtb-c', 'rtb-d'];

  it('is sorted by id, however it is asked for', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [homeVpc] },
      { family: 'routeTables', items },
    );
    const listings = [
      network.all('routeTables'),
      network.filter('routeTables', ({ id }) => id !== ''),
      network.inScope('routeTables', home).items,
      network.inVpc('routeTables', vpcOf(network, 'vpc-1')).items,
      network.index('routeTables', 'all', () => 'all').get('all') ?? [],
    ];
    for (const listing of listings) expect(listing.map(({ id }) => id)).toEqual(sorted);
  });

  it('is the same of several strangers, in whatever order they are told', () => {
    const seen = (accounts: readonly string[]) =>
      networkOfLists(
        ...accounts.map((account) => ({
          family: 'vpcs' as const,
          items: [{ ...sharedVpc, DhcpOptionsId: `seen-by-${account}` }],
          scope: { ...home, account },
        })),
      ).network.all('vpcs')[0]?.dhcpOptionsId;
    const strangers = ['200000000000', '100000000000', '300000000000'];
    for (const accounts of [strangers, strangers.toReversed(), strangers.toSorted()]) {
      expect(seen(accounts)).toEqual({ known: true, value: 'seen-by-100000000000' });
    }
  });

  it('of a VPC is not complete while something does not say where it stands', () => {
    const nowhere = { NetworkInterfaceId: 'eni-nowhere' };
    const inside = { NetworkInterfaceId: 'eni-1', VpcId: 'vpc-1' };
    const lists = (scope: typeof home) =>
      networkOfLists(
        { family: 'vpcs', items: [homeVpc] },
        { family: 'networkInterfaces', items: [inside] },
        { family: 'networkInterfaces', items: [nowhere], scope },
      ).network;
    const network = lists(home);
    const listing = network.inVpc('networkInterfaces', vpcOf(network, 'vpc-1'));
    expect(listing.items.map(({ id }) => id)).toEqual(['eni-1']);
    expect(listing.missing.map(({ reason }) => reason)).toEqual(['no VpcId on eni-nowhere']);
    const apart = lists(abroad);
    expect(apart.inVpc('networkInterfaces', vpcOf(apart, 'vpc-1')).missing).toEqual([]);
  });

  it('is that of the account and the Region in which something stands', () => {
    const other = { ...home, region: 'eu-west-2' };
    const { network } = networkOfLists(
      { family: 'subnets', items: [], scope: home },
      { family: 'subnets', items: [], scope: other, status: 'denied' },
    );
    const reasons = (account: string | null, region: string | null) =>
      network.missing('subnets', { account, region, scope: home }).map(({ reason }) => reason);
    expect(reasons(home.account, home.region)).toEqual([]);
    expect(reasons(home.account, 'eu-west-2')).toEqual(['denied']);
    expect(reasons(home.account, 'eu-west-3')).toEqual(['account and region not collected']);
    expect(reasons('999999999999', home.region)).toEqual(['account and region not collected']);
    expect(reasons(null, home.region)).toEqual([]);
    expect(reasons(home.account, null)).toEqual([]);
  });
});

describe('what is remembered', () => {
  it('is found once for each subject, and once for each place, even where it is nothing', () => {
    const { network } = networkOfLists({ family: 'vpcs', items: [homeVpc, sharedVpc] });
    const found: string[] = [];
    const find = (what: string) => () => {
      found.push(what);
      return what === 'nothing' ? undefined : what;
    };
    const [one, other] = network.all('vpcs');
    if (!one || !other) throw new Error('two VPCs');
    for (const subject of [one, other, one])
      expect(network.memoOf(subject, 'x', find(subject.id))).toBe(subject.id);
    network.memoOf(one, 'empty', find('nothing'));
    expect(network.memoOf(one, 'empty', find('nothing'))).toBeUndefined();
    expect(network.memo('empty', find('nothing'))).toBeUndefined();
    expect(network.memo('empty', find('nothing'))).toBeUndefined();
    expect(found).toEqual([one.id, other.id, 'nothing', 'nothing']);
  });

  it('holds for one account and Region', () => {
    const { network } = networkOfLists({ family: 'vpcs', items: [homeVpc] });
    const places = [home.account, abroad.account, null].flatMap((account) =>
      [home.region, 'eu-west-2', null].map((region) => ({ account, region, scope: home })),
    );
    const texts = places.map(({ account, region }) => `${account} ${region}`);
    for (let again = 0; again < 2; again += 1) {
      const told = places.map((place, index) => network.memoAt(place, 'place', 'x', () => `${texts[index]}`));
      expect(told).toEqual(texts);
    }
    let calls = 0;
    const nothing = () => {
      calls += 1;
    };
    for (const place of [...places, ...places]) network.memoAt(place, 'place', 'y', nothing);
    expect(calls).toBe(places.length);
    expect(network.memoAt({ ...home, scope: abroad }, 'place', 'x', () => 'from abroad')).toBe('from abroad');
  });
});

describe('indexes and memos', () => {
  it('are made once, and leave out what has no key', () => {
    let calls = 0;
    const { network } = networkOfLists({
      family: 'routeTables',
      items: [table('rtb-2', 'vpc-1'), table('rtb-1', 'vpc-1'), { RouteTableId: 'rtb-3' }],
    });
    const byVpc = () =>
      network.index('routeTables', 'by VPC', (resource) => {
        calls += 1;
        return resource.vpcId;
      });
    expect([...byVpc()].map(([key, tables]) => [key, tables.map(({ id }) => id)])).toEqual([
      ['vpc-1', ['rtb-1', 'rtb-2']],
    ]);
    expect([byVpc().get('vpc-2'), calls]).toEqual([undefined, 3]);
    expect(network.memo('x', () => 1) + network.memo('x', () => 2)).toBe(2);
  });

  it('are not shared with an observed network, which tells what is read', () => {
    const read: FamilyName[] = [];
    const { network } = networkOfLists({ family: 'vpcs', items: [homeVpc, sharedVpc] });
    network.memo('x', () => 1);
    const observed = network.observed((family) => read.push(family));
    expect(observed.memo('x', () => 2)).toBe(2);
    observed.inVpc('routeTables', vpcOf(observed, 'vpc-2'));
    expect(new Set(read)).toEqual(new Set(['vpcs', 'routeTables']));
  });
});
