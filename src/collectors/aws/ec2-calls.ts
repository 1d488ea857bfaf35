import type { RawItem } from '../../model/snapshot.ts';
import { type Answer, type Call, collects, fieldOf, isItem, listOf, textsIn, tokens } from './call.ts';

const byVpc = ['Filters', 'vpc-id'] as const;
const byAttachedVpc = ['Filters', 'attachment.vpc-id'] as const;

/** A search needs a filter: these two types are all that there are. */
const everyRoute = [{ Filters: [{ Name: 'type', Values: ['static', 'propagated'] }] }];

const perTable = {
  subjects: {
    ...fieldOf('transitGatewayRouteTables', 'TransitGatewayRouteTableId'),
    parameter: 'TransitGatewayRouteTableId',
  },
  pages: tokens(1000),
};

const perService = {
  ...fieldOf('vpcEndpointServiceConfigurations', 'ServiceId'),
  parameter: 'ServiceId',
};

/** The operations of EC2: what a VPC is made of, in one account and region. */
export const ec2Calls: readonly Call[] = [
  collects('vpcs', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('vpcAttributes', {
    subjects: { ...fieldOf('vpcs', 'VpcId'), parameter: 'VpcId' },
    parameters: [{ Attribute: 'enableDnsSupport' }, { Attribute: 'enableDnsHostnames' }],
    items: vpcAttribute,
  }),
  collects('subnets', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('routeTables', { pages: tokens(100), vpcFilter: byVpc }),
  collects('prefixLists', { pages: tokens(1000) }),
  collects('managedPrefixLists', { pages: tokens(100) }),
  collects('managedPrefixListEntries', {
    subjects: {
      of: ['managedPrefixLists', 'prefixLists'],
      ids: (itemsOf) => {
        const known = itemsOf('prefixLists').filter(({ Cidrs }) => Array.isArray(Cidrs) && Cidrs.length > 0);
        const shown = new Set(textsIn(known, 'PrefixListId'));
        return textsIn(itemsOf('managedPrefixLists'), 'PrefixListId').filter((id) => !shown.has(id));
      },
      parameter: 'PrefixListId',
      query: 'PrefixLists[].PrefixListId',
    },
    pages: tokens(100),
  }),
  collects('securityGroups', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('securityGroupVpcAssociations', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('networkAcls', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('vpcEndpoints', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('vpcEndpointAssociations', { pages: tokens(100) }),
  collects('vpcEndpointServices', { pages: tokens(1000) }),
  collects('vpcEndpointServiceConfigurations', { pages: tokens(1000) }),
  collects('vpcEndpointServicePermissions', { subjects: perService, pages: tokens(1000) }),
  collects('vpcEndpointConnections', { pages: tokens(1000) }),
  collects('vpcEndpointConnectionNotifications', { pages: tokens(1000) }),
  collects('networkInterfaces', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('instances', { pages: tokens(1000), vpcFilter: byVpc, items: instancesOf }),
  collects('natGateways', { pages: tokens(1000), vpcFilter: ['Filter', 'vpc-id'] }),
  collects('internetGateways', { pages: tokens(1000), vpcFilter: byAttachedVpc }),
  collects('egressOnlyInternetGateways', { pages: tokens(255) }),
  collects('vpnGateways', { vpcFilter: byAttachedVpc }),
  collects('customerGateways'),
  collects('vpnConnections', {
    withoutSecrets: [
      'VpnConnectionId',
      'CustomerGatewayId',
      'VpnGatewayId',
      'TransitGatewayId',
      'Type',
      'Category',
      'State',
      'Routes',
      'Tags',
    ],
  }),
  collects('vpcPeeringConnections', { pages: tokens(1000) }),
  collects('transitGateways', { pages: tokens(1000) }),
  collects('transitGatewayAttachments', { pages: tokens(1000) }),
  collects('transitGatewayVpcAttachments', { pages: tokens(1000), vpcFilter: byVpc }),
  collects('transitGatewayPeeringAttachments', { pages: tokens(1000) }),
  collects('transitGatewayRouteTables', { pages: tokens(1000) }),
  collects('transitGatewayRouteTableAssociations', perTable),
  collects('transitGatewayRouteTablePropagations', perTable),
  collects('transitGatewayRoutes', { ...perTable, parameters: everyRoute, items: routesOf }),
  collects('dhcpOptions', { pages: tokens(1000) }),
  collects('flowLogs', { pages: tokens(1000) }),
  collects('availabilityZones'),
  collects('addresses'),
  collects('vpcBlockPublicAccessOptions', { items: blockPublicAccess }),
  collects('vpcBlockPublicAccessExclusions', { pages: tokens(1000) }),
  collects('vpcEncryptionControls', { pages: tokens(1000) }),
];

/** One attribute of a VPC; the two answers about it become one item. */
function vpcAttribute(answer: Answer, VpcId: string): readonly RawItem[] {
  const known = ['EnableDnsSupport', 'EnableDnsHostnames'].filter((name) => isItem(answer[name]));
  return [{ VpcId, ...Object.fromEntries(known.map((name) => [name, answer[name]])) }];
}

/** The account that owns an instance stands beside it, on the reservation. */
function instancesOf(answer: Answer): readonly RawItem[] {
  return listOf('Reservations')(answer).flatMap(({ OwnerId, Instances }) =>
    listOf('Instances')({ Instances }).map((instance) => ({ OwnerId, ...instance })),
  );
}

function routesOf(answer: Answer, TransitGatewayRouteTableId: string): readonly RawItem[] {
  const isCut = answer['AdditionalRoutesAvailable'] === true && typeof answer['NextToken'] !== 'string';
  return [
    {
      TransitGatewayRouteTableId,
      Routes: listOf('Routes')(answer),
      ...(isCut ? { AdditionalRoutesAvailable: true } : {}),
    },
  ];
}

function blockPublicAccess({ VpcBlockPublicAccessOptions: options }: Answer): readonly RawItem[] {
  return isItem(options) ? [options] : [];
}
