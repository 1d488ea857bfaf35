import type { RawItem } from '../../src/model/snapshot.ts';
import {
  add,
  type Change,
  change,
  changeWith,
  describeKnownGood,
  type ExpectedFinding,
  type Mutation,
  readEstate,
  remove,
  removeEndpoint,
  withoutItem,
} from './known-good.ts';

const estate = readEstate('private-eks');
const { idOf } = estate;
const vpc = idOf('vpcs', 'orders');
const endpoint = (service: string) => idOf('vpcEndpoints', `orders-${service}`);
const table = (zone: string) => idOf('routeTables', `orders-nodes-${zone}`);
const group = (name: string) => idOf('securityGroups', name);
const acl = (name: string) => idOf('networkAcls', `orders-${name}`);
const clusterGroup = 'eks-cluster-sg-orders-1205431877';

const missing: ExpectedFinding = { rule: 'bundle-incomplete', resource: vpc, severity: 'error' };
const error = (rule: string, resource: string): ExpectedFinding => ({ rule, resource, severity: 'error' });

const warning = (rule: string, resource: string): ExpectedFinding => ({
  rule,
  resource,
  severity: 'warning',
});

function gone(service: string, finds: readonly ExpectedFinding[]): Mutation {
  return { name: `no endpoint for ${service}`, changes: removeEndpoint(estate, endpoint(service)), finds };
}

const editGroup = (name: string, edit: (item: RawItem) => RawItem): Change =>
  changeWith('securityGroups', group(name), edit);

const mutations: readonly Mutation[] = [
  ...['ec2', 'ecr-api', 'ecr-dkr', 'elasticloadbalancing', 's3', 'ssm'].map((service) =>
    gone(service, [missing]),
  ),
  // What shows no workload is not missed.
  ...['sts', 'logs', 'eks-auth', 'ssmmessages'].map((service) => gone(service, [])),
  {
    name: 'private DNS of ec2 off',
    changes: [change('vpcEndpoints', endpoint('ec2'), { PrivateDnsEnabled: false, DnsEntries: [] })],
    finds: [error('private-dns-disabled', endpoint('ec2'))],
  },
  {
    name: 'endpoint of ecr.api failed',
    changes: [change('vpcEndpoints', endpoint('ecr-api'), { State: 'failed' })],
    finds: [error('interface-endpoint-not-available', endpoint('ecr-api'))],
  },
  {
    name: 'DNS support off',
    changes: [change('vpcAttributes', vpc, { EnableDnsSupport: { Value: false } })],
    finds: [error('dns-support-disabled', vpc)],
  },
  {
    name: 'DNS host names off',
    changes: [change('vpcAttributes', vpc, { EnableDnsHostnames: { Value: false } })],
    finds: [error('private-dns-vpc-attributes-disabled', vpc)],
  },
  ...['a', 'b', 'c'].map((zone) => ({
    name: `table of nodes ${zone} not associated with the S3 endpoint`,
    changes: [
      changeWith('routeTables', table(zone), (item) => withoutItem(item, 'Routes', 'pl-')),
      changeWith('vpcEndpoints', endpoint('s3'), (item) => withoutItem(item, 'RouteTableIds', table(zone))),
    ],
    finds: [error('gateway-endpoint-subnet-not-routed', table(zone))],
  })),
  {
    name: 'route of the S3 endpoint missing in one table',
    changes: [changeWith('routeTables', table('a'), (item) => withoutItem(item, 'Routes', 'pl-'))],
    finds: [warning('gateway-endpoint-route-missing-in-table', endpoint('s3'))],
  },
  {
    name: 'S3 endpoint associated with no table',
    changes: [
      ...removeEndpoint(estate, endpoint('s3')).slice(1),
      change('vpcEndpoints', endpoint('s3'), { RouteTableIds: [] }),
    ],
    finds: [error('gateway-endpoint-no-route-tables', endpoint('s3'))],
  },
  {
    name: 'group of the endpoints admits nobody',
    changes: [editGroup('endpoints', (item) => ({ ...item, IpPermissions: [] }))],
    finds: [error('sg-endpoint-ingress-missing-port', group('endpoints'))],
  },
  {
    name: 'group of the endpoints admits one subnet of nodes only',
    changes: [
      editGroup('endpoints', (item) => ({
        ...item,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.20.0.0/20' }] },
        ],
      })),
    ],
    finds: [error('sg-endpoint-ingress-source-not-covered', group('endpoints'))],
  },
  {
    name: 'nodes may not send to the endpoints',
    changes: [
      editGroup(clusterGroup, (item) => withoutItem(item, 'IpPermissionsEgress', group('endpoints'))),
    ],
    finds: [error('sg-source-egress-missing-endpoint', group(clusterGroup))],
  },
  {
    name: 'nodes may not send to the prefix list of S3',
    changes: [editGroup(clusterGroup, (item) => withoutItem(item, 'IpPermissionsEgress', 'pl-'))],
    finds: [error('sg-source-egress-missing-prefix-list', group(clusterGroup))],
  },
  {
    name: 'ACL of the endpoints lets nobody in',
    changes: [
      changeWith('networkAcls', acl('endpoints'), (item) =>
        withoutItem(item, 'Entries', '"RuleNumber":100,"Egress":false'),
      ),
    ],
    finds: [error('nacl-endpoint-ingress-blocked', acl('endpoints'))],
  },
  {
    name: 'ACL of the endpoints lets no reply out',
    changes: [
      changeWith('networkAcls', acl('endpoints'), (item) =>
        withoutItem(item, 'Entries', '"RuleNumber":100,"Egress":true'),
      ),
    ],
    finds: [error('nacl-endpoint-egress-blocks-return', acl('endpoints'))],
  },
  {
    name: 'ACL of the nodes lets no reply of S3 in',
    changes: [
      changeWith('networkAcls', acl('nodes'), (item) =>
        withoutItem(item, 'Entries', '"RuleNumber":100,"Egress":false'),
      ),
    ],
    finds: [error('nacl-gateway-return-blocked', acl('nodes'))],
  },
  {
    name: 'ACL of the nodes lets nothing out to S3',
    changes: [
      changeWith('networkAcls', acl('nodes'), (item) =>
        withoutItem(item, 'Entries', '"RuleNumber":100,"Egress":true'),
      ),
    ],
    finds: [error('nacl-gateway-egress-incomplete', acl('nodes'))],
  },
  {
    name: 'policy of the S3 endpoint without the bucket of image layers',
    changes: [
      changeWith('vpcEndpoints', endpoint('s3'), (item) => ({
        ...item,
        PolicyDocument: String(item.PolicyDocument).replace('prod-eu-west-1-starport-layer-bucket', 'other'),
      })),
    ],
    finds: [error('policy-missing-ecr-layer-bucket', endpoint('s3'))],
  },
];

const zoneOf = (item: RawItem) => String(item.AvailabilityZone).at(-1);
const interfacesOf = (service: string) =>
  estate
    .items('networkInterfaces')
    .filter(({ Description }) => Description === `VPC Endpoint Interface ${endpoint(service)}`);
const idIn = (item: RawItem) => String(item.NetworkInterfaceId);
const withEntry = (item: RawItem, entry: RawItem): RawItem => ({
  ...item,
  Entries: [...(item.Entries as readonly RawItem[]), entry],
});

/** What breaks a part, or leaves it less than it was. */
const partial: readonly Mutation[] = [
  {
    name: 'route to S3 is a blackhole in one table',
    changes: [
      changeWith('routeTables', table('a'), (item) => ({
        ...item,
        Routes: (item.Routes as readonly RawItem[]).map((route) =>
          'DestinationPrefixListId' in route ? { ...route, State: 'blackhole' } : route,
        ),
      })),
    ],
    finds: [error('gateway-endpoint-route-blackhole', table('a'))],
  },
  {
    name: 'an interface of the endpoint of ec2 is gone',
    changes: interfacesOf('ec2')
      .filter((each) => zoneOf(each) === 'a')
      .flatMap((each) => [
        remove('networkInterfaces', idIn(each)),
        changeWith('vpcEndpoints', endpoint('ec2'), (item) =>
          withoutItem(item, 'NetworkInterfaceIds', idIn(each)),
        ),
      ]),
    finds: [warning('interface-endpoint-eni-missing', endpoint('ec2'))],
  },
  {
    name: 'endpoint of ec2 in one zone',
    changes: [
      ...interfacesOf('ec2')
        .filter((each) => zoneOf(each) !== 'a')
        .map((each) => remove('networkInterfaces', idIn(each))),
      changeWith('vpcEndpoints', endpoint('ec2'), (item) => ({
        ...item,
        SubnetIds: [idOf('subnets', 'orders-endpoints-a')],
        NetworkInterfaceIds: interfacesOf('ec2')
          .filter((each) => zoneOf(each) === 'a')
          .map(idIn),
      })),
    ],
    finds: [warning('interface-endpoint-single-az', endpoint('ec2'))],
  },
  {
    name: 'endpoint of ec2 in no subnet',
    changes: [
      ...interfacesOf('ec2').map((each) => remove('networkInterfaces', idIn(each))),
      change('vpcEndpoints', endpoint('ec2'), { SubnetIds: [], NetworkInterfaceIds: [] }),
    ],
    finds: [error('interface-endpoint-no-subnets', endpoint('ec2'))],
  },
  {
    name: 'hosts ask other DNS servers',
    changes: [
      changeWith('dhcpOptions', String(estate.items('dhcpOptions')[0]?.DhcpOptionsId), (item) => ({
        ...item,
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '192.168.0.53' }] }],
      })),
    ],
    finds: [
      {
        rule: 'dns-custom-resolver-unverified',
        resource: String(estate.items('dhcpOptions')[0]?.DhcpOptionsId),
        severity: 'info',
      },
    ],
  },
  {
    name: 'ACL of the nodes takes replies on too few ports',
    changes: [
      changeWith('networkAcls', acl('nodes'), (item) =>
        withEntry(withoutItem(item, 'Entries', '"RuleNumber":100,"Egress":false'), {
          RuleNumber: 100,
          Egress: false,
          Protocol: '6',
          RuleAction: 'allow',
          CidrBlock: '0.0.0.0/0',
          PortRange: { From: 49152, To: 65535 },
        }),
      ),
    ],
    finds: [warning('nacl-ephemeral-range-too-narrow', acl('nodes'))],
  },
  {
    name: 'ACL of the endpoints refuses one subnet of nodes',
    changes: [
      changeWith('networkAcls', acl('endpoints'), (item) =>
        withEntry(item, {
          RuleNumber: 90,
          Egress: false,
          Protocol: '6',
          RuleAction: 'deny',
          CidrBlock: '10.20.0.0/20',
          PortRange: { From: 443, To: 443 },
        }),
      ),
    ],
    finds: [error('nacl-endpoint-ingress-blocked', acl('endpoints'))],
  },
  {
    name: 'policy of the S3 endpoint tests the source address',
    changes: [
      changeWith('vpcEndpoints', endpoint('s3'), (item) => ({
        ...item,
        PolicyDocument: String(item.PolicyDocument).replaceAll(
          '"aws:PrincipalAccount":"111122223333"',
          '"aws:PrincipalAccount":"111122223333"},"IpAddress":{"aws:SourceIp":"10.20.0.0/16"',
        ),
      })),
    ],
    finds: [error('policy-sourceip-via-endpoint', endpoint('s3'))],
  },
];

const subnet = (name: string) => idOf('subnets', `orders-${name}`);
const groupsOf = (service: string, name: string): readonly Change[] => {
  const Groups = [{ GroupId: group(name), GroupName: name }];
  return [
    change('vpcEndpoints', endpoint(service), { Groups }),
    ...interfacesOf(service).map((each) => change('networkInterfaces', idIn(each), { Groups })),
  ];
};
const withRoute = (zone: string, route: RawItem): Change =>
  changeWith('routeTables', table(zone), (item) => ({
    ...item,
    Routes: [...(item.Routes as readonly RawItem[]), { State: 'active', Origin: 'CreateRoute', ...route }],
  }));

/** What somebody does who means something else. */
const mishaps: readonly Mutation[] = [
  {
    name: 'subnet of nodes a falls back to the main table',
    changes: [
      changeWith('routeTables', table('a'), (item) => withoutItem(item, 'Associations', subnet('nodes-a'))),
    ],
    finds: [
      error('gateway-endpoint-subnet-not-routed', idOf('routeTables', 'orders-main')), // Nothing uses the table any more.
      { rule: 'gateway-endpoint-unused-route-table', resource: table('a'), severity: 'info' },
    ],
  },
  {
    name: 'subnet of nodes a takes the ACL of the endpoints',
    changes: [
      changeWith('networkAcls', acl('nodes'), (item) => withoutItem(item, 'Associations', subnet('nodes-a'))),
      changeWith('networkAcls', acl('endpoints'), (item) => ({
        ...item,
        Associations: [
          ...(item.Associations as readonly RawItem[]),
          {
            NetworkAclAssociationId: 'aclassoc-0f00',
            NetworkAclId: acl('endpoints'),
            SubnetId: subnet('nodes-a'),
          },
        ],
      })),
    ],
    finds: [],
  },
  {
    name: 'endpoint of ec2 bears the default group',
    changes: groupsOf('ec2', 'default'),
    finds: [
      error('sg-endpoint-ingress-missing-port', group('default')), // It is no group that nodes may send to.
      error('sg-source-egress-missing-endpoint', group(clusterGroup)),
    ],
  },
  { name: 'endpoint of ec2 bears the group of the nodes', changes: groupsOf('ec2', clusterGroup), finds: [] },
  {
    name: 'endpoint of ec2 is for IPv6 alone',
    changes: [change('vpcEndpoints', endpoint('ec2'), { IpAddressType: 'ipv6' })],
    finds: [error('interface-endpoint-ip-type-subnet-mismatch', endpoint('ec2'))],
  },
  {
    name: 'no address is left in a subnet of endpoints',
    changes: [change('subnets', subnet('endpoints-a'), { AvailableIpAddressCount: 0 })],
    finds: [
      { rule: 'interface-endpoint-subnet-ip-exhaustion', resource: subnet('endpoints-a'), severity: 'info' },
    ],
  },
  {
    name: 'the flow log is gone',
    changes: [remove('flowLogs', String(estate.items('flowLogs')[0]?.FlowLogId))],
    finds: [],
  },
  {
    name: 'endpoint of S3 failed',
    changes: [change('vpcEndpoints', endpoint('s3'), { State: 'failed' })],
    finds: [error('gateway-endpoint-not-available', endpoint('s3'))],
  },
  {
    name: 'endpoint of S3 is being deleted',
    changes: [change('vpcEndpoints', endpoint('s3'), { State: 'deleting' })],
    finds: [],
  },
  {
    name: 'ACL of the nodes denies HTTPS before it allows it',
    changes: [
      changeWith('networkAcls', acl('nodes'), (item) =>
        withEntry(item, {
          RuleNumber: 50,
          Egress: true,
          Protocol: '6',
          RuleAction: 'deny',
          CidrBlock: '0.0.0.0/0',
          PortRange: { From: 443, To: 443 },
        }),
      ),
    ],
    finds: [
      error('nacl-source-egress-blocks-endpoint', acl('nodes')),
      error('nacl-gateway-egress-incomplete', acl('nodes')),
    ],
  },
  {
    name: 'a route of its own for a part of S3, to a NAT gateway that is gone',
    changes: [
      withRoute('a', {
        DestinationCidrBlock: '198.51.100.0/24',
        NatGatewayId: 'nat-0f00',
        State: 'blackhole',
      }),
    ],
    finds: [warning('gateway-endpoint-shadowed-by-specific-route', table('a'))],
  },
  {
    name: 'a default route to a NAT gateway that is gone',
    changes: [
      withRoute('a', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0f00', State: 'blackhole' }),
    ],
    finds: [],
  },
  {
    name: 'private DNS of ecr.dkr off',
    changes: [change('vpcEndpoints', endpoint('ecr-dkr'), { PrivateDnsEnabled: false, DnsEntries: [] })],
    finds: [error('private-dns-disabled', endpoint('ecr-dkr'))],
  },
  {
    name: 'group of the endpoints admits HTTP in place of HTTPS',
    changes: [
      editGroup('endpoints', (item) => ({
        ...item,
        IpPermissions: (item.IpPermissions as readonly RawItem[]).map((each) => ({
          ...each,
          FromPort: 80,
          ToPort: 80,
        })),
      })),
    ],
    finds: [error('sg-endpoint-ingress-missing-port', group('endpoints'))],
  },
  {
    name: 'hosted zone of ec2 without records beside private DNS',
    changes: [
      add('hostedZones', {
        Id: '/hostedzone/Z0',
        Name: 'ec2.eu-west-1.amazonaws.com.',
        Config: { PrivateZone: true },
      }),
      add('hostedZoneVpcs', { HostedZoneId: 'Z0', VPCs: [{ VPCId: vpc, VPCRegion: 'eu-west-1' }] }),
      add('resourceRecordSets', { HostedZoneId: 'Z0', ResourceRecordSets: [] }),
      changeWith('hostedZonesByVpc', vpc, (item) => ({
        ...item,
        HostedZoneSummaries: [
          {
            HostedZoneId: 'Z0',
            Name: 'ec2.eu-west-1.amazonaws.com.',
            Owner: { OwningAccount: '111122223333' },
          },
        ],
      })),
    ],
    finds: [], // Which of the two answers no page says.
    undecided: [
      'dns-phz-aaaa-missing',
      'dns-phz-alias-wrong-service',
      'dns-phz-missing-apex',
      'dns-phz-missing-wildcard',
      'dns-phz-shadows-service-parent',
      'dns-phz-stale-endpoint-target',
    ],
  },
];

describeKnownGood(estate, [...mutations, ...partial, ...mishaps]);
