import type { RawItem } from '../../model/snapshot.ts';
import { addMember, type DeclaredItem, leaveOpen, membersOf, notWritten } from './declared-item.ts';
import { type DeclaredItems, textOf } from './declared-items.ts';

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

/** Whether a table has a route to the same destination. */
export function hasRoute(item: DeclaredItem, route: RawItem): boolean {
  return (membersOf(item, 'Routes') ?? []).some((other) =>
    destinations.every((field) => (other as RawItem)[field] === route[field]),
  );
}

/** Which routes a VPN gateway propagates is nothing that code shows (R15). */
export function leavePropagatedOpen(items: DeclaredItems): void {
  for (const item of items.ofFamily('routeTables')) {
    const reason = item.open.get('PropagatingVgws');
    if (reason !== undefined) leaveOpen(item, 'Routes', `not known while its VPN gateways are ${reason}`);
    else if ((membersOf(item, 'PropagatingVgws') ?? []).length > 0) {
      leaveOpen(item, 'Routes', 'not all in the code: a VPN gateway propagates routes to it');
    }
  }
}

/** Every table has a route to each block of its VPC (R6), which code does not write. */
export function addLocalRoutes(items: DeclaredItems): void {
  for (const item of items.ofFamily('routeTables').filter((table) => !table.isElsewhere)) {
    const vpc = items.find('vpcs', textOf(item, 'VpcId'));
    const blocks = ['CidrBlockAssociationSet', 'Ipv6CidrBlockAssociationSet'] as const;
    if (!vpc || textOf(vpc, 'CidrBlock') === '' || blocks.some((field) => vpc.open.has(field))) {
      leaveOpen(item, 'Routes', 'not all in the code: the blocks of its VPC are not');
      continue;
    }
    const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' } as const;
    const primary = { CidrBlock: vpc.fields.get('CidrBlock') };
    for (const association of [primary, ...blocks.flatMap((field) => membersOf(vpc, field) ?? [])]) {
      const { CidrBlock, Ipv6CidrBlock } = association as RawItem;
      const isIpv4 = typeof CidrBlock === 'string';
      if (!isIpv4 && typeof Ipv6CidrBlock !== 'string') continue;
      const route = isIpv4
        ? { DestinationCidrBlock: CidrBlock, ...local }
        : { DestinationIpv6CidrBlock: Ipv6CidrBlock, ...local };
      if (!hasRoute(item, route)) addMember(item, 'Routes', route, item.place);
    }
  }
}

/**
 * A gateway endpoint puts a route to its service's prefix list into each of its tables (G1). `prefixListOf` gives
 * the id of the list; null where it is not known.
 */
export function addEndpointRoutes(
  items: DeclaredItems,
  endpoint: DeclaredItem,
  prefixListOf: () => string | null,
): void {
  const type = endpoint.open.get('VpcEndpointType');
  if (type !== undefined && endpoint.fields.get('RouteTableIds') !== undefined) {
    leaveTablesOpen(items, endpoint, type);
  }
  if (endpoint.fields.get('VpcEndpointType') !== 'Gateway') return;
  const reason = endpoint.open.get('RouteTableIds');
  if (reason !== undefined && reason !== notWritten) {
    leaveTablesOpen(items, endpoint, reason);
    return;
  }
  const list = prefixListOf();
  for (const [index, id] of (membersOf(endpoint, 'RouteTableIds') ?? []).entries()) {
    const table = items.find('routeTables', String(id));
    if (!table) continue;
    if (list === null) {
      leaveOpen(table, 'Routes', `not known: the service of ${endpoint.id} is not`);
      continue;
    }
    const route = {
      DestinationPrefixListId: list,
      GatewayId: endpoint.id,
      Origin: 'CreateRoute',
      State: 'active',
    };
    const place = endpoint.parts.get(`/RouteTableIds/${index}`) ?? endpoint.place;
    addMember(table, 'Routes', route, place);
  }
}

function leaveTablesOpen(items: DeclaredItems, endpoint: DeclaredItem, reason: string): void {
  for (const table of items.ofFamily('routeTables')) {
    if (table.fields.get('VpcId') !== endpoint.fields.get('VpcId')) continue;
    leaveOpen(table, 'Routes', `not known while the tables of ${endpoint.id} are ${reason}`);
  }
}
