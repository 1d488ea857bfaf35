import { join } from 'node:path';
import { vpcEndpointItems } from './estate/endpoint-items.ts';
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
} from './estate/endpoint-service-items.ts';
import { type SeededFinding, seededFindings } from './estate/faults.ts';
import { networkInterfaceItems, reservationItems } from './estate/interface-items.ts';
import {
  type Item,
  internetGatewayItems,
  natGatewayItems,
  networkAclItems,
  routeTableItems,
  subnetItems,
  vpcAttributeAnswers,
  vpcItems,
} from './estate/network-items.ts';
import { planVpcs, type VpcPlan } from './estate/plan.ts';
import { securityGroupItems } from './estate/security-group-items.ts';
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
  transitGatewayAttachmentItems,
  transitGatewayItems,
  transitGatewayRoutesAnswer,
  transitGatewayRouteTableItems,
  transitGatewayVpcAttachmentItems,
} from './estate/shared-items.ts';
import { type AnswerLists, writeAnswers } from './json-writer.ts';

export interface GeneratedEstate {
  readonly path: string;
  readonly seeded: readonly SeededFinding[];
}

/** Calls that find nothing in this estate: an empty answer is an answer too. */
const emptyAnswers = [
  'EgressOnlyInternetGateways',
  'VpnGateways',
  'CustomerGateways',
  'VpnConnections',
  'TransitGatewayPeeringAttachments',
  'SecurityGroupVpcAssociations',
  'ProfileAssociations',
  'ResolverEndpoints',
  'ResolverRules',
  'ResolverRuleAssociations',
  'FlowLogs',
] as const;

/**
 * Writes a file with answers of the AWS CLI about an account and region with that many VPCs, each with 6
 * subnets, 60 interfaces and 7 endpoints. Nothing that a verdict needs is missing, and what is wrong with
 * it is known: the findings that a run must give come back. The same seed gives the same bytes.
 */
export function generateEstate(folder: string, vpcCount: number, seed: number): GeneratedEstate {
  const vpcs = planVpcs(vpcCount, seed);
  const path = join(folder, 'estate.json');
  writeAnswers(path, answerLists(vpcs), otherAnswers(vpcs));
  return { path, seeded: seededFindings(vpcs) };
}

function answerLists(vpcs: readonly VpcPlan[]): AnswerLists {
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
    ['DhcpOptions', dhcpOptionsItems()],
    ['PrefixLists', prefixListItems()],
    ['ServiceDetails', serviceDetailItems()],
    ['ServiceConfigurations', each(providers(vpcs), serviceConfigurationItems)],
    ['VpcEndpointConnections', each(providers(vpcs), endpointConnectionItems)],
    ['ConnectionNotificationSet', each(providers(vpcs), connectionNotificationItems)],
    ['LoadBalancers', each(providers(vpcs), loadBalancerItems)],
    ['Listeners', each(providers(vpcs), listenerItems)],
    ['TargetGroups', each(providers(vpcs), targetGroupItems)],
    ['VpcPeeringConnections', peeringItems(vpcs)],
    ['TransitGateways', transitGatewayItems()],
    ['TransitGatewayAttachments', transitGatewayAttachmentItems(vpcs)],
    ['TransitGatewayVpcAttachments', transitGatewayVpcAttachmentItems(vpcs)],
    ['TransitGatewayRouteTables', transitGatewayRouteTableItems()],
    ...emptyAnswers.map((key) => [key, []] as const),
  ];
}

/** The answers of calls that ask about one thing each. */
function* otherAnswers(vpcs: readonly VpcPlan[]): Iterable<Item> {
  yield* each(vpcs, vpcAttributeAnswers);
  for (const vpc of vpcs) yield hostedZonesAnswer(vpc);
  for (const vpc of providers(vpcs)) yield servicePermissionsAnswer(vpc);
  yield* each(providers(vpcs), loadBalancingAnswers);
  yield recordSetsAnswer();
  yield blockPublicAccessAnswer();
  yield managedPrefixListsAnswer();
  yield officeEntriesAnswer();
  yield transitGatewayRoutesAnswer(vpcs);
  yield bucketPolicyAnswer();
  yield secretPolicyAnswer();
}

function* each(vpcs: readonly VpcPlan[], itemsOf: (vpc: VpcPlan) => readonly Item[]): Iterable<Item> {
  for (const vpc of vpcs) yield* itemsOf(vpc);
}
