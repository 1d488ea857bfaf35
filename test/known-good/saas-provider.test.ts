import type { RawItem } from '../../src/model/snapshot.ts';
import {
  type Change,
  change,
  changeWith,
  describeKnownGood,
  type ExpectedFinding,
  type Mutation,
  readEstate,
  remove,
} from './known-good.ts';

const estate = readEstate('saas-provider');
const { idOf, items } = estate;
const service = idOf('vpcEndpointServiceConfigurations', 'ledger');
const endpoint = idOf('vpcEndpoints', 'shop-ledger');
const group = (name: string) => idOf('securityGroups', name);
const only = (family: 'loadBalancers' | 'listeners' | 'targetGroups', field: string) =>
  String(items(family)[0]?.[field]);
const balancer = only('loadBalancers', 'LoadBalancerArn');
const listener = only('listeners', 'ListenerArn');
const targets = only('targetGroups', 'TargetGroupArn');
const notification = String(items('vpcEndpointConnectionNotifications')[0]?.ConnectionNotificationId);

const found =
  (severity: ExpectedFinding['severity']) =>
  (rule: string, resource = service): ExpectedFinding => ({ rule, resource, severity });
const [error, warning, info] = [found('error'), found('warning'), found('info')];

const ofService = (name: string, fields: RawItem, ...finds: readonly ExpectedFinding[]): Mutation => ({
  name,
  changes: [change('vpcEndpointServiceConfigurations', service, fields)],
  finds,
});
const ofBalancer = (name: string, fields: RawItem, ...finds: readonly ExpectedFinding[]): Mutation => ({
  name,
  changes: [change('loadBalancers', balancer, fields)],
  finds,
});
const ofGroup = (
  name: string,
  id: string,
  fields: RawItem,
  ...finds: readonly ExpectedFinding[]
): Mutation => ({ name, changes: [change('securityGroups', group(id), fields)], finds });

/** The targets of the group, each changed. */
const eachTarget = (
  name: string,
  edit: (target: RawItem, index: number) => RawItem | null,
  rule: string,
) => ({
  name,
  changes: [
    changeWith('targetHealth', targets, (item) => ({
      ...item,
      TargetHealthDescriptions: (item.TargetHealthDescriptions as RawItem[]).flatMap(
        (target, index) => edit(target, index) ?? [],
      ),
    })),
  ],
  finds: [error(rule)],
});

/** The connection of the customer whose side is in the input, which is known by its service and endpoint. */
const connectionIn = (VpcEndpointState: string): Change =>
  changeWith('vpcEndpointConnections', service, (item) =>
    item.VpcEndpointId === endpoint ? { ...item, VpcEndpointState } : item,
  );

const allow = (port: number, cidr: string): RawItem => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: cidr }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
});
const oneZone = [{ ZoneName: 'eu-west-1a', SubnetId: idOf('subnets', 'ledger-lb-a') }];

const mutations: readonly Mutation[] = [
  ofService('service failed', { ServiceState: 'Failed' }, error('endpoint-service-not-available')),
  // Its principals are named, so nobody else may.
  ofService('no acceptance required', { AcceptanceRequired: false }),
  {
    name: 'anybody may connect, without acceptance',
    changes: [
      change('vpcEndpointServiceConfigurations', service, { AcceptanceRequired: false }),
      change('vpcEndpointServicePermissions', service, {
        AllowedPrincipals: [{ PrincipalType: 'All', Principal: '*' }],
      }),
    ],
    finds: [error('endpoint-service-public-auto-accept')],
  },
  {
    name: 'a customer is no longer allowed',
    changes: [
      changeWith('vpcEndpointServicePermissions', service, (item) => ({
        ...item,
        AllowedPrincipals: (item.AllowedPrincipals as RawItem[]).slice(1),
      })),
    ],
    finds: [warning('endpoint-service-connection-from-removed-principal')],
  },
  ofService(
    'private DNS name not verified',
    { PrivateDnsNameConfiguration: { State: 'failed', Type: 'TXT', Name: '_proof', Value: 'vpce:x' } },
    error('endpoint-service-private-dns-unverified'),
  ),
  ofService(
    'service not saved since a zone was added',
    { AvailabilityZones: ['eu-west-1a'] },
    warning('endpoint-service-az-not-enabled'),
  ),
  {
    name: 'service and load balancer in one zone',
    changes: [
      change('vpcEndpointServiceConfigurations', service, { AvailabilityZones: ['eu-west-1a'] }),
      change('loadBalancers', balancer, { AvailabilityZones: oneZone }),
    ],
    finds: [warning('endpoint-service-single-az')],
  },
  ofService(
    'service offers IPv6',
    { SupportedIpAddressTypes: ['ipv4', 'ipv6'] },
    warning('endpoint-service-ip-type-mismatch'),
  ),
  ofService(
    'service failed in another Region',
    { SupportedRegions: [{ Region: 'us-east-1', ServiceState: 'Failed' }] },
    warning('endpoint-service-region-not-supported'),
  ),
  {
    name: 'nobody is told of requests',
    changes: [remove('vpcEndpointConnectionNotifications', notification)],
    finds: [info('endpoint-service-no-notification')],
  },
  ofBalancer('load balancer failed', { State: { Code: 'failed' } }, error('endpoint-service-nlb-not-active')),
  {
    name: 'no listener',
    changes: [remove('listeners', listener)],
    finds: [error('endpoint-service-no-listener')],
  },
  eachTarget(
    'all targets unhealthy',
    (target) => ({ ...target, TargetHealth: { State: 'unhealthy' } }),
    'endpoint-service-unhealthy-targets',
  ),
  eachTarget('no target registered', () => null, 'endpoint-service-unhealthy-targets'),
  eachTarget(
    'no target in one zone',
    (target, index) => (index === 0 ? target : null),
    'endpoint-service-no-targets-in-az',
  ),
  {
    name: 'all targets in one zone, and the load balancer crosses zones',
    changes: [
      changeWith('targetHealth', targets, (item) => ({
        ...item,
        TargetHealthDescriptions: (item.TargetHealthDescriptions as RawItem[]).map((target) => ({
          ...target,
          Target: { ...(target.Target as RawItem), AvailabilityZone: 'eu-west-1a' },
        })),
      })),
      change('loadBalancerAttributes', balancer, {
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
      }),
    ],
    finds: [warning('resilience-nlb-provider-single-target-az')],
  },
  ofGroup(
    'group of the load balancer admits nobody',
    'ledger-lb',
    { IpPermissions: [] },
    error('endpoint-service-nlb-sg-blocks-privatelink'),
  ),
  ofGroup(
    'group of the load balancer admits another network only',
    'ledger-lb',
    { IpPermissions: [allow(443, '192.168.0.0/16')] },
    error('endpoint-service-nlb-sg-blocks-privatelink'),
  ),
  ofGroup(
    'group of the load balancer names a group of clients',
    'ledger-lb',
    {
      IpPermissions: [
        { ...allow(443, '10.0.0.0/8'), IpRanges: [], UserIdGroupPairs: [{ GroupId: group('ledger-app') }] },
      ],
    },
    error('endpoint-service-nlb-sg-references-only'),
  ),
  {
    name: 'rules of the load balancer switched off for endpoints, and nobody admitted',
    changes: [
      change('securityGroups', group('ledger-lb'), { IpPermissions: [] }),
      change('loadBalancers', balancer, { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' }),
    ],
    finds: [],
  },
  ofGroup(
    'load balancer may not send to its targets',
    'ledger-lb',
    { IpPermissionsEgress: [allow(443, '10.40.0.0/16')] },
    error('endpoint-service-nlb-sg-egress-blocks-targets'),
  ),
  ofGroup(
    'targets admit the addresses of customers only',
    'ledger-app',
    { IpPermissions: [allow(8443, '10.60.0.0/16')] },
    warning('endpoint-service-target-sg-expects-client-ip'),
  ),
  {
    name: 'a customer waits to be accepted',
    changes: [
      change('vpcEndpoints', endpoint, { State: 'pendingAcceptance' }),
      connectionIn('pendingAcceptance'),
    ],
    // Both sides see it.
    finds: [
      warning('endpoint-service-pending-connections'),
      warning('interface-endpoint-pending-acceptance', endpoint),
    ],
  },
  {
    name: 'a customer was rejected',
    changes: [change('vpcEndpoints', endpoint, { State: 'rejected' }), connectionIn('rejected')],
    finds: [error('interface-endpoint-not-available', endpoint)],
  },
  {
    name: 'no customer is left',
    changes: items('vpcEndpointConnections').map(({ VpcEndpointId }) => ({
      family: 'vpcEndpointConnections',
      id: service,
      change: (item) => (item.VpcEndpointId === VpcEndpointId ? null : item),
    })),
    finds: [info('cost-endpoint-service-unused')],
  },
];

const customer = '444455556666';
const shop = String(items('vpcs').find(({ OwnerId }) => OwnerId === customer)?.VpcId);
const interfacesOfEndpoint = items('networkInterfaces').filter(
  ({ Description }) => Description === `VPC Endpoint Interface ${endpoint}`,
);
const withTargetsIn = (count: number): Change =>
  changeWith('targetHealth', targets, (item) => ({
    ...item,
    TargetHealthDescriptions: (item.TargetHealthDescriptions as RawItem[]).slice(0, count),
  }));

/** What happens on the customer's side, and what is harmless. */
const others: readonly Mutation[] = [
  {
    name: 'service moves to another port, which its own groups admit and those of the customer do not',
    changes: [
      change('listeners', listener, { Port: 9443 }),
      change('securityGroups', group('ledger-lb'), { IpPermissions: [allow(9443, '10.0.0.0/8')] }),
    ],
    finds: [error('sg-endpoint-ingress-missing-listener-port', endpoint)],
  },
  {
    name: 'service moves to another port, and no group admits it',
    changes: [change('listeners', listener, { Port: 9443 })],
    finds: [
      // Either side refuses it.
      error('endpoint-service-nlb-sg-blocks-privatelink'),
      error('sg-endpoint-ingress-missing-listener-port', endpoint),
    ],
  },
  ofGroup(
    "group of the customer's endpoint admits nobody",
    'shop-endpoints',
    { IpPermissions: [] },
    error('sg-endpoint-ingress-missing-port', group('shop-endpoints')),
  ),
  ofGroup(
    "group of the customer's endpoint admits a subnet in which nothing runs",
    'shop-endpoints',
    {
      IpPermissions: [allow(443, '10.60.200.0/24')],
    },
    error('sg-endpoint-ingress-source-not-covered', group('shop-endpoints')),
  ),
  ofGroup(
    'the customer may not send to the endpoint',
    'shop-app',
    {
      IpPermissionsEgress: [allow(443, '10.99.0.0/16')],
    },
    error('sg-source-egress-missing-endpoint', group('shop-app')),
  ),
  {
    name: "private DNS of the customer's endpoint off",
    changes: [change('vpcEndpoints', endpoint, { PrivateDnsEnabled: false })],
    finds: [],
  },
  {
    name: 'DNS support of the customer off',
    changes: [change('vpcAttributes', shop, { EnableDnsSupport: { Value: false } })],
    finds: [error('dns-support-disabled', shop)],
  },
  {
    name: "the customer's endpoint in one zone",
    changes: [
      ...interfacesOfEndpoint
        .slice(1)
        .map((each) => remove('networkInterfaces', String(each.NetworkInterfaceId))),
      changeWith('vpcEndpoints', endpoint, (item) => ({
        ...item,
        SubnetIds: interfacesOfEndpoint.slice(0, 1).map(({ SubnetId }) => SubnetId),
        NetworkInterfaceIds: interfacesOfEndpoint
          .slice(0, 1)
          .map(({ NetworkInterfaceId }) => NetworkInterfaceId),
      })),
    ],
    finds: [warning('interface-endpoint-single-az', endpoint)],
  },
  {
    name: 'targets in one zone, and zones crossed',
    changes: [
      withTargetsIn(1),
      changeWith('loadBalancerAttributes', balancer, (item) => ({
        ...item,
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
      })),
    ],
    finds: [],
  },
  ofBalancer(
    'load balancer without a group',
    { SecurityGroups: undefined },
    warning('endpoint-service-target-sg-expects-client-ip'),
  ),
  {
    name: 'everybody may ask to connect',
    changes: [
      change('vpcEndpointServicePermissions', service, {
        AllowedPrincipals: [{ PrincipalType: 'All', Principal: '*' }],
      }),
    ],
    finds: [],
  },
];

describeKnownGood(estate, [...mutations, ...others]);
