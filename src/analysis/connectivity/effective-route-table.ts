import { type Fact, flatMap, known, type Listing, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

interface Associations {
  /** Explicit associations that stand, by subnet. */
  readonly bySubnet: ReadonlyMap<string, RouteTable>;
  readonly subnetsOf: ReadonlyMap<RouteTable, readonly string[]>;
  /** Subnets whose association is under way (R3) or said twice, with the tables that are named. */
  readonly changing: ReadonlyMap<string, readonly RouteTable[]>;
  readonly main: Fact<RouteTable>;
  /** What keeps the tables of the VPC, or their associations, from being complete. */
  readonly missing: readonly MissingFact[];
}

/** Which table serves which subnet of a VPC, read off the tables' associations (R1-R4). */
function associationsIn(network: Network, vpc: Vpc): Associations {
  return network.memoOf(vpc, 'route table associations', () => {
    const tables = network.inVpc('routeTables', vpc);
    const named = new Map<string, RouteTable[]>();
    const underWay = new Set<string>();
    const mains: RouteTable[] = [];
    const missing: MissingFact[] = [...tables.missing];
    let mainChanges = false;
    for (const table of tables.items) {
      const { associations } = table;
      if (!associations.known) {
        missing.push(...associations.missing);
        continue;
      }
      for (const { subnetId, main, state } of associations.value) {
        const stands = state === 'associated';
        if (main) mains.push(table);
        if (main && !stands) mainChanges = true;
        if (subnetId === null) continue;
        if (!stands) underWay.add(subnetId);
        const others = named.get(subnetId);
        if (!others) named.set(subnetId, [table]);
        else if (!others.includes(table)) others.push(table);
      }
    }
    const bySubnet = new Map<string, RouteTable>();
    const changing = new Map<string, readonly RouteTable[]>();
    const subnetsOf = new Map<RouteTable, string[]>();
    for (const [subnetId, [table, ...others]] of named) {
      if (!table) continue;
      if (others.length > 0 || underWay.has(subnetId)) {
        changing.set(subnetId, [table, ...others]);
        continue;
      }
      bySubnet.set(subnetId, table);
      const served = subnetsOf.get(table);
      if (served) served.push(subnetId);
      else subnetsOf.set(table, [subnetId]);
    }
    const main = mainChanges
      ? unknown(vpc.missing(`the main route table of ${vpc.id} is being changed`, 'routeTables'))
      : mainAmong(vpc, mains, missing);
    return { bySubnet, subnetsOf, changing, main, missing };
  });
}

function mainAmong(
  vpc: Vpc,
  [main, ...others]: readonly RouteTable[],
  missing: readonly MissingFact[],
): Fact<RouteTable> {
  if (others.length > 0) return unknown(vpc.missing(`two main route tables of ${vpc.id}`, 'routeTables'));
  if (main) return known(main);
  if (missing.length > 0) return unknown(...missing);
  return unknown(vpc.missing(`no main route table of ${vpc.id}`, 'routeTables'));
}

/** The table that routes for a subnet: the one associated explicitly, else the VPC's main table (R1). */
export function effectiveRouteTable(network: Network, subnet: Subnet): Fact<RouteTable> {
  return network.memoOf(subnet, 'effective route table', () => tableOf(network, subnet));
}

function tableOf(network: Network, subnet: Subnet): Fact<RouteTable> {
  if (subnet.vpcId === null) return unknown(subnet.missing(`no VpcId on ${subnet.id}`));
  return flatMap(network.answerFor('vpcs', subnet.vpcId, subnet), (vpc) => {
    const { bySubnet, changing, main, missing } = associationsIn(network, vpc);
    if (changing.has(subnet.id)) return unknown(beingChanged(vpc, subnet.id));
    const explicit = bySubnet.get(subnet.id);
    if (explicit) return known(explicit);
    return missing.length > 0 ? unknown(...missing) : main;
  });
}

/** The main route table of a VPC. */
export function mainRouteTable(network: Network, vpc: Vpc): Fact<RouteTable> {
  return associationsIn(network, vpc).main;
}

/**
 * The ids of the subnets that a table serves. Explicit associations name theirs; those that the main
 * table serves implicitly are known only where the VPC's subnets and all its tables are.
 */
export function servedSubnetIds(network: Network, vpc: Vpc, table: RouteTable): Listing<string> {
  const { bySubnet, subnetsOf, changing, main, missing } = associationsIn(network, vpc);
  const explicit = subnetsOf.get(table) ?? [];
  const { associations } = table;
  if (!associations.known) return { items: explicit, missing: associations.missing };
  const uncertain = [...changing].filter(([, tables]) => tables.includes(table));
  const isMain = associations.value.some((association) => association.main);
  if (!isMain) {
    return { items: explicit, missing: uncertain.map(([id]) => beingChanged(vpc, id)) };
  }
  const subnets = network.inVpc('subnets', vpc);
  const open = [
    ...missing,
    ...(main.known ? [] : main.missing),
    ...[...changing.keys()].map((id) => beingChanged(vpc, id)),
  ];
  const implicit =
    missing.length > 0 || !main.known
      ? []
      : subnets.items.map(({ id }) => id).filter((id) => !bySubnet.has(id) && !changing.has(id));
  return { items: [...explicit, ...implicit], missing: [...open, ...subnets.missing] };
}

/** The subnets of those ids that the input describes. */
export function describedSubnets(
  network: Network,
  subnetIds: readonly string[],
  whereabouts: Whereabouts,
): readonly Subnet[] {
  return subnetIds.flatMap((id) => {
    const subnet = network.find('subnets', id, whereabouts);
    return subnet.known && subnet.value ? [subnet.value] : [];
  });
}

function beingChanged(vpc: Vpc, subnetId: string): MissingFact {
  return vpc.missing(`the route table of ${subnetId} is being changed`, 'routeTables');
}
