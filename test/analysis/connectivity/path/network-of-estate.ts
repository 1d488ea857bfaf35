import { buildNetwork } from '../../../../src/model/build-network.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import type { Network } from '../../../../src/model/network.ts';
import type { Scope } from '../../../../src/model/scope.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import { firstOwner, firstRegion, placeOf } from './placement.ts';
import type { RandomNetwork } from './random-network.ts';

type Facts = Partial<Record<FamilyName, readonly RawItem[]>>;

/** Families that the estates have nothing of, and that are known to be empty. */
const empty: Facts = {
  managedPrefixLists: [],
  vpnConnections: [],
  transitGateways: [],
  transitGatewayAttachments: [],
  transitGatewayVpcAttachments: [],
  transitGatewayRouteTables: [],
  transitGatewayRoutes: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
};

/** Things that both sides of a peering connection describe. */
const shared: ReadonlySet<string> = new Set([
  'prefixLists',
  'managedPrefixListEntries',
  'vpcPeeringConnections',
]);

/** An estate as its scopes describe it, each of them completely. */
export function scopesOf({ estate, placement }: RandomNetwork): readonly (readonly [Scope, Facts])[] {
  const families = Object.entries(estate) as unknown as readonly (readonly [
    FamilyName,
    readonly RawItem[],
  ])[];
  const here: Scope = { partition: 'aws', account: firstOwner, region: firstRegion };
  if (placement === 'one account') return [[here, { ...empty, ...Object.fromEntries(families) }]];
  const { owner, region } = placeOf(placement);
  const there: Scope = { partition: 'aws', account: owner, region };
  const factsOf = (isSecond: boolean): Facts => ({
    ...empty,
    ...Object.fromEntries(
      families.map(([family, items]) => [
        family,
        items.filter((item) => shared.has(family) || (item.VpcId === 'vpc-b') === isSecond),
      ]),
    ),
  });
  return [
    [here, factsOf(false)],
    [there, factsOf(true)],
  ];
}

/** The network that those scopes make. */
export function networkOfScopes(scopes: readonly (readonly [Scope, Facts])[]): Network {
  const { network, malformed } = buildNetwork({
    documents: [],
    scopes: scopes.flatMap(([scope, facts]) => snapshotOfFacts(facts, scope).scopes),
    collectedAt: null,
  });
  if (malformed.length > 0) throw new Error(`a malformed item: ${JSON.stringify(malformed)}`);
  return network;
}

export function networkOf(random: RandomNetwork): Network {
  return networkOfScopes(scopesOf(random));
}
