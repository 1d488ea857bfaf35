import {
  complete,
  type Fact,
  flatMap,
  known,
  type Listing,
  type MissingFact,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

interface Associations {
  /** Explicit associations that stand, by subnet. */
  readonly bySubnet: ReadonlyMap<string, RouteTable>;
  /** Subnets whose association is under way (R3). */
  readonly changing: ReadonlySet<string>;
  readonly main: RouteTable | null;
  readonly missing: readonly MissingFact[];
}

/** Which table serves which subnet of a VPC, read off the tables' associations (R1-R4). */
function associationsIn(network: Network, vpc: Vpc): Associations {
  return network.memo(`route table associations of ${vpc.id}`, () => {
    const tables = network.inVpc('routeTables', vpc);
    const bySubnet = new Map<string, RouteTable>();
    const changing = new Set<string>();
    const missing: MissingFact[] = [...tables.missing];
    let main: RouteTable | null = null;
    for (const table of tables.items) {
      const associations = table.associations;
      if (!associations.known) {
        missing.push(...associations.missing);
        continue;
      }
      for (const { subnetId, main: isMain, state } of associations.value) {
        if (isMain) main = table;
        if (subnetId === null) continue;
        if (state === 'associated') bySubnet.set(subnetId, table);
        else changing.add(subnetId);
      }
    }
    return { bySubnet, changing, main, missing };
  });
}

/** The table that routes for a subnet: the one associated explicitly, else the VPC's main table (R1). */
export function effectiveRouteTable(network: Network, subnet: Subnet): Fact<RouteTable> {
  if (subnet.vpcId === null) return unknown(subnet.missing(`no VpcId on ${subnet.id}`));
  return flatMap(network.answerFor('vpcs', subnet.vpcId, subnet), (vpc) => {
    const { bySubnet, changing, main, missing } = associationsIn(network, vpc);
    if (changing.has(subnet.id)) {
      return unknown(subnet.missing(`the route table of ${subnet.id} is being changed`, 'routeTables'));
    }
    const explicit = bySubnet.get(subnet.id);
    if (explicit) return known(explicit);
    if (missing.length > 0) return unknown(...missing);
    return main ? known(main) : unknown(vpc.missing(`no main route table of ${vpc.id}`, 'routeTables'));
  });
}

/** The main route table of a VPC. */
export function mainRouteTable(network: Network, vpc: Vpc): Fact<RouteTable> {
  const { main, missing } = associationsIn(network, vpc);
  if (main) return known(main);
  if (missing.length > 0) return unknown(...missing);
  return unknown(vpc.missing(`no main route table of ${vpc.id}`, 'routeTables'));
}

/**
 * The ids of the subnets that a table serves. Explicit associations name theirs; those that the main
 * table serves implicitly are known only where the VPC's subnets are.
 */
export function servedSubnetIds(network: Network, vpc: Vpc, table: RouteTable): Listing<string> {
  const { bySubnet, main, missing } = associationsIn(network, vpc);
  const explicit = [...bySubnet].filter(([, serving]) => serving === table).map(([id]) => id);
  if (table !== main) return { items: explicit, missing };
  const subnets = network.inVpc('subnets', vpc);
  const implicit = subnets.items.filter((subnet) => !bySubnet.has(subnet.id)).map((subnet) => subnet.id);
  const subnetsMissing = complete(subnets);
  return {
    items: [...explicit, ...implicit],
    missing: [...missing, ...(subnetsMissing.known ? [] : subnetsMissing.missing)],
  };
}
