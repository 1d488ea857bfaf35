/**
 * The estate of rule examples beside a second VPC (10.1.0.0/16) with one instance, the spoke. A transit gateway
 * joins the two, and a hosted zone leads the spoke to the KMS endpoint of the first VPC, the hub.
 */
import type { RawItem } from '../model/snapshot.ts';
import {
  account,
  base,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcAttributes,
} from './example-estate.ts';
import type { Facts } from './rule.ts';

const kmsName = `kms.${region}.amazonaws.com`;
const endpointName = `vpce-1-abcd.kms.${region}.vpce.amazonaws.com`;

/** The hub's endpoint as hubs have it: private DNS is off, and a hosted zone gives its name to spokes. */
const hubEndpoint = interfaceEndpoint('kms', ['subnet-a'], {
  PrivateDnsEnabled: false,
  DnsEntries: [{ DnsName: endpointName, HostedZoneId: 'Z7' }],
});

const spokeInstance = instanceInterface('eni-spoke', 'subnet-spoke', '10.1.1.10', {
  VpcId: 'vpc-2',
  Groups: [{ GroupId: 'sg-spoke' }],
});

/** The main table of the spoke, with routes beside the local one. */
export function spokeTable(...routes: readonly RawItem[]): RawItem {
  const local = { ...route('10.1.0.0/16', 'local'), Origin: 'CreateRouteTable' };
  return routeTable('rtb-spoke', [], [], { VpcId: 'vpc-2', Routes: [local, ...routes] });
}

/** The main table of the hub. */
export function hubTable(...routes: readonly RawItem[]): RawItem {
  return routeTable('rtb-main', [], routes);
}

export const spokeToHub = route('10.0.0.0/16', 'tgw-1');
export const hubToSpoke = route('10.1.0.0/16', 'tgw-1');

interface AttachmentFields {
  readonly state?: string;
  readonly subnetIds?: readonly string[];
  readonly tableId?: string | null;
}

/** What the two calls say of an attachment of the spoke (`tgw-attach-2`) or of the hub (`tgw-attach-1`). */
function attachment(
  number: 1 | 2,
  { state = 'available', subnetIds, tableId = 'tgw-rtb-1' }: AttachmentFields,
) {
  const TransitGatewayAttachmentId = `tgw-attach-${number}`;
  const common = { TransitGatewayAttachmentId, TransitGatewayId: 'tgw-1', State: state };
  const ofAny: RawItem = {
    ...common,
    TransitGatewayOwnerId: account,
    ResourceType: 'vpc',
    ResourceId: `vpc-${number}`,
    ResourceOwnerId: account,
    ...(tableId === null
      ? {}
      : { Association: { TransitGatewayRouteTableId: tableId, State: 'associated' } }),
  };
  const ofVpc: RawItem = {
    ...common,
    VpcId: `vpc-${number}`,
    VpcOwnerId: account,
    SubnetIds: subnetIds ?? (number === 1 ? ['subnet-a', 'subnet-b'] : ['subnet-spoke']),
    Options: {
      ApplianceModeSupport: 'disable',
      Ipv6Support: 'disable',
      SecurityGroupReferencingSupport: 'disable',
    },
  };
  return { ofAny, ofVpc };
}

/** The attachments of hub and spoke, that of the spoke with some fields of its own. */
export function attachments(spoke: AttachmentFields = {}): Facts {
  const both = [attachment(1, {}), attachment(2, spoke)];
  return {
    transitGatewayAttachments: both.map(({ ofAny }) => ofAny),
    transitGatewayVpcAttachments: both.map(({ ofVpc }) => ofVpc),
  };
}

/** A route of a transit gateway table to an attachment; a blackhole without one. */
export function gatewayRoute(cidr: string, number: 1 | 2 | null): RawItem {
  return {
    DestinationCidrBlock: cidr,
    Type: 'static',
    ...(number === null
      ? { State: 'blackhole' }
      : {
          State: 'active',
          TransitGatewayAttachments: [
            {
              TransitGatewayAttachmentId: `tgw-attach-${number}`,
              ResourceId: `vpc-${number}`,
              ResourceType: 'vpc',
            },
          ],
        }),
  };
}

/** The only table of the transit gateway. */
export function gatewayTable(...routes: readonly RawItem[]): Facts {
  return {
    transitGatewayRoutes: [
      { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: routes, AdditionalRoutesAvailable: false },
    ],
  };
}

/** Hub and spoke with all that the way between them needs, and some families replaced. */
export function hubEstate(changes: Facts = {}): Facts {
  const [acl] = base.networkAcls ?? [];
  return estate({
    vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '10.1.0.0/16' })],
    vpcAttributes: [vpcAttributes(), vpcAttributes({ VpcId: 'vpc-2' })],
    subnets: [...(base.subnets ?? []), subnet('subnet-spoke', '10.1.1.0/24', 'a', { VpcId: 'vpc-2' })],
    routeTables: [hubTable(hubToSpoke), spokeTable(spokeToHub)],
    networkAcls: [
      ...(base.networkAcls ?? []),
      { ...acl, NetworkAclId: 'acl-2', VpcId: 'vpc-2', Associations: [{ SubnetId: 'subnet-spoke' }] },
    ],
    securityGroups: [
      ...(base.securityGroups ?? []).slice(0, 2),
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/8')] }),
      { ...securityGroup('sg-spoke', {}), VpcId: 'vpc-2' },
    ],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
      spokeInstance,
    ],
    vpcEndpoints: [hubEndpoint],
    vpcEndpointServices: [
      {
        ServiceName: `com.amazonaws.${region}.kms`,
        ServiceType: [{ ServiceType: 'Interface' }],
        PrivateDnsNames: [{ PrivateDnsName: kmsName }],
      },
    ],
    hostedZones: [{ Id: '/hostedzone/Z1', Name: `${kmsName}.`, Config: { PrivateZone: true } }],
    hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [{ VPCId: 'vpc-2', VPCRegion: region }] }],
    hostedZonesByVpc: [
      { VpcId: 'vpc-1', HostedZoneSummaries: [] },
      {
        VpcId: 'vpc-2',
        HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name: `${kmsName}.`, Owner: { OwningAccount: account } }],
      },
    ],
    resourceRecordSets: [
      {
        HostedZoneId: 'Z1',
        ResourceRecordSets: [
          {
            Name: `${kmsName}.`,
            Type: 'A',
            AliasTarget: { DNSName: endpointName, HostedZoneId: 'Z7', EvaluateTargetHealth: false },
          },
        ],
      },
    ],
    transitGateways: [{ TransitGatewayId: 'tgw-1', OwnerId: account, Options: {} }],
    transitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }],
    ...attachments(),
    ...gatewayTable(gatewayRoute('10.0.0.0/16', 1), gatewayRoute('10.1.0.0/16', 2)),
    ...changes,
  });
}

/** Hub and spoke joined by a peering connection instead, in some state. */
export function peeredEstate(status: string, changes: Facts = {}): Facts {
  return hubEstate({
    routeTables: [hubTable(route('10.1.0.0/16', 'pcx-1')), spokeTable(route('10.0.0.0/16', 'pcx-1'))],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-2', OwnerId: account, Region: region },
        AccepterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region },
        Status: { Code: status },
      },
    ],
    ...changes,
  });
}
