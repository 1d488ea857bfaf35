import { gatewayServices, type Item, nameTag, tablesOfEndpoint } from './network-items.ts';
import type { GatewayService, GroupName, InterfaceEndpointPlan, InterfaceService, VpcPlan } from './plan.ts';

/** For the organization's own principals only, so that it is not the policy of full access. */
const ownOrganization = {
  Effect: 'Allow',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
};
const officeAddresses = { 'aws:SourceIp': '192.0.2.0/24' };

function statements({ fault, home }: VpcPlan, service: GatewayService | InterfaceService): readonly Item[] {
  if (fault === 'policy-full-access' && service === 'kms') {
    return [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }];
  }
  if (service === 's3' && fault === 'policy-principal') {
    return [{ ...ownOrganization, Principal: { AWS: `arn:aws:iam::${home.account}:role/app` } }];
  }
  if (service === 's3' && fault === 'policy-source-ip') {
    return [{ ...ownOrganization, Condition: { IpAddress: officeAddresses } }];
  }
  if (service === 's3' && fault === 'policy-not-ip-address') {
    const condition = { NotIpAddress: officeAddresses };
    return [
      ownOrganization,
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: condition },
    ];
  }
  return [ownOrganization];
}

function stateOf({ fault }: VpcPlan, service: GatewayService | InterfaceService): string {
  if (fault === 'gateway-endpoint-failed' && service === 'dynamodb') return 'failed';
  return fault === 'endpoint-rejected' && service === 'ssmmessages' ? 'rejected' : 'available';
}

export function vpcEndpointItems(vpc: VpcPlan): readonly Item[] {
  return [
    ...gatewayServices(vpc).map((service) => gatewayEndpoint(vpc, service)),
    ...vpc.interfaceEndpoints.map((endpoint) => interfaceEndpoint(vpc, endpoint)),
  ];
}

function endpoint(vpc: VpcPlan, service: GatewayService | InterfaceService, fields: Item): Item {
  const { account, region } = vpc.home;
  return {
    VpcId: vpc.id,
    ServiceName: `com.amazonaws.${region}.${service}`,
    State: stateOf(vpc, service),
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements(vpc, service) }),
    RequesterManaged: false,
    CreationTimestamp: '2026-02-03T04:05:06.789000+00:00',
    Tags: nameTag(service),
    OwnerId: account,
    IpAddressType: 'ipv4',
    ServiceRegion: region,
    ...fields,
  };
}

function gatewayEndpoint(vpc: VpcPlan, service: GatewayService): Item {
  return endpoint(vpc, service, {
    VpcEndpointId: service === 's3' ? vpc.s3EndpointId : vpc.dynamodbEndpointId,
    VpcEndpointType: 'Gateway',
    RouteTableIds: tablesOfEndpoint(vpc, service),
    SubnetIds: [],
    Groups: [],
    DnsOptions: { DnsRecordIpType: 'service-defined' },
    PrivateDnsEnabled: false,
    NetworkInterfaceIds: [],
    DnsEntries: [],
  });
}

/** How many zones, from the first on, an interface endpoint stands in. */
export function zonesOfEndpoint({ fault }: VpcPlan, { service }: InterfaceEndpointPlan): number {
  return fault === 'single-zone' && service === 'logs' ? 1 : 3;
}

/** The name of the security group on an interface endpoint. */
export function groupOfEndpoint({ fault }: VpcPlan, { service }: InterfaceEndpointPlan): GroupName {
  if (fault === 'default-group-only' && service === 'ssm') return 'default';
  return service === 'kms' ? 'endpoint-kms' : 'endpoint';
}

function interfaceEndpoint(vpc: VpcPlan, plan: InterfaceEndpointPlan): Item {
  const { id, service } = plan;
  const { region } = vpc.home;
  const subnets = vpc.privateSubnets.slice(0, zonesOfEndpoint(vpc, plan));
  const name = groupOfEndpoint(vpc, plan);
  const host = `${id}-a1b2c3d4`;
  const domain = `${service}.${region}.vpce.amazonaws.com`;
  const privateDns = !(vpc.fault === 'private-dns-off' && service === 'secretsmanager');
  const names = [`${host}.${domain}`, ...subnets.map(({ zone }) => `${host}-${region}${zone}.${domain}`)];
  return endpoint(vpc, service, {
    VpcEndpointId: id,
    VpcEndpointType: 'Interface',
    RouteTableIds: [],
    SubnetIds: subnets.map((subnet) => subnet.id),
    Groups: [{ GroupId: vpc.groupIds[name], GroupName: name }],
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    PrivateDnsEnabled: privateDns,
    NetworkInterfaceIds: plan.interfaceIds.slice(0, subnets.length),
    DnsEntries: [
      ...names.map((DnsName) => ({ DnsName, HostedZoneId: 'Z38GZ743OKFT7T' })),
      ...(privateDns
        ? [{ DnsName: `${service}.${region}.amazonaws.com`, HostedZoneId: 'Z0000000PRIVATEZONE' }]
        : []),
    ],
  });
}
