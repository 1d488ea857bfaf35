import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';

/** What is read, one line a list: family, pointer, ids or items, and why it may not be all. */
function listsOf(value: unknown, path = 'dump.json') {
  const answer = readAnswer(value, path);
  expect(answer?.problems ?? []).toEqual([]);
  return (answer?.lists ?? []).map(({ family, pointer, items, incomplete }) => ({
    family,
    pointer,
    items,
    ...(incomplete === undefined ? {} : { incomplete }),
  }));
}

function familiesOf(value: unknown, path?: string): string[] {
  return listsOf(value, path).map(({ family }) => family);
}

const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'dopt-1' };
const endpoint = {
  VpcEndpointId: 'vpce-1',
  ServiceName: 'com.amazonaws.eu-west-1.s3',
  VpcEndpointType: 'Gateway',
};

describe('answers of calls', () => {
  it.each([
    ['Vpcs', 'vpcs'],
    ['Subnets', 'subnets'],
    ['RouteTables', 'routeTables'],
    ['SecurityGroups', 'securityGroups'],
    ['SecurityGroupRules', 'securityGroupRules'],
    ['NetworkAcls', 'networkAcls'],
    ['VpcEndpoints', 'vpcEndpoints'],
    ['ServiceDetails', 'vpcEndpointServices'],
    ['ServiceConfigurations', 'vpcEndpointServiceConfigurations'],
    ['VpcEndpointConnections', 'vpcEndpointConnections'],
    ['NetworkInterfaces', 'networkInterfaces'],
    ['NatGateways', 'natGateways'],
    ['InternetGateways', 'internetGateways'],
    ['EgressOnlyInternetGateways', 'egressOnlyInternetGateways'],
    ['VpnGateways', 'vpnGateways'],
    ['CustomerGateways', 'customerGateways'],
    ['VpnConnections', 'vpnConnections'],
    ['VpcPeeringConnections', 'vpcPeeringConnections'],
    ['TransitGateways', 'transitGateways'],
    ['TransitGatewayAttachments', 'transitGatewayAttachments'],
    ['TransitGatewayVpcAttachments', 'transitGatewayVpcAttachments'],
    ['TransitGatewayRouteTables', 'transitGatewayRouteTables'],
    ['DhcpOptions', 'dhcpOptions'],
    ['FlowLogs', 'flowLogs'],
    ['HostedZones', 'hostedZones'],
    ['ProfileAssociations', 'profileAssociations'],
    ['ResolverEndpoints', 'resolverEndpoints'],
    ['ResolverRules', 'resolverRules'],
    ['ResolverRuleAssociations', 'resolverRuleAssociations'],
    ['LoadBalancers', 'loadBalancers'],
    ['Listeners', 'listeners'],
    ['TargetGroups', 'targetGroups'],
    ['directConnectGateways', 'directConnectGateways'],
  ])('reads the items under %s', (key, family) => {
    const items = [{ Any: 1 }, { Any: 2 }];
    expect(listsOf({ [key]: items })).toEqual([{ family, pointer: `/${key}`, items }]);
    expect(listsOf({ [key]: [] })).toEqual([{ family, pointer: `/${key}`, items: [] }]);
  });

  it('reads the keys of several answers in one object, and passes over what it does not know', () => {
    const merged = {
      Vpcs: [vpc],
      Subnets: [],
      Buckets: [{ Name: 'b' }],
      ResponseMetadata: { RequestId: '1' },
    };
    expect(familiesOf(merged)).toEqual(['vpcs', 'subnets']);
  });

  it('reads an array of answers', () => {
    const answers = [{ Vpcs: [vpc] }, { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }];
    expect(listsOf(answers)).toEqual([
      { family: 'vpcs', pointer: '/0/Vpcs', items: [vpc] },
      {
        family: 'vpcAttributes',
        pointer: '/1',
        items: [{ VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }],
      },
    ]);
  });

  it('reads an array of answers about one subject each', () => {
    const answers = [
      { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8' }] },
      { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [], AdditionalRoutesAvailable: false },
    ];
    expect(familiesOf(answers)).toEqual(['managedPrefixListEntries', 'transitGatewayRoutes']);
  });

  it('reads a bare list of items, and an item alone, which says nothing of others', () => {
    expect(listsOf([vpc, { ...vpc, VpcId: 'vpc-2' }])).toEqual([
      { family: 'vpcs', pointer: '', items: [vpc, { ...vpc, VpcId: 'vpc-2' }] },
    ]);
    expect(listsOf(endpoint)).toEqual([
      { family: 'vpcEndpoints', pointer: '', items: [endpoint], incomplete: 'one item alone' },
    ]);
  });

  it.each([
    ['vpcEndpoints', endpoint],
    [
      'networkInterfaces',
      { NetworkInterfaceId: 'eni-1', PrivateIpAddress: '10.0.0.1', InterfaceType: 'interface' },
    ],
    ['natGateways', { NatGatewayId: 'nat-1', NatGatewayAddresses: [] }],
    ['routeTables', { RouteTableId: 'rtb-1', Routes: [] }],
    ['networkAcls', { NetworkAclId: 'acl-1', Entries: [] }],
    ['subnets', { SubnetId: 's', VpcId: 'v', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' }],
    ['securityGroups', { GroupId: 'sg-1', IpPermissions: [] }],
    ['vpcPeeringConnections', { VpcPeeringConnectionId: 'pcx-1', AccepterVpcInfo: {} }],
    ['internetGateways', { InternetGatewayId: 'igw-1', Attachments: [] }],
  ])('knows items of %s by their fields', (family, item) => {
    expect(familiesOf([item])).toEqual([family]);
  });

  it.each([
    ['text', 'Vpcs'],
    ['a number', 5],
    ['nothing', null],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list of other things', [{ a: 1 }]],
    ['a list of lists', [[vpc]]],
    ['a list in which one item is of another kind', [vpc, 1]],
    ['answers with something else among them', [{ Vpcs: [] }, { Fleet: 1 }]],
    ['keys of the prototype', JSON.parse('{"__proto__": {"Vpcs": []}, "constructor": [], "toString": []}')],
    ['a list under a common word that has other items', { Entries: [1, 2] }],
    ['the policy of an IAM user', { Policy: { PolicyName: 'p', Arn: 'arn:aws:iam::111122223333:policy/p' } }],
  ])('takes %s for nothing of ours', (_, value) => {
    expect(readAnswer(value, 'dump.json')).toBeNull();
  });
});

describe('answers that are not whole', () => {
  it.each([
    [{ NextToken: 'x' }, 'a NextToken is left over'],
    [{ nextToken: 'x' }, 'a nextToken is left over'],
    [{ NextMarker: 'x' }, 'a NextMarker is left over'],
    [{ IsTruncated: true }, 'the answer is truncated'],
  ])('%j makes its lists incomplete', (token, incomplete) => {
    expect(listsOf({ Vpcs: [vpc], ...token })).toEqual([
      { family: 'vpcs', pointer: '/Vpcs', items: [vpc], incomplete },
    ]);
  });

  it.each([[{ NextToken: null }], [{ NextToken: '' }], [{ IsTruncated: false }], [{ MaxItems: '100' }]])(
    '%j does not',
    (companion) => {
      expect(listsOf({ Vpcs: [], ...companion })).toEqual([{ family: 'vpcs', pointer: '/Vpcs', items: [] }]);
    },
  );

  it('says when a search of transit gateway routes found more than it shows', () => {
    const search = { Routes: [], AdditionalRoutesAvailable: true };
    expect(listsOf(search, 'tgw-rtb-0123.json')[0]?.incomplete).toBe('more routes are available');
  });

  it.each([
    [{ Vpcs: {} }, '/Vpcs', 'expected a list under Vpcs', ['vpcs']],
    [{ Vpcs: [vpc, 1] }, '/Vpcs/1', 'expected an object in Vpcs', ['vpcs']],
    [{ Vpcs: null }, '/Vpcs', 'expected a list under Vpcs', ['vpcs']],
    [
      { PrefixLists: 'x' },
      '/PrefixLists',
      'expected a list under PrefixLists',
      ['prefixLists', 'managedPrefixLists'],
    ],
    [{ Reservations: [{}] }, '/Reservations/0/Instances', 'expected a list under Instances', ['instances']],
    [
      { Reservations: [{ Instances: [null] }] },
      '/Reservations/0/Instances/0',
      'expected an object in Instances',
      ['instances'],
    ],
  ])(
    '%j is a fault with its place, and what it should have held is incomplete',
    (value, pointer, problem, spoilt) => {
      const answer = readAnswer(value, 'dump.json');
      expect(answer?.problems).toMatchObject([{ pointer, problem }]);
      expect(
        answer?.lists.map(({ family, items, incomplete }) => [family, items.length, incomplete]),
      ).toEqual(spoilt.map((family) => [family, 0, 'an answer could not be read']));
    },
  );

  it('still reads the other keys of an answer of which one is at fault', () => {
    const answer = readAnswer({ Vpcs: 1, Subnets: [{ SubnetId: 'subnet-1' }] }, 'dump.json');
    expect(answer?.lists.find(({ family }) => family === 'subnets')?.items).toHaveLength(1);
  });
});

describe('prefix lists', () => {
  const ofService = {
    PrefixListId: 'pl-1',
    PrefixListName: 'com.amazonaws.eu-west-1.s3',
    Cidrs: ['10.0.0.0/8'],
  };
  const managed = { PrefixListId: 'pl-1', PrefixListName: 'mine', MaxEntries: 5, OwnerId: '111122223333' };

  it('tells the two calls with the same key apart by what their items hold', () => {
    expect(familiesOf({ PrefixLists: [ofService] }, 'managed.json')).toEqual(['prefixLists']);
    expect(familiesOf({ PrefixLists: [managed] })).toEqual(['managedPrefixLists']);
    expect(familiesOf({ PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'x' }] })).toEqual([
      'prefixLists',
    ]);
  });

  it('takes an empty answer for the call that its file names, and concludes nothing where none is named', () => {
    expect(listsOf({ PrefixLists: [] }, 'describe-managed-prefix-lists.json')).toEqual([
      { family: 'managedPrefixLists', pointer: '/PrefixLists', items: [] },
    ]);
    expect(listsOf({ PrefixLists: [] }, 'x.json')).toMatchObject([
      { family: 'prefixLists', incomplete: 'an empty answer' },
    ]);
  });
});

describe('instances', () => {
  it('are read out of their reservations, with the owner of each', () => {
    const answer = {
      Reservations: [
        { OwnerId: '111122223333', Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] },
        { OwnerId: '444455556666', Instances: [{ InstanceId: 'i-3' }] },
      ],
    };
    const [list] = readAnswer(answer, '')?.lists ?? [];
    expect(list?.family).toBe('instances');
    expect(list?.items.map((item, index) => [item, list.pointerOf?.(index)])).toEqual([
      [{ OwnerId: '111122223333', InstanceId: 'i-1' }, '/Reservations/0/Instances/0'],
      [{ OwnerId: '111122223333', InstanceId: 'i-2' }, '/Reservations/0/Instances/1'],
      [{ OwnerId: '444455556666', InstanceId: 'i-3' }, '/Reservations/1/Instances/0'],
    ]);
  });

  it('that do not exist are known not to exist', () => {
    expect(listsOf({ Reservations: [] })).toMatchObject([
      { family: 'instances', pointer: '/Reservations', items: [] },
    ]);
  });
});
