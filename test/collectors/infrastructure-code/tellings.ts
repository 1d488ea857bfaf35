import type { Fact } from '../../../src/model/fact.ts';
import type { Network } from '../../../src/model/network.ts';

/** What a network tells of each thing, in words that do not depend on ids and order; null where it is not known. */
export type Tellings = ReadonlyMap<string, string | null>;

/**
 * The same for what goes by its id, by its address in Terraform's code (`aws_vpc.vpc-1`) and by its logical id in a
 * template (`vpc1`): without the type of the resource, what an ARN has before a name that AWS gave, and hyphens.
 */
export function plain(text: string): string {
  return text
    .replaceAll(/arn:aws:elasticloadbalancing:[^"\s]*\//g, '')
    .replaceAll(/(?<=:)(?:key\/|secret:(?:[^"\s]*\/)?)/g, '')
    .replaceAll(/\b(?:data\.)?aws_\w+\.(?:n(?=\d))?([a-zA-Z0-9-]+)/g, '$1')
    .replaceAll(/(?<=[a-z])-(?=[a-z0-9])/gi, '');
}

/** Code says of no VPC that it has no hosted zones: other code may give it some. */
export function saysNothing(about: string, text: string | null): boolean {
  return text === null || (about.endsWith(' zones') && text === '[]');
}

function sorted(texts: readonly unknown[]): readonly string[] {
  return texts.map((text) => plain(JSON.stringify(text))).sort();
}

function withoutIndex(member: { readonly index: number }): unknown {
  return { ...member, index: undefined };
}

/** Each thing that infrastructure code can say, by what it is about; `name` gives the form in which ids are told. */
export function tellings(network: Network, name: (text: string) => string = plain): Tellings {
  const found = new Map<string, string | null>();
  const tell = <T>(about: string, fact: Fact<T>, show: (value: T) => unknown = (value) => value) => {
    found.set(name(about), fact.known ? name(JSON.stringify(show(fact.value))) : null);
  };
  const say = (about: string, value: unknown) => {
    found.set(name(about), value === null || value === undefined ? null : name(JSON.stringify(value)));
  };
  tellVpcs(network, tell, say);
  tellFilters(network, tell);
  tellEndpoints(network, tell);
  tellGateways(network, tell, say);
  tellTransit(network, tell, say);
  tellServices(network, tell, say);
  tellNames(network, tell, say);
  tellPolicies(network, tell);
  return found;
}

type Tell = <T>(about: string, fact: Fact<T>, show?: (value: T) => unknown) => void;
type Say = (about: string, value: unknown) => void;

function tellVpcs(network: Network, tell: Tell, say: Say): void {
  for (const vpc of network.all('vpcs')) {
    tell(`${vpc.id} cidrs`, vpc.cidrs, sorted);
    tell(`${vpc.id} DHCP options`, vpc.dhcpOptionsId);
  }
  for (const vpc of network.all('vpcAttributes')) {
    tell(`${vpc.id} support`, vpc.enableDnsSupport);
    tell(`${vpc.id} hostnames`, vpc.enableDnsHostnames);
  }
  for (const options of network.all('dhcpOptions')) tell(`${options.id} servers`, options.domainNameServers);
  for (const subnet of network.all('subnets')) {
    say(`${subnet.id} vpc`, subnet.vpcId);
    tell(`${subnet.id} addresses`, subnet.addresses, (set) => set.toCidrs());
    tell(`${subnet.id} zone`, subnet.availabilityZone);
  }
  const listNames = new Map(network.all('prefixLists').map(({ id, name }) => [id, name]));
  for (const table of network.all('routeTables')) {
    tell(`${table.id} routes`, table.routes, (routes) =>
      sorted(
        routes.map(({ destination, target, state }) => [
          // The list of a service goes by its name until its id is known.
          destination.kind === 'prefix-list'
            ? (listNames.get(destination.prefixListId) ?? destination.prefixListId)
            : destination,
          target.kind,
          target.id,
          state,
        ]),
      ),
    );
    tell(`${table.id} subnets`, table.associations, (associations) =>
      sorted(associations.flatMap(({ subnetId, state }) => (subnetId === null ? [] : [[subnetId, state]]))),
    );
    tell(`${table.id} is main`, table.associations, (associations) => associations.some(({ main }) => main));
  }
  for (const { instanceId, id, role, groupIds, subnetId } of network.all('networkInterfaces')) {
    if (instanceId === null) continue;
    tell(`${id} role`, role);
    tell(`${id} groups`, groupIds, sorted);
    tell(`${id} subnet`, subnetId);
  }
}

function tellFilters(network: Network, tell: Tell): void {
  for (const group of network.all('securityGroups')) {
    for (const direction of ['ingress', 'egress'] as const) {
      tell(`${group.id} ${direction}`, group[direction], (permissions) => [
        ...new Set(
          sorted(
            permissions.flatMap(({ protocol, ports, cidrs, prefixListIds, groups }) =>
              [...cidrs, ...prefixListIds, ...groups.map(({ groupId }) => groupId)].map((peer) => [
                protocol,
                ports.toString(),
                peer,
              ]),
            ),
          ),
        ),
      ]);
    }
  }
  for (const acl of network.all('networkAcls')) {
    tell(`${acl.id} subnets`, acl.subnetIds, sorted);
    tell(`${acl.id} entries`, acl.entries, (entries) =>
      sorted(
        entries.map(({ ruleNumber, egress, protocol, allow, cidr, ports, icmp }) => [
          ruleNumber,
          egress,
          protocol,
          allow,
          cidr,
          ports.toString(),
          icmp,
        ]),
      ),
    );
  }
}

function tellEndpoints(network: Network, tell: Tell): void {
  for (const endpoint of network.all('vpcEndpoints')) {
    tell(`${endpoint.id} type`, endpoint.endpointType);
    tell(`${endpoint.id} service`, endpoint.serviceName);
    tell(`${endpoint.id} state`, endpoint.state);
    tell(`${endpoint.id} tables`, endpoint.routeTableIds, sorted);
    tell(`${endpoint.id} subnets`, endpoint.subnetIds, sorted);
    tell(`${endpoint.id} groups`, endpoint.groupIds, sorted);
    tell(`${endpoint.id} private DNS`, endpoint.privateDnsEnabled);
    tell(`${endpoint.id} policy`, endpoint.policy);
    tell(`${endpoint.id} address type`, endpoint.ipAddressType);
  }
}

function tellGateways(network: Network, tell: Tell, say: Say): void {
  for (const gateway of network.all('internetGateways')) say(`${gateway.id} vpc`, gateway.vpcId);
  for (const gateway of network.all('vpnGateways')) say(`${gateway.id} vpc`, gateway.vpcId);
  for (const gateway of network.all('egressOnlyInternetGateways')) say(`${gateway.id} vpc`, gateway.vpcId);
  for (const nat of network.all('natGateways')) {
    tell(`${nat.id} subnet`, nat.subnetId);
    tell(`${nat.id} public`, nat.isPublic);
    tell(`${nat.id} state`, nat.state);
    say(`${nat.id} vpc`, nat.vpcId);
  }
  for (const list of network.all('prefixLists')) tell(`${list.name ?? list.id} blocks`, list.cidrs, sorted);
  for (const list of network.all('managedPrefixLists')) tell(`${list.id} name`, list.prefixListName);
  for (const list of network.all('managedPrefixListEntries')) tell(`${list.id} entries`, list.cidrs, sorted);
  for (const connection of network.all('vpnConnections')) {
    say(`${connection.id} VPN gateway`, connection.raw.VpnGatewayId);
    say(`${connection.id} transit gateway`, connection.raw.TransitGatewayId);
  }
  for (const gateway of network.all('customerGateways')) say(`${gateway.id} is there`, true);
  for (const gateway of network.all('directConnectGateways')) say(`${gateway.id} is there`, true);
  for (const log of network.all('flowLogs')) {
    tell(`${log.id} watches`, log.resourceId);
    tell(`${log.id} works`, log.works);
  }
}

function tellTransit(network: Network, tell: Tell, say: Say): void {
  for (const peering of network.all('vpcPeeringConnections')) {
    tell(`${peering.id} status`, peering.status);
    for (const side of ['requester', 'accepter'] as const) {
      tell(`${peering.id} ${side}`, peering[side], ({ vpcId, account, region }) => [vpcId, account, region]);
    }
  }
  for (const gateway of network.all('transitGateways')) {
    tell(`${gateway.id} references`, gateway.supportsGroupReferences);
  }
  for (const attachment of network.all('transitGatewayVpcAttachments')) {
    say(`${attachment.id} vpc`, attachment.vpcId);
    tell(`${attachment.id} gateway`, attachment.transitGatewayId);
    tell(`${attachment.id} subnets`, attachment.subnetIds, sorted);
    tell(`${attachment.id} state`, attachment.state);
    for (const option of [
      'ApplianceModeSupport',
      'Ipv6Support',
      'SecurityGroupReferencingSupport',
    ] as const) {
      tell(`${attachment.id} ${option}`, attachment.supports(option));
    }
  }
  for (const table of network.all('transitGatewayRouteTables')) {
    tell(`${table.id} gateway`, table.transitGatewayId);
  }
  for (const table of network.all('transitGatewayRouteTableAssociations')) {
    tell(`${table.id} associations`, table.associations, (all) => sorted(all.map(withoutIndex)));
  }
  for (const table of network.all('transitGatewayRouteTablePropagations')) {
    tell(`${table.id} propagations`, table.propagations, (all) => sorted(all.map(withoutIndex)));
  }
  for (const table of network.all('transitGatewayRoutes')) {
    tell(`${table.id} routes`, table.routes, (all) => sorted(all.map(withoutIndex)));
  }
}

function tellServices(network: Network, tell: Tell, say: Say): void {
  for (const service of network.all('vpcEndpointServiceConfigurations')) {
    tell(`${service.id} acceptance`, service.acceptanceRequired);
    tell(`${service.id} state`, service.state);
    tell(`${service.id} balancers`, service.loadBalancerArns, sorted);
    tell(`${service.id} address types`, service.ipAddressTypes);
    tell(`${service.id} private name`, service.privateDnsName);
    tell(`${service.id} Regions`, service.supportedRegions);
  }
  for (const service of network.all('vpcEndpointServicePermissions')) {
    tell(`${service.id} principals`, service.principals, sorted);
  }
  for (const each of network.all('vpcEndpointConnectionNotifications')) {
    tell(`${each.id} service`, each.serviceId);
    tell(`${each.id} tells of requests`, each.tellsOfRequests);
  }
  for (const balancer of network.all('loadBalancers')) {
    say(`${balancer.id} vpc`, balancer.vpcId);
    say(`${balancer.id} type`, balancer.raw.Type);
    tell(`${balancer.id} state`, balancer.state);
    tell(`${balancer.id} zones`, balancer.zones, sorted);
    tell(`${balancer.id} address type`, balancer.ipAddressType);
    tell(`${balancer.id} groups`, balancer.groupIds);
    tell(`${balancer.id} filters endpoints`, balancer.filtersEndpoints);
  }
  for (const balancer of network.all('loadBalancerAttributes')) {
    tell(`${balancer.id} crosses zones`, balancer.crossesZones);
  }
  for (const listener of network.all('listeners')) {
    tell(`${listener.id} balancer`, listener.loadBalancerArn);
    tell(`${listener.id} port`, listener.port);
    tell(`${listener.id} protocol`, listener.protocol);
    tell(`${listener.id} targets`, listener.targetGroupArns, sorted);
  }
  for (const group of network.all('targetGroups')) {
    say(`${group.id} vpc`, group.vpcId);
    say(`${group.id} target port`, group.raw.Port);
    say(`${group.id} target type`, group.raw.TargetType);
    tell(`${group.id} protocol`, group.protocol);
  }
  for (const group of network.all('targetGroupAttributes')) {
    tell(`${group.id} crosses zones`, group.crossesZones);
  }
}

function tellNames(network: Network, tell: Tell, say: Say): void {
  for (const zone of network.all('hostedZones')) {
    tell(`${zone.id} domain`, zone.domain);
    tell(`${zone.id} is private`, zone.isPrivate);
  }
  for (const vpc of network.all('hostedZonesByVpc')) tell(`${vpc.id} zones`, vpc.zones, sorted);
  for (const zone of network.all('resourceRecordSets')) {
    tell(`${zone.id} records`, zone.recordSets, (all) => sorted(all.map(withoutIndex)));
  }
  for (const endpoint of network.all('resolverEndpoints')) {
    say(`${endpoint.id} vpc`, endpoint.vpcId);
    tell(`${endpoint.id} is inbound`, endpoint.isInbound);
    tell(`${endpoint.id} groups`, endpoint.groupIds);
  }
  for (const rule of network.all('resolverRules')) {
    tell(`${rule.id} type`, rule.ruleType);
    tell(`${rule.id} domain`, rule.domain);
    tell(`${rule.id} targets`, rule.targets, sorted);
    tell(`${rule.id} endpoint`, rule.resolverEndpointId);
    say(`${rule.id} name`, rule.name);
  }
  for (const association of network.all('resolverRuleAssociations')) {
    say(`${association.id} vpc`, association.vpcId);
    tell(`${association.id} rule`, association.resolverRuleId);
    tell(`${association.id} in effect`, association.isInEffect);
  }
  for (const association of network.all('profileAssociations')) {
    say(`${association.id} vpc`, association.vpcId);
    tell(`${association.id} profile`, association.profileId);
    tell(`${association.id} in effect`, association.isInEffect);
  }
}

function tellPolicies(network: Network, tell: Tell): void {
  for (const policy of network.all('bucketPolicies')) tell(`${policy.id} policy`, policy.policy);
  for (const policy of network.all('resourcePolicies')) tell(`${policy.id} policy`, policy.policy);
  for (const role of network.all('roles')) {
    tell(`${role.id} inline`, role.inlinePolicies);
    tell(`${role.id} attached`, role.attachedPolicies);
    tell(`${role.id} boundary`, role.permissionsBoundary);
  }
  for (const policy of network.all('managedPolicies')) tell(`${policy.id} policy`, policy.inForce);
}
