import { OpenValue } from '../../infrastructure-code/open-value.ts';
import type { Attributes } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';

/** The targets of a route: AWS's field, and the attribute and kind of id in Terraform. */
const targets = [
  ['GatewayId', 'gateway_id', idKinds.gateway],
  ['GatewayId', 'vpc_endpoint_id', idKinds.vpcEndpoint],
  ['NatGatewayId', 'nat_gateway_id', idKinds.natGateway],
  ['EgressOnlyInternetGatewayId', 'egress_only_gateway_id', idKinds.egressOnlyGateway],
  ['TransitGatewayId', 'transit_gateway_id', idKinds.transitGateway],
  ['VpcPeeringConnectionId', 'vpc_peering_connection_id', idKinds.peering],
  ['NetworkInterfaceId', 'network_interface_id', idKinds.networkInterface],
  ['InstanceId', 'instance_id', idKinds.instance],
  ['LocalGatewayId', 'local_gateway_id', idKinds.localGateway],
  ['CarrierGatewayId', 'carrier_gateway_id', idKinds.carrierGateway],
  ['CoreNetworkArn', 'core_network_arn', idKinds.coreNetwork],
] as const;

/** Where a route leads to, in AWS's field. @throws OpenValue where the code does not show it. */
export function routeTarget(route: Attributes): Readonly<Record<string, string>> {
  for (const [field, name, kind] of targets) {
    // Attributes that the provider fills in by itself say nothing about a route to come.
    if (!route.has(name) || route.isLeftToAws(name)) continue;
    const id = route.id(name, kind);
    if (id !== null) return { [field]: id };
  }
  throw new OpenValue('given without a target');
}

/** The destination of a route, which has other names in a table than in a resource of its own. */
export function routeDestination(route: Attributes): Readonly<Record<string, string>> {
  const fields = [
    ['DestinationCidrBlock', 'cidr_block'],
    ['DestinationCidrBlock', 'destination_cidr_block'],
    ['DestinationIpv6CidrBlock', 'ipv6_cidr_block'],
    ['DestinationIpv6CidrBlock', 'destination_ipv6_cidr_block'],
  ] as const;
  for (const [field, name] of fields) {
    if (route.isLeftToAws(name)) continue;
    const block = route.text(name);
    if (block !== null) return { [field]: block };
  }
  const list = route.id('destination_prefix_list_id', idKinds.prefixList);
  if (list === null) throw new OpenValue('given without a destination');
  return { DestinationPrefixListId: list };
}
