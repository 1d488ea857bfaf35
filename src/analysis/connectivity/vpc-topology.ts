import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Route, RouteTable, RouteTargetKind } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { effectiveRouteTable } from './effective-route-table.ts';

export interface TopologyNode {
  readonly id: string;
  readonly kind: 'subnet' | 'route-table' | 'local' | 'gateway' | 'endpoint';
  readonly name: string | null;
  readonly detail: string;
  readonly zone: string | null;
}

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

const targetNames: Readonly<Record<RouteTargetKind, string>> = {
  local: 'local route',
  'internet-gateway': 'internet gateway',
  'vpn-gateway': 'VPN gateway',
  'vpc-endpoint': 'endpoint',
  'nat-gateway': 'NAT gateway',
  'egress-only-internet-gateway': 'egress-only internet gateway',
  'transit-gateway': 'transit gateway',
  'vpc-peering': 'peering connection',
  'network-interface': 'network interface',
  'local-gateway': 'local gateway',
  'carrier-gateway': 'carrier gateway',
  'core-network': 'core network',
  unknown: 'unknown target',
};

/**
 * What stands in a VPC and where its route tables lead: each subnet to its effective table (R1-R4), each table to
 * the targets of its routes, the local route to the endpoints with interfaces. What was not collected is left out.
 */
export function vpcTopology(network: Network, vpc: Vpc, subnets: readonly Subnet[]): Topology {
  const nodes = new Map<string, TopologyNode>();
  const edges = new Map<string, { readonly from: string; readonly to: string }>();
  const add = (node: TopologyNode) => {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
  };
  const link = (from: string, to: string) => edges.set(`${from} ${to}`, { from, to });
  for (const subnet of subnets) {
    const { availabilityZone: zone, addresses } = subnet;
    const detail = addresses.known ? addresses.value.toCidrs().join(' ') : '';
    add({ ...nodeOf(subnet, 'subnet', detail), zone: zone.known ? zone.value : null });
    const table = effectiveRouteTable(network, subnet);
    if (!table.known) continue;
    link(subnet.id, table.value.id);
    addTable(network, table.value, add, link);
  }
  for (const endpoint of network.inVpc('vpcEndpoints', vpc).items) {
    add(endpointNode(endpoint));
    const { endpointType: type } = endpoint;
    const isLocal = type.known && type.value !== 'gateway' && type.value !== 'gateway-load-balancer';
    if (isLocal && nodes.has(localId)) link(localId, endpoint.id);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function addTable(
  network: Network,
  table: RouteTable,
  add: (node: TopologyNode) => void,
  link: (from: string, to: string) => void,
): void {
  const { routes } = table;
  const targets = new Map((routes.known ? routes.value : []).map((route) => [targetId(route), route]));
  add(nodeOf(table, 'route-table', `${routes.known ? routes.value.length : 'unknown'} routes`));
  for (const [id, { target }] of targets) {
    const endpoint = target.kind === 'vpc-endpoint' ? network.find('vpcEndpoints', id, table) : null;
    add(
      endpoint?.known && endpoint.value
        ? endpointNode(endpoint.value)
        : {
            id,
            kind: target.kind === 'local' ? 'local' : target.kind === 'vpc-endpoint' ? 'endpoint' : 'gateway',
            name: null,
            detail: targetNames[target.kind],
            zone: null,
          },
    );
    link(table.id, id);
  }
}

/** The local routes of all tables of a VPC are one thing. */
const localId = 'local';

function targetId({ target }: Route): string {
  return target.kind === 'local' ? localId : (target.id ?? 'unknown');
}

function endpointNode(endpoint: VpcEndpoint): TopologyNode {
  const { service, endpointType: type } = endpoint;
  const detail = `${service.known ? service.value.service : 'unknown service'}${type.known ? `, ${type.value}` : ''}`;
  return nodeOf(endpoint, 'endpoint', detail);
}

function nodeOf({ id, name }: Resource, kind: TopologyNode['kind'], detail: string): TopologyNode {
  return { id, kind, name, detail, zone: null };
}
