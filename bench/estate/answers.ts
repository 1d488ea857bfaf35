import type { AnswerLists } from '../json-writer.ts';
import { vpcEndpointItems } from './endpoint-items.ts';
import {
  connectionNotificationItems,
  endpointConnectionItems,
  listenerItems,
  loadBalancerItems,
  loadBalancingAnswers,
  providers,
  serviceConfigurationItems,
  servicePermissionsAnswer,
  targetGroupItems,
} from './endpoint-service-items.ts';
import type { Home } from './home.ts';
import { networkInterfaceItems, reservationItems } from './interface-items.ts';
import {
  type Item,
  internetGatewayItems,
  natGatewayItems,
  networkAclItems,
  routeTableItems,
  subnetItems,
  vpcAttributeAnswers,
  vpcItems,
} from './network-items.ts';
import type { VpcPlan } from './plan.ts';
import { securityGroupItems } from './security-group-items.ts';
import {
  blockPublicAccessAnswer,
  bucketPolicyAnswer,
  dhcpOptionsItems,
  hostedZonesAnswer,
  managedPrefixListsAnswer,
  officeEntriesAnswer,
  peeringItems,
  prefixListItems,
  recordSetsAnswer,
  secretPolicyAnswer,
  serviceDetailItems,
} from './shared-items.ts';
import {
  type TransitPlan,
  transitGatewayAttachmentItems,
  transitGatewayItems,
  transitGatewayPeeringAttachmentItems,
  transitGatewayRoutesAnswer,
  transitGatewayRouteTableItems,
  transitGatewayVpcAttachmentItems,
} from './transit.ts';

/** The VPCs of one home, and the transit gateway of its region. */
export interface HomePlan {
  readonly home: Home;
  readonly vpcs: readonly VpcPlan[];
  readonly transit: TransitPlan;
}

/** Calls that find nothing in this estate: an empty answer is an answer too. */
const emptyAnswers = [
  'EgressOnlyInternetGateways',
  'VpnGateways',
  'CustomerGateways',
  'VpnConnections',
  'SecurityGroupVpcAssociations',
  'ProfileAssociations',
  'ResolverEndpoints',
  'ResolverRules',
  'ResolverRuleAssociations',
  'FlowLogs',
] as const;

/** The answers that hold lists. Nothing that a verdict needs is missing from them and `otherAnswers`. */
export function answerLists({ home, vpcs, transit }: HomePlan): AnswerLists {
  return [
    ['Vpcs', each(vpcs, vpcItems)],
    ['Subnets', each(vpcs, subnetItems)],
    ['RouteTables', each(vpcs, routeTableItems)],
    ['NetworkAcls', each(vpcs, networkAclItems)],
    ['SecurityGroups', each(vpcs, securityGroupItems)],
    ['VpcEndpoints', each(vpcs, vpcEndpointItems)],
    ['NetworkInterfaces', each(vpcs, networkInterfaceItems)],
    ['Reservations', each(vpcs, reservationItems)],
    ['InternetGateways', each(vpcs, internetGatewayItems)],
    ['NatGateways', each(vpcs, natGatewayItems)],
    ['DhcpOptions', dhcpOptionsItems(home)],
    ['PrefixLists', prefixListItems(home)],
    ['ServiceDetails', serviceDetailItems(home)],
    ['ServiceConfigurations', each(providers(vpcs), serviceConfigurationItems)],
    ['VpcEndpointConnections', each(providers(vpcs), endpointConnectionItems)],
    ['ConnectionNotificationSet', each(providers(vpcs), connectionNotificationItems)],
    ['LoadBalancers', each(providers(vpcs), loadBalancerItems)],
    ['Listeners', each(providers(vpcs), listenerItems)],
    ['TargetGroups', each(providers(vpcs), targetGroupItems)],
    ['VpcPeeringConnections', peeringItems(vpcs)],
    ['TransitGateways', transitGatewayItems(transit)],
    ['TransitGatewayAttachments', transitGatewayAttachmentItems(home, transit)],
    ['TransitGatewayVpcAttachments', transitGatewayVpcAttachmentItems(home, transit)],
    ['TransitGatewayPeeringAttachments', transitGatewayPeeringAttachmentItems(home, transit)],
    ['TransitGatewayRouteTables', transitGatewayRouteTableItems(home, transit)],
    ...emptyAnswers.map((key) => [key, []] as const),
  ];
}

/** The answers of calls that ask about one thing each. */
export function* otherAnswers({ home, vpcs, transit }: HomePlan): Iterable<Item> {
  yield* each(vpcs, vpcAttributeAnswers);
  for (const vpc of vpcs) yield hostedZonesAnswer(vpc);
  for (const vpc of providers(vpcs)) yield servicePermissionsAnswer(vpc);
  yield* each(providers(vpcs), loadBalancingAnswers);
  yield recordSetsAnswer(home);
  yield blockPublicAccessAnswer(home);
  yield managedPrefixListsAnswer(home);
  yield officeEntriesAnswer(home);
  if (home === transit.owner) yield transitGatewayRoutesAnswer(transit);
  yield bucketPolicyAnswer();
  yield secretPolicyAnswer(home);
}

function* each(vpcs: readonly VpcPlan[], itemsOf: (vpc: VpcPlan) => readonly Item[]): Iterable<Item> {
  for (const vpc of vpcs) yield* itemsOf(vpc);
}
