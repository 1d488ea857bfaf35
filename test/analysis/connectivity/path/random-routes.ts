import * as fc from 'fast-check';
import type { RawRoute } from './raw-estate.ts';

/** Destinations that overlap: nested blocks, the blocks of the prefix lists, the peer's, and everything. */
const ipv4Destinations = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.0.0/17',
  '10.1.0.0/28',
  '10.1.0.16/28',
  '52.0.0.0/8',
  '52.92.0.0/23',
  '52.92.0.0/24',
  '52.92.0.0/25',
  '52.92.0.64/26',
  '52.92.0.7/32',
  '3.5.0.0/26',
  '192.168.0.0/16',
];
const insideTheVpc = ['10.0.0.0/16', '10.0.0.0/28', '10.0.0.16/28', '10.0.0.24/29', '100.64.0.0/28'];

type Target = Pick<
  RawRoute,
  | 'GatewayId'
  | 'NatGatewayId'
  | 'EgressOnlyInternetGatewayId'
  | 'VpcPeeringConnectionId'
  | 'NetworkInterfaceId'
>;

const state = fc.constantFrom<RawRoute['State']>('active', 'active', 'active', 'active', 'blackhole');

const active = fc.constant<RawRoute['State']>('active');

function toTarget(...targets: readonly Target[]): fc.Arbitrary<Target> {
  return fc.constantFrom(...targets);
}

const zonalNat: Target = { NatGatewayId: 'nat-1' };
const regionalNat: Target = { NatGatewayId: 'nat-2' };
const internet: Target = { GatewayId: 'igw-a' };
const peer: Target = { VpcPeeringConnectionId: 'pcx-1' };
const appliance: Target = { NetworkInterfaceId: 'eni-fw' };
const vpn: Target = { GatewayId: 'vgw-a' };

function staticRoute(destinations: readonly string[], target: fc.Arbitrary<Target>): fc.Arbitrary<RawRoute> {
  return fc
    .tuple(fc.constantFrom(...destinations), target, state)
    .map(([DestinationCidrBlock, to, State]): RawRoute => {
      return { DestinationCidrBlock, ...to, Origin: 'CreateRoute', State };
    });
}

const listRoute = fc
  .tuple(
    fc.constantFrom('pl-c', 'pl-c', 'pl-d', 'pl-s3'),
    toTarget(zonalNat, regionalNat, internet, peer, appliance, vpn),
    state,
  )
  .map(([DestinationPrefixListId, to, State]): RawRoute => {
    return { DestinationPrefixListId, ...to, Origin: 'CreateRoute', State };
  });

function propagatedTo(destinations: readonly string[]): fc.Arbitrary<RawRoute> {
  return fc.constantFrom(...destinations).map((DestinationCidrBlock): RawRoute => {
    return { DestinationCidrBlock, ...vpn, Origin: 'EnableVgwRoutePropagation', State: 'active' };
  });
}

const routeServerRoute = fc
  .tuple(
    fc.constantFrom(...ipv4Destinations, ...insideTheVpc),
    fc.constantFrom<RawRoute['State']>('active', 'filtered'),
  )
  .map(([DestinationCidrBlock, State]): RawRoute => {
    return { DestinationCidrBlock, ...appliance, Origin: 'Advertisement', State };
  });

const ipv6Route = fc
  .tuple(
    fc.constantFrom('::/0', '::/0', '2600:9000::/28', '2600:1f18:b::/56', '64:ff9b::/96'),
    toTarget(internet, { EgressOnlyInternetGatewayId: 'eigw-a' }, peer),
    state,
  )
  .map(([DestinationIpv6CidrBlock, to, State]): RawRoute => {
    const target = DestinationIpv6CidrBlock === '64:ff9b::/96' ? zonalNat : to;
    return { DestinationIpv6CidrBlock, ...target, Origin: 'CreateRoute', State };
  });

/** Static routes inside the local one lead to whole subnets, by way of appliances or NAT gateways (R12). */
const insideLocalRoute = staticRoute(
  ['10.0.0.0/28', '10.0.0.16/28', '100.64.0.0/28'],
  toTarget(appliance, appliance, zonalNat),
);

/** What the tables of a network are like: anything goes, or ties, or ways to the peer, or NAT gateways prevail. */
export type RoutesAre = 'mixed' | 'tying' | 'peering' | 'translating';

/** Routes of all classes to the same few blocks. */
const tyingBlocks = ['52.92.0.0/24', '3.5.0.0/26', '52.92.1.0/25'];
const tyingRoute = fc.oneof(
  {
    weight: 4,
    arbitrary: staticRoute(
      [...tyingBlocks, '52.92.0.64/26', '192.168.0.0/16'],
      toTarget(internet, peer, peer),
    ),
  },
  { weight: 4, arbitrary: listRoute },
  { weight: 6, arbitrary: propagatedTo([...tyingBlocks, '52.92.0.0/25', '52.92.0.64/26', '52.0.0.0/9']) },
  { weight: 7, arbitrary: propagatedTo(insideTheVpc) },
  { weight: 3, arbitrary: routeServerRoute },
  { weight: 9, arbitrary: insideLocalRoute },
);

/** Two routes to one block, each of which wins where the other is not; or nobody knows which wins. */
function tie(block: string): fc.Arbitrary<readonly RawRoute[]> {
  const toBlock = { DestinationCidrBlock: block };
  const fixed: RawRoute = { ...toBlock, ...internet, Origin: 'CreateRoute', State: 'active' };
  const learned: RawRoute = { ...toBlock, ...vpn, Origin: 'EnableVgwRoutePropagation', State: 'active' };
  const listed = (id: string, target: Target, State: RawRoute['State'] = 'active'): RawRoute => {
    return { DestinationPrefixListId: id, ...target, Origin: 'CreateRoute', State };
  };
  return fc.constantFrom<readonly RawRoute[]>(
    [fixed, learned],
    [toGatewayEndpoint, fixed],
    [toGatewayEndpoint, fixed],
    [toGatewayEndpoint, learned],
    [toGatewayEndpoint, learned],
    [toGatewayEndpoint, listed('pl-c', appliance)],
    [toGatewayEndpoint, listed('pl-c', appliance)],
    [listed('pl-c', zonalNat), listed('pl-d', regionalNat)],
    [listed('pl-c', peer), listed('pl-d', peer, 'blackhole')],
  );
}

const anyRoute = fc.oneof(
  {
    weight: 5,
    arbitrary: staticRoute(ipv4Destinations, toTarget(zonalNat, internet, internet, peer, appliance, vpn)),
  },
  { weight: 3, arbitrary: listRoute },
  { weight: 5, arbitrary: propagatedTo([...ipv4Destinations, ...insideTheVpc, ...insideTheVpc]) },
  { weight: 1, arbitrary: routeServerRoute },
  { weight: 1, arbitrary: insideLocalRoute },
  { weight: 2, arbitrary: ipv6Route },
);

/** Static routes of one destination are one route. */
function distinctRoutes(routes: readonly RawRoute[]): readonly RawRoute[] {
  const seen = new Set<string>();
  return routes.filter((route) => {
    const kind =
      route.Origin === 'CreateRoute' || route.Origin === 'CreateRouteTable' ? 'static' : route.Origin;
    const { DestinationCidrBlock: ipv4, DestinationIpv6CidrBlock: ipv6 } = route;
    const key = `${kind} ${ipv4 ?? ipv6 ?? route.DestinationPrefixListId}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function maybe(route: RawRoute, weight: number): fc.Arbitrary<readonly RawRoute[]> {
  return fc.oneof(
    { weight, arbitrary: fc.constant([route]) },
    { weight: 10 - weight, arbitrary: fc.constant([]) },
  );
}

const toPeer: RawRoute = {
  DestinationCidrBlock: '10.1.0.0/16',
  ...peer,
  Origin: 'CreateRoute',
  State: 'active',
};
const toGatewayEndpoint: RawRoute = {
  DestinationPrefixListId: 'pl-s3',
  GatewayId: 'vpce-gw',
  Origin: 'CreateRoute',
  State: 'active',
};

/** Back to a network behind the VPN gateway. */
const toRemoteNetwork: RawRoute = {
  DestinationCidrBlock: '192.168.0.0/30',
  ...vpn,
  Origin: 'EnableVgwRoutePropagation',
  State: 'active',
};

function table(like: RoutesAre, defaults: fc.Arbitrary<Target | null>): fc.Arbitrary<readonly RawRoute[]> {
  const mostlyActive = fc.oneof({ weight: 2, arbitrary: state }, { weight: 1, arbitrary: active });
  const defaultRoute = fc.tuple(defaults, mostlyActive).map(([to, State]): readonly RawRoute[] => {
    return to ? [{ DestinationCidrBlock: '0.0.0.0/0', ...to, Origin: 'CreateRoute', State }] : [];
  });
  return fc
    .tuple(
      like === 'tying' ? fc.constantFrom(...tyingBlocks).chain(tie) : maybe(toGatewayEndpoint, 6),
      maybe(toPeer, like === 'peering' ? 9 : 3),
      maybe(toRemoteNetwork, 3),
      defaultRoute,
      like === 'tying'
        ? fc.array(tyingRoute, { minLength: 3, maxLength: 9 })
        : fc.array(anyRoute, { maxLength: like === 'mixed' ? 5 : 2 }),
    )
    .map((parts) => distinctRoutes(parts.flat()));
}

/** The routes of a table in the VPC that asks, besides its local ones: of a private subnet, of a public one. */
export function privateRoutes(like: RoutesAre): fc.Arbitrary<readonly RawRoute[]> {
  if (like === 'translating') return table(like, fc.constantFrom(zonalNat, zonalNat, regionalNat));
  if (like === 'peering') return table(like, fc.constantFrom(peer, peer, internet, null));
  return table(
    like,
    fc.constantFrom(zonalNat, zonalNat, regionalNat, internet, internet, vpn, null, null, null),
  );
}

export function publicRoutes(like: RoutesAre): fc.Arbitrary<readonly RawRoute[]> {
  const others = like === 'translating' ? [internet, internet] : [zonalNat, null];
  return table(like, fc.constantFrom(internet, internet, internet, internet, ...others));
}

/** The routes of the table that a regional NAT gateway owns. */
export const regionalNatRoutes: fc.Arbitrary<readonly RawRoute[]> = fc
  .tuple(
    fc.constantFrom<readonly RawRoute[]>(
      [{ DestinationCidrBlock: '0.0.0.0/0', ...internet, Origin: 'CreateRoute', State: 'active' }],
      [{ DestinationCidrBlock: '0.0.0.0/0', ...internet, Origin: 'CreateRoute', State: 'active' }],
      [{ DestinationCidrBlock: '0.0.0.0/0', ...internet, Origin: 'CreateRoute', State: 'blackhole' }],
      [],
    ),
    fc.array(staticRoute(ipv4Destinations, toTarget(internet, vpn)), { maxLength: 1 }),
  )
  .map((parts) => distinctRoutes(parts.flat()));

/** The routes of a table in the other VPC: usually back, sometimes for some senders only, or elsewhere. */
export const peerRoutes: fc.Arbitrary<readonly RawRoute[]> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(['10.0.0.0/16', '100.64.0.0/24']) },
      { weight: 4, arbitrary: fc.subarray(['10.0.0.0/8', '10.0.0.0/28', '10.0.0.5/32', '100.64.0.0/24']) },
    ),
    state,
    fc.constantFrom<Target | null>({ GatewayId: 'igw-b' }, null, { GatewayId: 'vgw-b' }),
    fc.constantFrom<readonly RawRoute[]>(
      [],
      [],
      [
        {
          DestinationCidrBlock: '10.0.0.0/28',
          GatewayId: 'vgw-b',
          Origin: 'EnableVgwRoutePropagation',
          State: 'active',
        },
      ],
      [{ DestinationIpv6CidrBlock: '2600:1f18:a::/56', ...peer, Origin: 'CreateRoute', State: 'active' }],
      [{ DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-b', Origin: 'CreateRoute', State: 'active' }],
    ),
  )
  .map(([back, State, elsewhere, extra]) =>
    distinctRoutes([
      ...back.map((DestinationCidrBlock): RawRoute => {
        return { DestinationCidrBlock, ...peer, Origin: 'CreateRoute', State };
      }),
      ...(elsewhere
        ? [
            {
              DestinationCidrBlock: '0.0.0.0/0',
              ...elsewhere,
              Origin: 'CreateRoute',
              State: 'active',
            } as const,
          ]
        : []),
      ...extra,
    ]),
  );

/** Of the table of the internet gateway, besides its local ones: to whole subnets, by way of an appliance (R20). */
export const edgeRoutes: fc.Arbitrary<readonly RawRoute[]> = fc.uniqueArray(
  staticRoute(['10.0.0.0/28', '10.0.0.16/28', '100.64.0.0/28'], toTarget(appliance)),
  { maxLength: 2, selector: ({ DestinationCidrBlock }) => DestinationCidrBlock },
);
