/** The common estate beside a second VPC, over peering or through a transit gateway. */
import type { RawItem } from '../../../../src/model/snapshot.ts';
import {
  account,
  endpointInterface,
  instanceInterface,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcAttributes,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { alias, zones } from '../name/name-estate.ts';
import { aclOf, aws, common, endpointFor, privateTable, withS3 } from './common-estate.ts';

const otherVpc = { VpcId: 'vpc-2' };
const owned = (item: RawItem): RawItem => ({ ...item, ...otherVpc });

function otherTable(...routes: readonly RawItem[]): RawItem {
  const local = { DestinationCidrBlock: '10.2.0.0/16', GatewayId: 'local', State: 'active' };
  return { ...owned(routeTable('rtb-2', ['subnet-2'])), Routes: [local, ...routes] };
}

/** Both estates, as one: what the second adds to each family stands behind what the first has. */
function besides(facts: Facts, more: Facts): Facts {
  const joined: Record<string, readonly RawItem[]> = { ...facts };
  for (const [family, items] of Object.entries(more)) joined[family] = [...(joined[family] ?? []), ...items];
  return joined;
}

const second: Facts = {
  vpcs: [vpc({ ...otherVpc, CidrBlock: '10.2.0.0/16' })],
  vpcAttributes: [vpcAttributes(otherVpc)],
  subnets: [owned(subnet('subnet-2', '10.2.9.0/28', 'a'))],
  networkAcls: [owned(aclOf('acl-2', ['subnet-2']))],
  hostedZonesByVpc: [{ ...otherVpc, HostedZoneSummaries: [] }],
};

/** A host in a peered VPC, whose table sends S3's addresses across to the VPC with the gateway endpoint. */
export function fromPeer(): Facts {
  const local = { VpcId: 'vpc-1', OwnerId: account, Region: region };
  return besides(withS3(), {
    ...second,
    routeTables: [otherTable(route('pl-s3', 'pcx-1'), route('10.0.0.0/16', 'pcx-1'))],
    securityGroups: [owned(securityGroup('sg-2', {}))],
    networkInterfaces: [
      owned(instanceInterface('eni-2', 'subnet-2', '10.2.9.10', { Groups: [{ GroupId: 'sg-2' }] })),
    ],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { ...local, CidrBlock: '10.0.0.0/16' },
        AccepterVpcInfo: { ...local, ...otherVpc, CidrBlock: '10.2.0.0/16' },
        Status: { Code: 'active' },
      },
    ],
  });
}

/** An endpoint for kms in a hub VPC, both VPCs on one transit gateway that routes both ways. */
export function withHub(admitted: string): Facts {
  const attached = (vpcId: string, subnetId: string, id: string): RawItem => ({
    TransitGatewayAttachmentId: id,
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: account,
    ResourceOwnerId: account,
    VpcOwnerId: account,
    VpcId: vpcId,
    ResourceType: 'vpc',
    ResourceId: vpcId,
    SubnetIds: [subnetId],
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
    Options: { ApplianceModeSupport: 'disable', SecurityGroupReferencingSupport: 'enable' },
  });
  const attachments = [
    attached('vpc-1', 'subnet-a1', 'tgw-attach-1'),
    attached('vpc-2', 'subnet-2', 'tgw-attach-2'),
  ];
  const group = securityGroup('sg-hub', { ingress: [permission(443, admitted)] });
  const endpoint = endpointFor('kms', {
    ...otherVpc,
    SubnetIds: ['subnet-2'],
    Groups: [{ GroupId: 'sg-hub' }],
    NetworkInterfaceIds: ['eni-hub'],
  });
  return besides(common({ routeTables: [privateTable(route('10.2.0.0/16', 'tgw-1'))] }), {
    ...second,
    routeTables: [otherTable(route('10.0.0.0/16', 'tgw-1'))],
    securityGroups: [owned(group)],
    networkInterfaces: [
      owned(endpointInterface('eni-hub', 'subnet-2', '10.2.9.4', { Groups: [{ GroupId: 'sg-hub' }] })),
    ],
    vpcEndpoints: [endpoint],
    transitGateways: [
      {
        TransitGatewayId: 'tgw-1',
        OwnerId: account,
        State: 'available',
        Options: { SecurityGroupReferencingSupport: 'enable' },
      },
    ],
    transitGatewayAttachments: attachments,
    transitGatewayVpcAttachments: attachments,
    transitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }],
    transitGatewayRoutes: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        Routes: attachments.map(({ TransitGatewayAttachmentId, ResourceId }, index) => ({
          DestinationCidrBlock: index === 0 ? '10.0.0.0/16' : '10.2.0.0/16',
          TransitGatewayAttachments: [{ TransitGatewayAttachmentId, ResourceId, ResourceType: 'vpc' }],
          Type: 'propagated',
          State: 'active',
        })),
      },
    ],
  });
}

/** The hub with a hosted zone in the first VPC that leads kms to the endpoint there. */
export function withHubZone(admitted: string): Facts {
  const target = 'vpce-0kms-abcd.kms.eu-west-1.vpce.amazonaws.com';
  const facts = withHub(admitted);
  const { hostedZonesByVpc = [], resourceRecordSets = [] } = zones([aws('kms'), alias(aws('kms'), target)]);
  return {
    ...facts,
    hostedZonesByVpc: [...hostedZonesByVpc, { ...otherVpc, HostedZoneSummaries: [] }],
    resourceRecordSets,
  };
}
