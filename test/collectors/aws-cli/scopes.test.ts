import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';
import { scopesOfDocuments } from '../../../src/collectors/aws-cli/group-scopes.ts';

const account = '111122223333';
const other = '444455556666';

/** The scope of each file, as `partition/account/region`. */
function scopesOf(files: Readonly<Record<string, unknown>>): Record<string, string> {
  const documents = Object.entries(files).map(([path, value]) => ({
    path,
    lists: readAnswer(value, path)?.lists ?? [],
  }));
  const scopes = scopesOfDocuments(documents);
  return Object.fromEntries(
    documents.map(({ path }, index) => {
      const { partition, account: owner, region } = scopes[index] ?? {};
      return [path, `${partition}/${owner ?? '?'}/${region ?? '?'}`];
    }),
  );
}

function scopeOf(value: unknown, path = 'dump.json'): string | undefined {
  return scopesOf({ [path]: value })[path];
}

const nothingSaid = { Vpcs: [{ VpcId: 'vpc-1' }] };

describe('folders', () => {
  it.each([
    [`dumps/${account}/eu-west-1/vpcs.json`, `aws/${account}/eu-west-1`],
    [`dumps/eu-west-1/${account}/vpcs.json`, `aws/${account}/eu-west-1`],
    [`${other}/old/${account}/us-gov-west-1/x/vpcs.json`, `aws-us-gov/${account}/us-gov-west-1`],
    ['cn-northwest-1/vpcs.json', 'aws-cn/?/cn-northwest-1'],
    ['eusc-de-east-1/vpcs.json', 'aws-eusc/?/eusc-de-east-1'],
    ['us-isob-east-1/vpcs.json', 'aws-iso-b/?/us-isob-east-1'],
    [`${account}.json`, 'aws/?/?'],
    ['eu-west-1.json', 'aws/?/?'],
    ['1111222233334/vpcs.json', 'aws/?/?'],
    ['vpc-prod-1/my-team-2/eu-west-1a/vpcs.json', 'aws/?/?'],
  ])('%s is collected in %s', (path, scope) => {
    expect(scopeOf(nothingSaid, path)).toBe(scope);
  });

  it('stand above what the items say', () => {
    const items = { Subnets: [{ SubnetId: 's', OwnerId: other, AvailabilityZone: 'us-east-1a' }] };
    expect(scopeOf(items, `${account}/eu-west-1/subnets.json`)).toBe(`aws/${account}/eu-west-1`);
  });
});

describe('items', () => {
  it.each([
    [
      'the owner and the zone',
      { Subnets: [{ OwnerId: account, AvailabilityZone: 'eu-west-1a' }] },
      `aws/${account}/eu-west-1`,
    ],
    ['a local zone', { Subnets: [{ AvailabilityZone: 'us-west-2-lax-1a' }] }, 'aws/?/us-west-2'],
    ['a Wavelength zone', { Subnets: [{ AvailabilityZone: 'us-east-1-wl1-bos-wlz-1' }] }, 'aws/?/us-east-1'],
    [
      'an ARN',
      {
        TransitGateways: [
          { TransitGatewayArn: `arn:aws-us-gov:ec2:us-gov-east-1:${account}:transit-gateway/t` },
        ],
      },
      `aws-us-gov/${account}/us-gov-east-1`,
    ],
    [
      'an ARN without account',
      { PrefixLists: [{ PrefixListArn: 'arn:aws-cn:ec2:cn-north-1:aws:prefix-list/pl-1' }] },
      'aws-cn/?/cn-north-1',
    ],
    [
      'a load balancer',
      {
        LoadBalancers: [
          { LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/net/n/1` },
        ],
      },
      `aws/${account}/eu-west-1`,
    ],
    [
      'where an instance stands',
      {
        Reservations: [{ OwnerId: account, Instances: [{ Placement: { AvailabilityZone: 'eu-west-1b' } }] }],
      },
      `aws/${account}/eu-west-1`,
    ],
    [
      'the name of a prefix list',
      { PrefixLists: [{ PrefixListName: 'com.amazonaws.eu-west-1.s3' }] },
      'aws/?/eu-west-1',
    ],
    [
      'the name of a service',
      { VpcEndpoints: [{ OwnerId: account, ServiceName: 'com.amazonaws.eu-west-1.s3' }] },
      `aws/${account}/eu-west-1`,
    ],
    [
      'the list of zones',
      { AvailabilityZones: [{ ZoneName: 'x', RegionName: 'ap-southeast-2' }] },
      'aws/?/ap-southeast-2',
    ],
    ['nothing', nothingSaid, 'aws/?/?'],
    ['an owner that is no account', { Vpcs: [{ OwnerId: 'amazon' }] }, 'aws/?/?'],
    [
      'values of other types',
      { Vpcs: [{ OwnerId: 5, AvailabilityZone: [[]], FooArn: {}, Placement: { AvailabilityZone: [] } }] },
      'aws/?/?',
    ],
  ])('tell by %s', (_, value, scope) => {
    expect(scopeOf(value)).toBe(scope);
  });

  it('of a hosted zone or a bucket tell no region, because they have none', () => {
    const policy = {
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::b' }],
    };
    expect(scopeOf({ Policy: policy, HostedZones: [{ Id: 'Z1', AvailabilityZone: 'eu-west-1a' }] })).toBe(
      'aws/?/?',
    );
  });

  it('that lead to a service of another region do not move the region', () => {
    const endpoints = [
      { OwnerId: account, ServiceName: 'com.amazonaws.eu-west-1.s3' },
      { OwnerId: account, ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1' },
    ];
    const subnets = [{ OwnerId: account, AvailabilityZone: 'eu-west-1a' }];
    expect(scopeOf({ VpcEndpoints: endpoints, Subnets: subnets })).toBe(`aws/${account}/eu-west-1`);
    expect(scopeOf({ VpcEndpoints: endpoints })).toBe(`aws/${account}/?`);
  });

  describe('of a VPC that another account shares', () => {
    const shared = {
      Vpcs: [{ VpcId: 'vpc-1', OwnerId: other }],
      Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: other, AvailabilityZone: 'eu-west-1a' }],
      VpcEndpoints: [],
    };
    const interfaceOf = (OwnerId: string, VpcId = 'vpc-1') => ({
      NetworkInterfaceId: `eni-${OwnerId}`,
      VpcId,
      OwnerId,
    });
    const group = (OwnerId: string, GroupName = 'web') => ({
      GroupId: `sg-${OwnerId}`,
      VpcId: 'vpc-1',
      GroupName,
      OwnerId,
    });
    const participant = `aws/${account}/eu-west-1`;
    const owner = `aws/${other}/eu-west-1`;

    it.each([
      [
        'an endpoint, which its owner alone sees',
        { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', OwnerId: account }] },
        participant,
      ],
      [
        'an instance',
        {
          Reservations: [
            { OwnerId: account, Instances: [] },
            { OwnerId: account, Instances: [{ InstanceId: 'i-1' }] },
          ],
        },
        participant,
      ],
      [
        'interfaces of the participant alone, who may see no others',
        { NetworkInterfaces: [interfaceOf(account)] },
        participant,
      ],
      [
        'interfaces of both, which the owner of the VPC alone sees',
        { NetworkInterfaces: [interfaceOf(account), interfaceOf(other)] },
        owner,
      ],
      [
        'interfaces of two participants',
        { NetworkInterfaces: [interfaceOf(account), interfaceOf('777788889999')] },
        owner,
      ],
      ['interfaces of the owner', { NetworkInterfaces: [interfaceOf(other)] }, owner],
      ['groups of the participant alone', { SecurityGroups: [group(account)] }, participant],
      [
        'groups of both, without the default one',
        { SecurityGroups: [group(account), group(other)] },
        participant,
      ],
      [
        'the default group, which the owner of the VPC alone sees',
        {
          SecurityGroups: [group(account), group(other, 'default')],
          NetworkInterfaces: [interfaceOf(account)],
        },
        owner,
      ],
      [
        'groups of two participants',
        { SecurityGroups: [group(account), group('777788889999')] },
        'aws/?/eu-west-1',
      ],
      [
        'groups of no VPC of the input',
        { SecurityGroups: [{ ...group(account), VpcId: 'vpc-9' }] },
        'aws/?/eu-west-1',
      ],
      ['nothing', {}, owner],
    ])('tell who collected them by %s', (_, items, scope) => {
      expect(scopeOf({ ...shared, ...items })).toBe(scope);
    });

    it('tell it beside VPCs of the own account', () => {
      const own = {
        Vpcs: [...shared.Vpcs, { VpcId: 'vpc-2', OwnerId: account }],
        NetworkInterfaces: [interfaceOf(account), interfaceOf(account, 'vpc-2')],
      };
      expect(scopeOf({ ...shared, ...own })).toBe(participant);
    });

    it('tell nothing where no account sees all of the interfaces', () => {
      const two = {
        Vpcs: [...shared.Vpcs, { VpcId: 'vpc-2', OwnerId: account }],
        NetworkInterfaces: [interfaceOf(other), interfaceOf(account, 'vpc-2')],
      };
      expect(scopeOf({ ...shared, ...two })).toBe('aws/?/eu-west-1');
    });
  });

  it('of two regions in one folder leave the region open', () => {
    const Subnets = [{ AvailabilityZone: 'eu-west-1a' }, { AvailabilityZone: 'eu-west-2a' }];
    expect(scopeOf({ Subnets })).toBe('aws/?/?');
  });
});

describe('several folders', () => {
  const full = { Subnets: [{ OwnerId: account, AvailabilityZone: 'eu-west-1a' }] };

  it('are scopes of their own: two accounts and two regions in one run', () => {
    expect(
      scopesOf({
        [`${account}/eu-west-1/vpcs.json`]: nothingSaid,
        [`${account}/eu-west-2/vpcs.json`]: nothingSaid,
        [`${other}/eu-west-1/vpcs.json`]: nothingSaid,
      }),
    ).toEqual({
      [`${account}/eu-west-1/vpcs.json`]: `aws/${account}/eu-west-1`,
      [`${account}/eu-west-2/vpcs.json`]: `aws/${account}/eu-west-2`,
      [`${other}/eu-west-1/vpcs.json`]: `aws/${other}/eu-west-1`,
    });
  });

  it('share the evidence of all files in one of them', () => {
    expect(scopesOf({ 'dump/subnets.json': full, 'dump/attributes.json': nothingSaid })).toEqual({
      'dump/subnets.json': `aws/${account}/eu-west-1`,
      'dump/attributes.json': `aws/${account}/eu-west-1`,
    });
  });

  it('without evidence join the only scope that fits', () => {
    const files = { 'a/subnets.json': full, 'attributes/vpc-1.json': nothingSaid };
    expect(scopesOf(files)['attributes/vpc-1.json']).toBe(`aws/${account}/eu-west-1`);
    const halfKnown = {
      'a/subnets.json': full,
      [`${account}/x.json`]: nothingSaid,
      'eu-west-2/x.json': nothingSaid,
    };
    expect(scopesOf(halfKnown)).toMatchObject({
      [`${account}/x.json`]: `aws/${account}/eu-west-1`,
      'eu-west-2/x.json': 'aws/?/eu-west-2',
    });
  });

  it('without evidence stay apart where two scopes fit', () => {
    const files = {
      [`${account}/eu-west-1/a.json`]: nothingSaid,
      [`${other}/eu-west-1/a.json`]: nothingSaid,
      'attributes/vpc-1.json': nothingSaid,
    };
    expect(scopesOf(files)['attributes/vpc-1.json']).toBe('aws/?/?');
  });
});
