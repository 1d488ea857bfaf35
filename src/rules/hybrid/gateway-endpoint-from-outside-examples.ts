import type { RawItem } from '../../model/snapshot.ts';
import {
  account,
  base,
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  region,
  route,
  routeTable,
  subnet,
  vpc,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const otherLocal: RawItem = { DestinationCidrBlock: '10.2.0.0/16', GatewayId: 'local', State: 'active' };

/** The other VPC's table, by which its subnets and what enters through them leave. */
function otherTable(...routes: readonly RawItem[]): RawItem {
  return { ...routeTable('rtb-hub', []), VpcId: 'vpc-hub', Routes: [otherLocal, ...routes] };
}

const hubEndpoint = gatewayEndpoint('s3', ['rtb-hub'], { VpcId: 'vpc-hub' });

const peering: RawItem = {
  VpcPeeringConnectionId: 'pcx-1',
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region },
  AccepterVpcInfo: { VpcId: 'vpc-hub', OwnerId: account, Region: region },
  Status: { Code: 'active' },
};

function attachment(id: string, vpcId: string): RawItem {
  return {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: 'tgw-1',
    ResourceType: 'vpc',
    ResourceId: vpcId,
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  };
}

/** vpc-1 beside vpc-hub, which has an S3 gateway endpoint; both are peered and on one transit gateway. */
function besideHub(routes: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcs: [vpc(), vpc({ VpcId: 'vpc-hub', CidrBlock: '10.2.0.0/16' })],
    subnets: [...(base.subnets ?? []), subnet('subnet-hub', '10.2.1.0/24', 'a', { VpcId: 'vpc-hub' })],
    routeTables: [routeTable('rtb-main', [], routes), otherTable(route('pl-s3', 'vpce-1'))],
    vpcEndpoints: [hubEndpoint],
    vpcPeeringConnections: [peering],
    transitGatewayAttachments: [attachment('tgw-attach-1', 'vpc-1'), attachment('tgw-attach-hub', 'vpc-hub')],
    transitGatewayVpcAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-hub',
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-hub',
        SubnetIds: ['subnet-hub'],
        State: 'available',
      },
    ],
    transitGatewayRoutes: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        Routes: [
          {
            DestinationCidrBlock: '0.0.0.0/0',
            TransitGatewayAttachments: [
              {
                TransitGatewayAttachmentId: 'tgw-attach-hub',
                ResourceId: 'vpc-hub',
                ResourceType: 'vpc',
              },
            ],
            Type: 'static',
            State: 'active',
          },
        ],
      },
    ],
    ...changes,
  });
}

const listToPeer = [route('pl-s3', 'pcx-1')];
const listToTransitGateway = [route('pl-s3', 'tgw-1')];

export const examples: readonly RuleExample[] = [
  {
    title: "The service's prefix list leads to a peer with a gateway endpoint",
    facts: besideHub(listToPeer),
    findings: [
      {
        resource: 'rtb-main',
        affected: ['subnet-a', 'subnet-b'],
        message: 'traffic to s3 through pcx-1 to vpc-hub',
      },
    ],
  },
  {
    title: "One of the service's blocks leads to the peer",
    facts: besideHub([route('203.0.113.0/25', 'pcx-1'), route('0.0.0.0/0', 'nat-1')]),
    findings: [{ resource: 'rtb-main', message: '128 of the 384 addresses of s3' }],
  },
  {
    title: 'A transit gateway brings the packets to the route of a gateway endpoint',
    facts: besideHub(listToTransitGateway),
    findings: [{ resource: 'rtb-main', message: 'through tgw-1 to vpc-hub' }],
  },
  {
    title: 'Nothing that uses the route is known',
    facts: without(besideHub(listToPeer), 'networkInterfaces'),
    findings: [{ resource: 'rtb-main', severity: 'warning' }],
  },
  {
    title: 'Only a default route leads there, as for central egress',
    facts: besideHub([route('0.0.0.0/0', 'tgw-1')]),
  },
  {
    title: 'The other VPC sends what arrives through NAT',
    facts: besideHub(listToTransitGateway, {
      routeTables: [
        routeTable('rtb-main', [], listToTransitGateway),
        otherTable(route('0.0.0.0/0', 'nat-1')),
      ],
    }),
  },
  {
    title: 'A route to a network of the user, and one to more than the service',
    facts: besideHub([route('10.2.0.0/16', 'pcx-1'), route('198.51.0.0/16', 'tgw-1')]),
  },
  {
    title: "The VPC's own gateway endpoint takes the traffic",
    facts: besideHub([route('pl-s3', 'vpce-2'), route('198.51.0.0/16', 'pcx-1')], {
      vpcEndpoints: [hubEndpoint, gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-2' })],
    }),
  },
  {
    title: "The service's names lead to an interface endpoint",
    facts: besideHub(listToPeer, {
      vpcEndpoints: [hubEndpoint, interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
    }),
  },
  {
    title: 'The other VPC has no gateway endpoint',
    facts: besideHub(listToPeer, { vpcEndpoints: [] }),
  },
  {
    title: 'The table serves no subnet',
    facts: besideHub([], {
      routeTables: [
        routeTable('rtb-main', []),
        { ...routeTable('rtb-idle', [], listToPeer), Associations: [] },
        otherTable(),
      ],
    }),
  },
  {
    title: "The peer's account was not collected",
    facts: besideHub(listToPeer, {
      vpcEndpoints: [],
      vpcPeeringConnections: [
        { ...peering, AccepterVpcInfo: { VpcId: 'vpc-hub', OwnerId: '444455556666', Region: region } },
      ],
    }),
    undecided: [{ resource: 'rtb-main', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'The routes of the transit gateway were not collected',
    facts: without(besideHub(listToTransitGateway), 'transitGatewayRoutes'),
    undecided: [{ resource: 'rtb-main', missing: ['transitGatewayRoutes'] }],
  },
  {
    title: "The service's addresses are not known",
    facts: without(besideHub(listToPeer), 'prefixLists'),
    undecided: [{ resource: 'rtb-main', missing: ['prefixLists'] }],
  },
];
