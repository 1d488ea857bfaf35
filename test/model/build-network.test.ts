import { describe, expect, it } from 'vitest';
import { familyNames } from '../../src/model/fact-families.ts';
import type { RawItem } from '../../src/model/snapshot.ts';
import { citation } from '../../src/rules/engine.ts';
import { abroad, type ExampleList, home, networkOfLists } from './snapshot-of-lists.ts';

function vpcs(...items: readonly RawItem[]): ExampleList {
  return { family: 'vpcs', items };
}

function endpoints(...items: readonly RawItem[]): ExampleList {
  return { family: 'vpcEndpoints', items };
}

const missingHome = { account: home.account, region: home.region };

describe('the same thing twice', () => {
  const one = {
    VpcId: 'vpc-1',
    DhcpOptionsId: 'dopt-1',
    IsDefault: false,
    Tags: [{ Key: 'Name', Value: 'a' }],
  };

  it('is one when both descriptions are equal, whatever the order of their keys', () => {
    const reordered = Object.fromEntries(Object.entries(one).reverse());
    const { network } = networkOfLists(vpcs(one, one), vpcs(reordered));
    expect(network.all('vpcs').map(({ id }) => id)).toEqual(['vpc-1']);
    expect(network.all('vpcs')[0]?.dhcpOptionsId).toEqual({ known: true, value: 'dopt-1' });
    expect(network.all('vpcs')[0]?.name).toBe('a');
  });

  it('is conflicting where they differ, and the fact that is missing says so', () => {
    const other = { ...one, DhcpOptionsId: 'dopt-2' };
    for (const lists of [
      [vpcs(one, other)],
      [vpcs(other, one)],
      [vpcs(one), vpcs(other)],
      [vpcs(other), vpcs(one), vpcs(one)],
    ]) {
      const [vpc] = networkOfLists(...lists).network.all('vpcs');
      expect(vpc?.dhcpOptionsId).toEqual({
        known: false,
        missing: [
          { family: 'vpcs', ...missingHome, reason: 'two descriptions of vpc-1 differ in DhcpOptionsId' },
        ],
      });
      expect(vpc?.isDefault).toEqual({ known: true, value: false });
    }
  });

  it('conflicts where one description holds a field that the other leaves out', () => {
    const endpoint = { VpcEndpointId: 'vpce-1', RequesterManaged: true };
    const [found] = networkOfLists(endpoints(endpoint, { VpcEndpointId: 'vpce-1' })).network.all(
      'vpcEndpoints',
    );
    expect(found?.requesterManaged.known).toBe(false);
  });

  it('never has a last word: a third description does not settle a conflict', () => {
    const states = (...values: readonly string[]) => {
      const items = values.map((State) => ({ VpcEndpointId: 'vpce-1', State }));
      return networkOfLists(endpoints(...items)).network.all('vpcEndpoints')[0]?.state.known;
    };
    expect(states('available', 'available')).toBe(true);
    expect(states('available', 'pending', 'available')).toBe(false);
    expect(states('available', 'pending', 'pending')).toBe(false);
  });

  it('leaves no trace of a value that is in doubt, not even where it is read past all facts', () => {
    const named = (Value: string) => ({ ...one, Tags: [{ Key: 'Name', Value }] });
    const namesOf = (...items: readonly RawItem[]) =>
      networkOfLists(vpcs(...items))
        .network.all('vpcs')
        .map(({ name }) => name);
    expect(namesOf(named('a'), named('b'))).toEqual(namesOf(named('b'), named('a')));
  });

  it('leaves lists open while it is in doubt where it belongs', () => {
    const table = { RouteTableId: 'rtb-1', Routes: [], Associations: [] };
    const { network } = networkOfLists(vpcs({ VpcId: 'vpc-1' }), {
      family: 'routeTables',
      items: [
        { ...table, VpcId: 'vpc-1' },
        { ...table, VpcId: 'vpc-2' },
      ],
    });
    const [vpc] = network.all('vpcs');
    const listing = vpc && network.inVpc('routeTables', vpc);
    expect(listing?.items).toEqual([]);
    expect(listing?.missing.map(({ reason }) => reason)).toContain(
      'two descriptions of rtb-1 differ in VpcId',
    );
  });

  it('names the first of many in doubt, and only those for what is in doubt', () => {
    const acl = (id: string, vpc: string) => ({ NetworkAclId: id, VpcId: vpc, Entries: [] });
    const lists = (...items: readonly RawItem[]): ExampleList => ({ family: 'networkAcls', items });
    const sure = acl('acl-0', 'vpc-1');
    const inVpcs = (vpc: string) => [sure, acl('acl-3', vpc), acl('acl-1', vpc), acl('acl-2', vpc)];
    const elsewhere = { ...sure, NetworkAclId: 'acl-9' };
    const { network } = networkOfLists(
      lists(...inVpcs('vpc-1'), { ...elsewhere, IsDefault: true }),
      lists(...inVpcs('vpc-2'), { ...elsewhere, IsDefault: false }),
    );
    expect(network.inScope('networkAcls', home).missing.map(({ reason }) => reason)).toEqual([
      'two descriptions of acl-1 and 2 more differ in VpcId',
    ]);
    const alone = networkOfLists(lists(acl('acl-1', 'vpc-1')), lists(acl('acl-1', 'vpc-2')));
    expect(alone.network.inScope('networkAcls', home).missing.map(({ reason }) => reason)).toEqual([
      'two descriptions of acl-1 differ in VpcId',
    ]);
  });

  it('may be in the tags of what is read for other fields; what nobody reads is in no doubt', () => {
    const item = { Id: 'rslvr-in-1', Tags: [{ Key: 'Name', Value: 'a' }], Odd: 1 };
    const [endpoint] = networkOfLists(
      { family: 'resolverEndpoints', items: [item] },
      { family: 'resolverEndpoints', items: [{ ...item, Tags: [{ Key: 'Name', Value: 'b' }], Odd: 2 }] },
    ).network.all('resolverEndpoints');
    expect([endpoint?.tags.size, endpoint?.raw]).toEqual([0, { Id: 'rslvr-in-1', Odd: 1 }]);
  });

  it('is two things in two scopes', () => {
    const { network } = networkOfLists(
      { family: 'vpcs', items: [{ VpcId: 'vpc-1', DhcpOptionsId: 'a' }], scope: home },
      { family: 'vpcs', items: [{ VpcId: 'vpc-1', DhcpOptionsId: 'b' }], scope: abroad },
    );
    expect(network.inScope('vpcs', home).items[0]?.dhcpOptionsId).toEqual({ known: true, value: 'a' });
    expect(network.inScope('vpcs', abroad).items[0]?.dhcpOptionsId).toEqual({ known: true, value: 'b' });
  });

  it('is known by its id, with or without the prefix that a call puts before it', () => {
    const zones = [
      { Id: '/hostedzone/Z1', Name: 'a.' },
      { Id: 'Z1', Name: 'a.' },
    ];
    const { network } = networkOfLists({ family: 'hostedZones', items: zones });
    expect(network.all('hostedZones').map(({ id, name }) => [id, name])).toEqual([['Z1', 'a.']]);
  });
});

describe('answers about one subject', () => {
  const support = { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } };
  const hostnames = { VpcId: 'vpc-1', EnableDnsHostnames: { Value: false } };

  it('complete each other, in whatever order they come', () => {
    for (const items of [
      [support, hostnames],
      [hostnames, support],
      [support, hostnames, support],
    ]) {
      const { network } = networkOfLists(
        ...items.map((item): ExampleList => ({ family: 'vpcAttributes', items: [item] })),
      );
      const [attributes] = network.all('vpcAttributes');
      expect(attributes?.enableDnsSupport).toEqual({ known: true, value: true });
      expect(attributes?.enableDnsHostnames).toEqual({ known: true, value: false });
    }
  });

  it('keep where each of them stands, for what is said about it', () => {
    const lists = [support, hostnames].map(
      (item): ExampleList => ({ family: 'vpcAttributes', items: [item] }),
    );
    const [attributes] = networkOfLists(...lists).network.all('vpcAttributes');
    const documentOf = (path: string) => attributes && citation(attributes.at(path)).document;
    expect(documentOf('/EnableDnsSupport')).toBe(0);
    expect(documentOf('/EnableDnsHostnames')).toBe(1);
    expect(documentOf('/EnableDnsHostnames/Value')).toBe(1);
    expect(documentOf('')).toBe(0);
  });

  it('leave open what was not asked', () => {
    const [attributes] = networkOfLists({ family: 'vpcAttributes', items: [support] }).network.all(
      'vpcAttributes',
    );
    expect(attributes?.enableDnsHostnames).toEqual({
      known: false,
      missing: [{ family: 'vpcAttributes', ...missingHome, reason: 'no EnableDnsHostnames on vpc-1' }],
    });
  });

  it('conflict when they contradict each other', () => {
    const items = [support, { ...support, EnableDnsSupport: { Value: false } }, hostnames];
    const [attributes] = networkOfLists({ family: 'vpcAttributes', items }).network.all('vpcAttributes');
    expect(attributes?.enableDnsSupport.known).toBe(false);
    expect(attributes?.enableDnsHostnames.known).toBe(true);
  });
});

describe('what code declares and AWS describes', () => {
  const nothingOpen = { open: new Map(), parts: new Map(), families: new Map() };
  const code = (item: RawItem, open: readonly (readonly [string, string])[] = []): ExampleList => ({
    ...vpcs(item),
    declared: { ...nothingOpen, open: new Map(open) },
  });
  const vpcOf = (...lists: readonly ExampleList[]) => networkOfLists(...lists).network.all('vpcs')[0];

  it('complete each other, in whatever order they come, and keep their places', () => {
    const declared = code({ VpcId: 'vpc-1', DhcpOptionsId: 'dopt-1' });
    const described = vpcs({ VpcId: 'vpc-1', IsDefault: false });
    for (const lists of [
      [declared, described],
      [described, declared],
    ]) {
      const vpc = vpcOf(...lists);
      expect(vpc?.dhcpOptionsId).toEqual({ known: true, value: 'dopt-1' });
      expect(vpc?.isDefault).toEqual({ known: true, value: false });
      const documentOf = (path: string) => vpc && citation(vpc.at(path)).document;
      expect(documentOf('/DhcpOptionsId')).toBe(lists.indexOf(declared));
      expect(documentOf('')).toBe(lists.indexOf(described));
    }
  });

  it('conflict where they differ', () => {
    const [one, other] = ['dopt-1', 'dopt-2'].map((DhcpOptionsId) => ({ VpcId: 'vpc-1', DhcpOptionsId }));
    expect(vpcOf(code({ ...one }), vpcs({ ...other }))?.dhcpOptionsId.known).toBe(false);
  });

  it('is not known where only code tells of it, and leaves it open in one place', () => {
    const open = [['DhcpOptionsId', 'known after apply']] as const;
    const missing = [{ family: 'vpcs', ...missingHome, reason: 'DhcpOptionsId of vpc-1: known after apply' }];
    const closed = code({ VpcId: 'vpc-1' }, [['IsDefault', 'a variable']]);
    for (const lists of [
      [code({ VpcId: 'vpc-1' }, open), closed],
      [closed, code({ VpcId: 'vpc-1' }, open)],
    ]) {
      expect(vpcOf(...lists)?.dhcpOptionsId).toEqual({ known: false, missing });
      expect(vpcOf(...lists)?.isDefault.known).toBe(false);
    }
    const described = vpcOf(
      code({ VpcId: 'vpc-1' }, open),
      vpcs({ VpcId: 'vpc-1', DhcpOptionsId: 'dopt-1' }),
    );
    expect(described?.dhcpOptionsId).toEqual({ known: true, value: 'dopt-1' });
  });
});

describe('items that are not what AWS returns', () => {
  it.each<[ExampleList, string, string]>([
    [vpcs({ VpcId: 5 }), '/0/VpcId', 'VpcId must be a string, not a number'],
    [vpcs({}), '/0/VpcId', 'VpcId is missing'],
    [vpcs({ VpcId: 'vpc-1', CidrBlock: 'x' }), '/0/CidrBlock', 'CidrBlock: expected a CIDR block, not "x"'],
    [
      vpcs({ VpcId: 'vpc-1', Tags: [{ Key: 'a' }, { Key: 1 }] }),
      '/0/Tags/1/Key',
      'Tags.1.Key must be a string, not a number',
    ],
    [
      endpoints({ VpcEndpointId: 'vpce-1', RouteTableIds: 'rtb-1' }),
      '/0/RouteTableIds',
      'RouteTableIds must be a list, not a string',
    ],
    [
      endpoints({ VpcEndpointId: 'vpce-1', PolicyDocument: 5 }),
      '/0/PolicyDocument',
      'PolicyDocument must be a string or an object, not a number',
    ],
    [
      { family: 'flowLogs', items: [{ FlowLogId: ['fl-1'] }] },
      '/0/FlowLogId',
      'FlowLogId must be a string, not a list',
    ],
    [
      { family: 'addresses', items: [{ AllocationId: [[]] }] },
      '/0/AllocationId',
      'AllocationId must be a string',
    ],
  ])('are left out and told: %j', (list, pointer, message) => {
    const { network, malformed } = networkOfLists(list);
    expect(malformed).toEqual([{ document: 0, pointer, message }]);
    expect(network.all(list.family)).toEqual([]);
    expect(network.inScope(list.family, home).missing.map(({ reason }) => reason)).toEqual([
      'an item could not be read',
    ]);
  });

  it('do not take the others with them', () => {
    const { network, malformed } = networkOfLists(
      vpcs({ VpcId: 'vpc-1' }, { VpcId: null }, { VpcId: 'vpc-2' }),
    );
    expect(network.all('vpcs').map(({ id }) => id)).toEqual(['vpc-1', 'vpc-2']);
    expect(malformed).toMatchObject([{ pointer: '/1/VpcId' }]);
  });

  it('escape what their pointers pass', () => {
    const zone = { VpcId: 'vpc-1', HostedZoneSummaries: [{ HostedZoneId: 'Z1' }] };
    const { malformed } = networkOfLists({ family: 'hostedZonesByVpc', items: [zone] });
    expect(malformed).toMatchObject([{ pointer: '/0/HostedZoneSummaries/0/Name' }]);
  });
});

describe('what is not known', () => {
  it('is passed over: fields that no one reads', () => {
    const item = { VpcId: 'vpc-1', Future: { deep: [1] }, IsDefault: true };
    const { network, malformed } = networkOfLists(vpcs(item));
    expect(malformed).toEqual([]);
    expect(network.all('vpcs')[0]?.raw).toBe(item);
  });

  it('is kept: types, states and words from after our time, in whatever case', () => {
    const endpointOf = (fields: RawItem) => {
      const { network, malformed } = networkOfLists(endpoints({ VpcEndpointId: 'vpce-1', ...fields }));
      expect(malformed).toEqual([]);
      return network.all('vpcEndpoints')[0];
    };
    const typeOf = (VpcEndpointType: string) => endpointOf({ VpcEndpointType })?.endpointType;
    expect(typeOf('Tunnel')).toEqual({ known: true, value: 'other' });
    expect(typeOf('constructor')).toEqual({ known: true, value: 'other' });
    expect(typeOf('gatewayLoadBalancer')).toEqual({ known: true, value: 'gateway-load-balancer' });
    expect(endpointOf({ State: 'PendingAcceptance' })?.state).toEqual({
      known: true,
      value: 'pendingacceptance',
    });
    expect(endpointOf({ State: 'Hibernating' })?.state).toEqual({ known: true, value: 'hibernating' });
    expect(endpointOf({ State: null })?.state.known).toBe(false);
  });

  it('is made of every family, whether anything reads it closely or not', () => {
    const lists = familyNames.map((family): ExampleList => ({ family, items: [] }));
    const { network, malformed } = networkOfLists(...lists);
    expect(malformed).toEqual([]);
    expect(familyNames.flatMap((name) => network.inScope(name, home).missing)).toEqual([]);
    const nothing = networkOfLists(vpcs()).network;
    expect(nothing.inScope('subnets', home).missing).toEqual([
      { family: 'subnets', ...missingHome, reason: 'not collected' },
    ]);
  });
});

describe('coverage', () => {
  it.each([
    [{ status: 'denied', incomplete: 'UnauthorizedOperation' }, 'denied: UnauthorizedOperation'],
    [{ status: 'failed', incomplete: 'Throttling' }, 'failed: Throttling'],
    [{ status: 'skipped' }, 'skipped'],
    [{ incomplete: 'filtered by vpc-id=vpc-1' }, 'filtered by vpc-id=vpc-1'],
    [{ incomplete: 'a NextToken is left over' }, 'a NextToken is left over'],
  ] as const)('%j leaves the list open, and says why', (fields, reason) => {
    const { network } = networkOfLists({ family: 'subnets', items: [], ...fields });
    expect(network.inScope('subnets', home).missing).toEqual([{ family: 'subnets', ...missingHome, reason }]);
  });
});

describe('hostile keys', () => {
  const hostile = '{"VpcId":"vpc-1","__proto__":{"EnableDnsSupport":{"Value":true}},"constructor":{"x":1}}';

  it('are plain data: nothing is inherited from them, alone or merged', () => {
    const items = [JSON.parse(hostile), { VpcId: 'vpc-1' }, JSON.parse(hostile)] as RawItem[];
    for (const some of [items, [...items].reverse(), items.slice(0, 1)]) {
      const { network } = networkOfLists({ family: 'vpcAttributes', items: some });
      expect(network.all('vpcAttributes')[0]?.enableDnsSupport.known).toBe(false);
    }
    expect(Object.hasOwn(Object.prototype, 'EnableDnsSupport')).toBe(false);
  });

  it('may be nested deeper than any stack, in an item that comes twice', () => {
    const deep = () => JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    const { network } = networkOfLists(
      vpcs(
        { VpcId: 'vpc-1', IsDefault: true, Odd: deep() },
        { VpcId: 'vpc-1', IsDefault: true, Odd: deep() },
      ),
    );
    expect(network.all('vpcs')[0]?.isDefault.known).toBe(true);
  });
});
