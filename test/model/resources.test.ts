/** How single fields are read that are not there, empty, or written in another way. */
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import type { FamilyName } from '../../src/model/fact-families.ts';
import type { ResourceOf } from '../../src/model/resource-types.ts';
import type { RawItem } from '../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';

function read<Name extends FamilyName>(family: Name, item: RawItem): ResourceOf<Name> {
  const { network, malformed } = buildNetwork(snapshotOfFacts({ [family]: [item] }));
  expect(malformed).toEqual([]);
  const [only] = network.all(family);
  if (!only) throw new Error(`no ${family}`);
  return only;
}

const known = (value: unknown) => ({ known: true, value });
const missing = (reason: string) => ({ known: false, missing: [expect.objectContaining({ reason })] });

describe('sums of a metric', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
  const total = (...points: readonly RawItem[]) =>
    read('metricSums', {
      ResourceId: 'nat-1',
      MetricName: 'BytesOutToDestination',
      Datapoints: points,
    }).total;

  it('are over all periods, of which the shortest distance tells the length', () => {
    const points = [0, 60, 180].map((minute) => ({ Timestamp: at(minute), Sum: 5 }));
    expect(total(...points)).toEqual(known({ sum: 15, hours: 4 }));
    expect(total(...points.toReversed())).toEqual(known({ sum: 15, hours: 4 }));
  });

  it('tell nothing where there is one, where one cannot be read, or where two are at one time', () => {
    const [one, two] = [0, 60].map((minute) => ({ Timestamp: at(minute), Sum: 5 }));
    if (!one || !two) throw new Error('no points');
    expect(total(one)).toEqual(known(null));
    expect(total(one, two, { Timestamp: at(120) })).toEqual(known(null));
    expect(total(one, { Timestamp: 'yesterday', Sum: 1 })).toEqual(known(null));
    expect(total(one, two, one)).toEqual(known(null));
  });
});

describe('a network interface', () => {
  const role = (fields: RawItem) =>
    read('networkInterfaces', {
      NetworkInterfaceId: 'eni-1',
      InterfaceType: 'interface',
      Description: '',
      ...fields,
    });

  it.each([
    [{ InterfaceType: 'branch' }, 'container'],
    [{ InterfaceType: 'trunk' }, 'container'],
    [{ Description: 'arn:aws-cn:ecs:cn-north-1:111122223333:attachment/1' }, 'container'],
    [{ Description: 'aws-K8S-i-1' }, 'container'],
    [{ InterfaceType: 'lambda' }, 'lambda'],
    [{ Description: 'AWS Lambda VPC ENI-function-1' }, 'lambda'],
    [{ InterfaceType: 'efa', Attachment: { InstanceId: 'i-1' } }, 'instance'],
    [{ Attachment: { InstanceId: 'i-1' } }, 'instance'],
    [{ InterfaceType: 'vpc_endpoint', Attachment: { InstanceId: 'i-1' } }, 'not-compute'],
    [{ Attachment: { InstanceOwnerId: 'amazon-elb' } }, 'not-compute'],
  ])('with %j is that of: %s', (fields, expected) => {
    expect(role(fields).role).toEqual(known(expected));
  });

  it('is that of a NAT gateway by its type alone', () => {
    expect(role({ InterfaceType: 'nat_gateway' }).isOfNatGateway).toBe(true);
    expect(role({}).isOfNatGateway).toBe(false);
    expect(role({ InterfaceType: '' }).isOfNatGateway).toBe(false);
  });

  it('is called as its tag says', () => {
    const tagged = {
      TagSet: [
        { Key: 'team', Value: 'net' },
        { Key: 'Name', Value: 'web' },
      ],
    };
    expect(role(tagged).name).toBe('web');
    expect(role({ TagSet: [{ Key: 'Name' }] }).name).toBe(null);
  });
});

describe('tags', () => {
  it('without a value have an empty one, and what is none is left out', () => {
    const subnet = read('subnets', {
      SubnetId: 'subnet-1',
      Tags: [{ Key: 'lonely' }, { Key: 'team', Value: 'net' }],
    });
    expect([...subnet.tags]).toEqual([
      ['lonely', ''],
      ['team', 'net'],
    ]);
    // No family that is read closely lets such tags pass.
    const other = read('addresses', { AllocationId: 'eipalloc-1', Tags: [{ Key: 7 }, null, { Key: 'a' }] });
    expect([...other.tags]).toEqual([['a', '']]);
    expect(other.type).toBe('AWS::ec2::DescribeAddresses');
  });
});

describe('transit gateways', () => {
  it('tell of an association without a state, and of routes without a type', () => {
    const attachment = read('transitGatewayAttachments', {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-1' },
    });
    expect(attachment.association).toEqual(known({ tableId: 'tgw-rtb-1', state: '' }));
    const { routes } = read('transitGatewayRoutes', {
      TransitGatewayRouteTableId: 'tgw-rtb-1',
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/8',
          TransitGatewayAttachments: [
            { ResourceId: 'vpn-1', ResourceType: 'vpn' },
            { ResourceId: 'vpc-1', ResourceType: 'vpc', TransitGatewayAttachmentId: 'tgw-attach-1' },
          ],
        },
      ],
    });
    expect(routes).toMatchObject(
      known([{ attachmentIds: ['tgw-attach-1'], vpcIds: ['vpc-1'], type: '', state: '' }]),
    );
  });
});

describe('what AWS leaves out', () => {
  it('is a public NAT gateway, from before there were others', () => {
    const of = (fields: RawItem) => read('natGateways', { NatGatewayId: 'nat-1', ...fields }).isPublic;
    expect(of({})).toEqual(known(true));
    expect(of({ ConnectivityType: 'private' })).toEqual(known(false));
  });

  it('is a zone without an address of a regional NAT gateway', () => {
    const NatGatewayAddresses = [{ AvailabilityZoneId: 'euw1-az1' }, { AvailabilityZone: 'eu-west-1b' }];
    const { zones } = read('natGateways', { NatGatewayId: 'nat-1', NatGatewayAddresses });
    expect(zones).toEqual(known(new Set(['euw1-az1', 'eu-west-1b'])));
  });

  it('is no value of an option of DHCP, which has some', () => {
    const servers = (...DhcpConfigurations: readonly RawItem[]) =>
      read('dhcpOptions', { DhcpOptionsId: 'dopt-1', DhcpConfigurations }).domainNameServers;
    const told = { Key: 'domain-name-servers', Values: [{ Value: '10.0.0.2' }, '10.0.0.3'] };
    expect(servers(told)).toEqual(known(['10.0.0.2', '10.0.0.3']));
    const untold = missing('no Values of domain-name-servers on dopt-1');
    expect(servers(told, { Key: 'domain-name-servers' })).toEqual(untold);
    expect(servers({ ...told, Values: [{}] })).toEqual(untold);
    expect(servers({ Values: ['10.0.0.2'] })).toEqual(missing('no Key of an option on dopt-1'));
  });

  it('is the state of a block that is associated', () => {
    const block = (Ipv6CidrBlock: string, state: object) => ({ Ipv6CidrBlock, ...state });
    const { ipv6Addresses } = read('subnets', {
      SubnetId: 'subnet-1',
      Ipv6CidrBlockAssociationSet: [
        block('2001:db8:0:1::/64', { Ipv6CidrBlockState: {} }),
        block('2001:db8:0:2::/64', {}),
        block('2001:db8:0:3::/64', { Ipv6CidrBlockState: { State: 'disassociated' } }),
      ],
    });
    expect(ipv6Addresses.toCidrs()).toEqual(['2001:db8:0:1::/64', '2001:db8:0:2::/64']);
    const { cidrs } = read('vpcs', {
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        { CidrBlock: '10.1.0.0/16', CidrBlockState: { State: 'Associated' } },
        { CidrBlock: '10.2.0.0/16', CidrBlockState: { State: 'failed' } },
        { CidrBlock: '10.3.0.0/16' },
      ],
    });
    expect(cidrs).toEqual(known(['10.0.0.0/16', '10.1.0.0/16', '10.3.0.0/16']));
  });

  it('is an attribute of a VPC that has no value', () => {
    const { enableDnsSupport } = read('vpcAttributes', { VpcId: 'vpc-1', EnableDnsSupport: {} });
    expect(enableDnsSupport).toEqual(missing('no EnableDnsSupport of vpc-1'));
  });
});

it('a policy of a resource is called after the service of its ARN', () => {
  const type = (ARN: string) => read('resourcePolicies', { ARN }).type;
  expect(type('arn:aws:sqs:eu-west-1:111122223333:orders')).toBe('AWS::SQS::QueuePolicy');
  expect(type('arn:aws:secretsmanager:eu-west-1:111122223333:secret:db')).toBe(
    'AWS::SecretsManager::ResourcePolicy',
  );
  expect(type('orders')).toBe('AWS::SecretsManager::ResourcePolicy');
});

describe('rules of a network ACL', () => {
  const rule = (RuleNumber: number, fields: RawItem = {}) => ({
    RuleNumber,
    Egress: false,
    Protocol: '-1',
    RuleAction: 'deny',
    CidrBlock: '10.0.0.0/8',
    ...fields,
  });
  const entries = (...Entries: readonly RawItem[]) =>
    read('networkAcls', { NetworkAclId: 'acl-1', Entries }).entries;

  it('are told by rising number', () => {
    const fact = entries(rule(200), rule(100, { CidrBlock: undefined, Ipv6CidrBlock: '::/0' }));
    expect(fact.known && fact.value.map(({ ruleNumber, cidr }) => [ruleNumber, cidr])).toEqual([
      [100, '::/0'],
      [200, '10.0.0.0/8'],
    ]);
  });

  it('are not known where one names no block: whom it denies may be anybody', () => {
    expect(entries(rule(200), rule(100, { CidrBlock: undefined }))).toEqual(
      missing('no CidrBlock of rule 100 on acl-1'),
    );
  });
});

describe('what a field says by being another', () => {
  it('is that a flow log which is not active does not log', () => {
    const isLogging = (FlowLogStatus: string) => read('flowLogs', { FlowLogId: 'fl-1', FlowLogStatus }).works;
    expect([isLogging('ACTIVE'), isLogging('DELETING')]).toEqual([known(true), known(false)]);
  });

  it('is that a subnet has IPv6 alone, or that its block is not told', () => {
    const subnet = { SubnetId: 'subnet-1' };
    const associated = { Ipv6CidrBlock: '2001:db8::/64', Ipv6CidrBlockState: { State: 'associated' } };
    const ipv6 = read('subnets', { ...subnet, Ipv6CidrBlockAssociationSet: [associated] }).addresses;
    expect(ipv6.known && ipv6.value.toCidrs()).toEqual(['2001:db8::/64']);
    expect(read('subnets', subnet).addresses).toEqual(missing('no CidrBlock on subnet-1'));
  });

  it('is that a transit gateway does not tell of references', () => {
    const support = (fields: RawItem) =>
      read('transitGateways', { TransitGatewayId: 'tgw-1', Options: fields }).supportsGroupReferences;
    expect(support({ SecurityGroupReferencingSupport: 'enable' })).toEqual(known(true));
    expect(support({ SecurityGroupReferencingSupport: 'disable' })).toEqual(known(false));
    expect(support({})).toEqual(missing('no SecurityGroupReferencingSupport on tgw-1'));
  });

  it('is a NAT gateway where the field of gateways has one, as infrastructure code writes it', () => {
    const { routes } = read('routeTables', {
      RouteTableId: 'rtb-1',
      Routes: [
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'nat-1', Origin: 'CreateRoute', State: 'active' },
      ],
    });
    expect(routes.known && routes.value.map(({ target }) => target)).toEqual([
      { kind: 'nat-gateway', id: 'nat-1' },
    ]);
  });

  it('is each group of a load balancer once, sorted', () => {
    const LoadBalancerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/a/1';
    expect(
      read('loadBalancers', { LoadBalancerArn, SecurityGroups: ['sg-b', 'sg-a', 'sg-b'] }).groupIds,
    ).toEqual(known(['sg-a', 'sg-b']));
    expect(read('loadBalancers', { LoadBalancerArn }).groupIds).toEqual(known([]));
  });
});
