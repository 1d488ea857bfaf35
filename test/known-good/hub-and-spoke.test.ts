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

const estate = readEstate('hub-and-spoke');
const { idOf, items } = estate;
const vpc = (name: string) => idOf('vpcs', name);
const endpoint = (service: string) => idOf('vpcEndpoints', `hub-${service}`);
const gateway = (spoke: string) => idOf('vpcEndpoints', `${spoke}-s3`);
const table = (name: string) => idOf('routeTables', name);
const group = (name: string) =>
  String(items('securityGroups').find(({ GroupName }) => GroupName === name)?.GroupId);
const gatewayTable = (name: string) => idOf('transitGatewayRouteTables', name);
const attachment = (name: string) => idOf('transitGatewayVpcAttachments', name);
const resolver = String(items('resolverEndpoints')[0]?.Id);
const options = String(items('dhcpOptions')[0]?.DhcpOptionsId);
const name = (service: string) => `${service}.eu-west-1.amazonaws.com`;
const zone = (service: string) =>
  String(items('hostedZones').find(({ Name }) => Name === `${name(service)}.`)?.Id).replace(
    '/hostedzone/',
    '',
  );

const error = (rule: string, resource: string): ExpectedFinding => ({ rule, resource, severity: 'error' });
const warning = (rule: string, resource: string): ExpectedFinding => ({
  rule,
  resource,
  severity: 'warning',
});
const info = (rule: string, resource: string): ExpectedFinding => ({ rule, resource, severity: 'info' });

const editTable = (which: string, edit: (item: RawItem) => RawItem): Change =>
  changeWith('routeTables', table(which), edit);
const editGroup = (which: string, edit: (item: RawItem) => RawItem): Change =>
  changeWith('securityGroups', group(which), edit);

/** Takes the association of a service's zone with a VPC away, as both answers show it. */
function dissociate(service: string, spoke: string): readonly Change[] {
  return [
    changeWith('hostedZonesByVpc', vpc(spoke), (item) =>
      withoutItem(item, 'HostedZoneSummaries', zone(service)),
    ),
    changeWith('hostedZoneVpcs', zone(service), (item) => withoutItem(item, 'VPCs', vpc(spoke))),
  ];
}

/** Other records of type A in the zone of a service. */
function withRecord(service: string, fields: RawItem): Change {
  return changeWith('resourceRecordSets', zone(service), (item) => ({
    ...item,
    ResourceRecordSets: [{ Name: `${name(service)}.`, Type: 'A', ...fields }],
  }));
}

function ownName(service: string): string {
  const found = items('vpcEndpoints').find(({ VpcEndpointId }) => VpcEndpointId === endpoint(service));
  const [first] = (found?.DnsEntries ?? []) as readonly RawItem[];
  return String(first?.DnsName);
}

/** The DHCP options of all VPCs, with other servers. */
function asking(...servers: readonly string[]): readonly Change[] {
  return [
    change('dhcpOptions', options, {
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) }],
    }),
  ];
}

const mutations: readonly Mutation[] = [
  {
    name: 'zone of KMS not associated with one spoke',
    changes: dissociate('kms', 'billing'),
    finds: [warning('hub-phz-not-associated', vpc('billing'))],
  },
  {
    name: 'no zone associated with one spoke',
    changes: ['kms', 'secretsmanager', 'sqs'].flatMap((service) => dissociate(service, 'billing')),
    finds: [warning('hub-phz-not-associated', vpc('billing'))],
  },
  {
    name: 'private DNS in place of the zone of KMS',
    changes: [
      change('vpcEndpoints', endpoint('kms'), { PrivateDnsEnabled: true }),
      ...['hub', 'orders', 'billing'].flatMap((each) => dissociate('kms', each)),
    ],
    finds: ['orders', 'billing'].map((each) => warning('hub-private-dns-assumed-global', vpc(each))),
  },
  {
    name: 'zone of KMS associated with no VPC',
    changes: ['hub', 'orders', 'billing'].flatMap((each) => dissociate('kms', each)),
    finds: [warning('private-dns-disabled', endpoint('kms'))],
  },
  {
    name: 'zone of SQS leads to the endpoint of KMS',
    changes: [
      withRecord('sqs', { AliasTarget: { DNSName: `${ownName('kms')}.`, HostedZoneId: 'Z38GZ743OKFT7T' } }),
    ],
    finds: [error('dns-phz-alias-wrong-service', zone('sqs'))],
  },
  {
    name: 'zone of SQS spells out addresses',
    changes: [withRecord('sqs', { ResourceRecords: [{ Value: '10.0.0.12' }, { Value: '10.0.1.12' }] })],
    finds: [warning('dns-phz-hardcoded-eni-ips', zone('sqs'))],
  },
  {
    name: 'zone of SQS spells out addresses that nothing has',
    changes: [withRecord('sqs', { ResourceRecords: [{ Value: '10.0.0.99' }] })],
    finds: [error('dns-phz-stale-endpoint-target', zone('sqs'))],
  },
  {
    name: 'zone of SQS without a record of its own name',
    changes: [
      withRecord('sqs', { Name: `other.${name('sqs')}.`, ResourceRecords: [{ Value: '192.168.7.7' }] }),
    ],
    finds: [error('dns-phz-missing-apex', zone('sqs'))],
  },
  {
    name: 'zone of the whole region beside those of services',
    changes: [
      changeWith('hostedZones', `/hostedzone/${zone('sqs')}`, (item) => ({
        ...item,
        Name: 'eu-west-1.amazonaws.com.',
      })),
      ...['hub', 'orders', 'billing'].map((each) =>
        changeWith('hostedZonesByVpc', vpc(each), (item) => ({
          ...item,
          HostedZoneSummaries: (item.HostedZoneSummaries as RawItem[]).map((summary) =>
            summary.HostedZoneId === zone('sqs') ? { ...summary, Name: 'eu-west-1.amazonaws.com.' } : summary,
          ),
        })),
      ),
      withRecord('sqs', {
        Name: 'www.eu-west-1.amazonaws.com.',
        ResourceRecords: [{ Value: '192.168.7.7' }],
      }),
    ],
    finds: [error('dns-phz-shadows-service-parent', zone('sqs'))],
  },
  {
    name: 'endpoint of SQS gone, its zone left behind',
    changes: removeEndpoint(estate, endpoint('sqs')),
    finds: [error('dns-phz-stale-endpoint-target', zone('sqs'))],
  },
  {
    name: 'endpoint of SQS failed',
    changes: [change('vpcEndpoints', endpoint('sqs'), { State: 'failed' })],
    finds: [error('interface-endpoint-not-available', endpoint('sqs'))],
  },
  {
    name: 'endpoints admit the VPC of the hub alone',
    changes: [
      editGroup('hub-endpoints', (item) =>
        withoutItem(
          {
            ...item,
            IpPermissions: JSON.parse(
              JSON.stringify(item.IpPermissions).replace('10.2.0.0/16', '10.0.0.0/16'),
            ) as RawItem[],
          },
          'Tags',
          'Name',
        ),
      ),
    ],
    finds: [error('hub-endpoint-sg-missing-spoke-cidr', group('hub-endpoints'))],
  },
  {
    name: 'a spoke may not send to the hub',
    changes: [
      editGroup('orders-app', (item) => ({
        ...item,
        IpPermissionsEgress: JSON.parse(
          JSON.stringify(item.IpPermissionsEgress).replace('10.0.0.0/16', '10.9.0.0/16'),
        ) as RawItem[],
      })),
    ],
    finds: [error('hub-source-egress-missing-endpoint', group('orders-app'))],
  },
  {
    name: 'a spoke without a route to the hub',
    changes: [editTable('orders-app', (item) => withoutItem(item, 'Routes', 'tgw-'))],
    finds: [error('route-missing-to-hub', table('orders-app'))],
  },
  {
    name: 'endpoint subnets without a route back to a spoke',
    changes: [editTable('hub-endpoints', (item) => withoutItem(item, 'Routes', '10.1.0.0/16'))],
    finds: [error('route-return-missing', table('hub-endpoints'))],
  },
  {
    name: 'endpoint subnets without a route back to the office',
    changes: [editTable('hub-endpoints', (item) => withoutItem(item, 'Routes', '192.168.0.0/16'))],
    finds: [warning('hybrid-no-return-route', table('hub-endpoints'))],
  },
  {
    name: 'table of the spokes without a route to the hub',
    changes: [
      changeWith('transitGatewayRoutes', gatewayTable('spokes'), (item) => ({ ...item, Routes: [] })),
    ],
    finds: [error('route-tgw-rtb-no-route', gatewayTable('spokes'))],
  },
  {
    name: 'table of the hub without a route to a spoke',
    changes: [
      changeWith('transitGatewayRoutes', gatewayTable('hub'), (item) =>
        withoutItem(item, 'Routes', '10.2.0.0/16'),
      ),
    ],
    finds: [error('route-return-missing', gatewayTable('hub'))],
  },
  {
    name: 'attachment of a spoke in one zone',
    changes: [
      changeWith('transitGatewayVpcAttachments', attachment('orders'), (item) => ({
        ...item,
        SubnetIds: (item.SubnetIds as string[]).slice(0, 1),
      })),
    ],
    finds: [error('route-tgw-attachment-az-missing', attachment('orders'))],
  },
  {
    name: 'attachment of the hub in one zone',
    changes: [
      changeWith('transitGatewayVpcAttachments', attachment('hub'), (item) => ({
        ...item,
        SubnetIds: (item.SubnetIds as string[]).slice(0, 1),
      })),
    ],
    finds: [error('route-return-missing', attachment('hub'))],
  },
  {
    name: 'gateway endpoint of a spoke not associated with its table',
    changes: [
      editTable('orders-app', (item) => withoutItem(item, 'Routes', 'pl-')),
      change('vpcEndpoints', gateway('orders'), { RouteTableIds: [] }),
    ],
    finds: [error('gateway-endpoint-no-route-tables', gateway('orders'))],
  },
  {
    name: 'DNS host names of a spoke off',
    changes: [change('vpcAttributes', vpc('orders'), { EnableDnsHostnames: { Value: false } })],
    finds: [error('private-dns-vpc-attributes-disabled', vpc('orders'))],
  },
  {
    name: 'DNS support of a spoke off',
    changes: [change('vpcAttributes', vpc('orders'), { EnableDnsSupport: { Value: false } })],
    finds: [error('dns-support-disabled', vpc('orders'))],
  },
  {
    name: 'resolver endpoint admits no queries',
    changes: [editGroup('hub-resolver', (item) => ({ ...item, IpPermissions: [] }))],
    finds: [error('hybrid-inbound-resolver-sg-53', resolver)],
  },
  {
    name: 'resolver endpoint admits UDP alone',
    changes: [editGroup('hub-resolver', (item) => withoutItem(item, 'IpPermissions', '"tcp"'))],
    finds: [warning('hybrid-inbound-resolver-sg-53', resolver)],
  },
  {
    name: 'resolver endpoint in one zone',
    changes: items('networkInterfaces')
      .filter(
        (item) =>
          String(item.Description).startsWith('Route 53 Resolver') && item.AvailabilityZone === 'eu-west-1b',
      )
      .map((item) =>
        changeWith('networkInterfaces', String(item.NetworkInterfaceId), (each) => ({
          ...each,
          SubnetId: idOf('subnets', 'hub-endpoints-a'),
          AvailabilityZone: 'eu-west-1a',
        })),
      ),
    finds: [warning('hybrid-inbound-resolver-single-az', resolver)],
  },
  {
    name: 'resolver endpoint needs action',
    changes: [change('resolverEndpoints', resolver, { Status: 'ACTION_NEEDED' })],
    finds: [warning('dns-resolver-endpoint-not-operational', resolver)],
  },
  {
    name: 'endpoint of KMS open to everybody',
    changes: [
      change('vpcEndpoints', endpoint('kms'), {
        PolicyDocument: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
      }),
    ],
    finds: [warning('policy-endpoint-default-full-access', endpoint('kms'))],
  },
  {
    name: 'hosts ask servers on premises',
    changes: asking('192.168.0.53'),
    finds: [info('hub-spoke-custom-dns', options), info('hub-spoke-custom-dns', options)],
  },
  {
    name: 'hosts ask the DNS server of the hub',
    changes: asking('10.0.0.2'),
    finds: ['orders', 'billing'].map(() => error('hybrid-forward-to-vpc-plus-two', options)),
  },
];

const acl = (vpcName: string) =>
  String(items('networkAcls').find(({ VpcId }) => VpcId === vpc(vpcName))?.NetworkAclId);
const denying = (vpcName: string, entry: RawItem): Change =>
  changeWith('networkAcls', acl(vpcName), (item) => ({
    ...item,
    Entries: [
      { RuleNumber: 50, Protocol: '6', RuleAction: 'deny', ...entry },
      ...(item.Entries as RawItem[]),
    ],
  }));
const interfacesOf = (service: string) =>
  items('networkInterfaces').filter(
    ({ Description }) => Description === `VPC Endpoint Interface ${endpoint(service)}`,
  );

/** On the way between VPCs, and in names. */
const others: readonly Mutation[] = [
  {
    name: 'attachment of a spoke failed',
    changes: [
      change('transitGatewayVpcAttachments', attachment('orders'), { State: 'failed' }),
      change('transitGatewayAttachments', attachment('orders'), { State: 'failed' }),
    ],
    finds: [error('route-tgw-attachment-not-available', attachment('orders'))],
  },
  {
    name: 'attachment of a spoke associated with no table',
    changes: [
      changeWith('transitGatewayAttachments', attachment('orders'), (item) => ({
        ...item,
        Association: undefined,
      })),
      changeWith('transitGatewayRouteTableAssociations', gatewayTable('spokes'), (item) =>
        withoutItem(item, 'Associations', attachment('orders')),
      ),
    ],
    finds: [error('route-tgw-rtb-no-association', attachment('orders'))],
  },
  {
    name: 'table of the spokes drops what is for the hub',
    changes: [
      changeWith('transitGatewayRoutes', gatewayTable('spokes'), (item) => ({
        ...item,
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', Type: 'static', State: 'blackhole' }],
      })),
    ],
    finds: [error('route-tgw-rtb-blackhole', gatewayTable('spokes'))],
  },
  {
    name: 'route of a spoke to the hub is a blackhole',
    changes: [
      editTable('orders-app', (item) => ({
        ...item,
        Routes: (item.Routes as RawItem[]).map((each) =>
          'TransitGatewayId' in each ? { ...each, State: 'blackhole' } : each,
        ),
      })),
    ],
    finds: [error('route-blackhole-to-endpoint', table('orders-app'))],
  },
  {
    name: 'subnet of a spoke falls back to the main table',
    changes: [
      editTable('orders-app', (item) => withoutItem(item, 'Associations', idOf('subnets', 'orders-a'))),
    ],
    // It loses its ways to the hub and to S3.
    finds: [
      error('gateway-endpoint-subnet-not-routed', table('orders-main')),
      error('route-missing-to-hub', table('orders-main')),
    ],
  },
  {
    name: 'ACL of the hub refuses a spoke',
    changes: [denying('hub', { Egress: false, CidrBlock: '10.1.0.0/16', PortRange: { From: 443, To: 443 } })],
    finds: [error('hub-nacl-blocks-path', acl('hub'))],
  },
  {
    name: 'ACL of a spoke lets no reply of the hub in',
    changes: [
      denying('orders', { Egress: false, CidrBlock: '10.0.0.0/16', PortRange: { From: 1024, To: 65535 } }),
    ],
    finds: [error('hub-nacl-blocks-path', acl('orders'))],
  },
  {
    name: 'endpoint of KMS in one zone',
    changes: [
      ...interfacesOf('kms')
        .slice(1)
        .map((each) => remove('networkInterfaces', String(each.NetworkInterfaceId))),
      changeWith('vpcEndpoints', endpoint('kms'), (item) => ({
        ...item,
        SubnetIds: interfacesOf('kms')
          .slice(0, 1)
          .map(({ SubnetId }) => SubnetId),
        NetworkInterfaceIds: interfacesOf('kms')
          .slice(0, 1)
          .map(({ NetworkInterfaceId }) => NetworkInterfaceId),
      })),
    ],
    finds: [warning('hub-endpoint-single-az', endpoint('kms'))],
  },
  {
    name: 'everything is asked of the office',
    changes: [
      add('resolverRules', {
        Id: 'rslvr-rr-1',
        DomainName: '.',
        RuleType: 'FORWARD',
        Status: 'COMPLETE',
        TargetIps: [{ Ip: '192.168.0.53', Port: 53 }],
      }),
      add('resolverRuleAssociations', {
        Id: 'rslvr-rrassoc-1',
        ResolverRuleId: 'rslvr-rr-1',
        VPCId: vpc('orders'),
        Status: 'COMPLETE',
      }),
    ],
    finds: [info('dns-forward-dot-without-system-rule', 'rslvr-rr-1')],
  },
  {
    name: 'gateway endpoint of a spoke gone',
    changes: removeEndpoint(estate, gateway('orders')),
    finds: [],
  },
  {
    name: 'policy of KMS spares one spoke by aws:SourceVpc',
    changes: [
      changeWith('vpcEndpoints', endpoint('kms'), (item) => ({
        ...item,
        PolicyDocument: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 'kms:*',
              Resource: '*',
              Condition: {
                StringEquals: { 'aws:PrincipalAccount': '111122223333', 'aws:SourceVpc': vpc('orders') },
              },
            },
          ],
        }),
      })),
    ],
    finds: [error('policy-endpoint-asks-for-other-network', endpoint('kms'))],
  },
  {
    name: 'the transit gateway is gone from the routes of the hub',
    changes: [editTable('hub-endpoints', (item) => withoutItem(item, 'Routes', 'tgw-'))],
    finds: [error('route-return-missing', table('hub-endpoints'))],
  },
];

describeKnownGood(estate, [...mutations, ...others]);
