import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

export interface GatewayTable {
  /** Null where none is associated, as far as the tables are known. */
  readonly table: RouteTable | null;
  /** What hides that one is. */
  readonly missing: readonly MissingFact[];
}

/** The route table that is associated with a gateway at the edge of a VPC: it routes what the gateway brings (R4, R20). */
export function gatewayRouteTable(network: Network, vpc: Vpc, gatewayId: string): GatewayTable {
  const { byGateway, changing, missing } = network.memoOf(vpc, 'gateway route tables', () =>
    tablesByGateway(network, vpc),
  );
  const table = byGateway.get(gatewayId) ?? null;
  if (!table) return { table, missing };
  const isChanging = changing.has(gatewayId);
  const reason = `the route table of ${gatewayId} is being changed`;
  return { table, missing: isChanging ? [...missing, vpc.missing(reason, 'routeTables')] : [] };
}

interface TablesByGateway {
  readonly byGateway: ReadonlyMap<string, RouteTable>;
  /** Gateways whose association is under way (R3). */
  readonly changing: ReadonlySet<string>;
  readonly missing: readonly MissingFact[];
}

function tablesByGateway(network: Network, vpc: Vpc): TablesByGateway {
  const tables = network.inVpc('routeTables', vpc);
  const byGateway = new Map<string, RouteTable>();
  const changing = new Set<string>();
  const missing: MissingFact[] = [...tables.missing];
  for (const table of tables.items) {
    const { associations } = table;
    if (!associations.known) {
      missing.push(...associations.missing);
      continue;
    }
    for (const { gatewayId, state } of associations.value) {
      if (gatewayId === null) continue;
      byGateway.set(gatewayId, table);
      if (state !== 'associated') changing.add(gatewayId);
    }
  }
  return { byGateway, changing, missing };
}
