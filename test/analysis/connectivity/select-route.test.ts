import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RouteBranch, selectRoutes } from '../../../src/analysis/connectivity/select-route.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { parseCidr } from '../../../src/model/cidr.ts';
import type { Network } from '../../../src/model/network.ts';
import type { RouteTable } from '../../../src/model/resources/route-table.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  estate,
  route,
  routeTable,
  s3Cidrs,
  without as withoutFamilies,
} from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { addressOf, type ExampleRoute, selectForAddress, toRoute } from './route-for-address.ts';

function tableIn(network: Network): RouteTable {
  const [table] = network.all('routeTables');
  if (!table) throw new Error('the network has no route table');
  return table;
}

function addresses(...cidrs: readonly string[]): AddressSet {
  return AddressSet.fromCidrs(cidrs);
}

/** What decides: the target of a route, or why there is none. */
function deciding(branch: RouteBranch): string {
  if (branch.kind === 'route') return branch.route.target.id ?? branch.route.target.kind;
  return branch.kind;
}

const propagated: RawItem = { Origin: 'EnableVgwRoutePropagation' };
const toEndpoint = route('pl-s3', 'vpce-gw');
const toNat = route('0.0.0.0/0', 'nat-1');

const customerList = estate({
  managedPrefixListEntries: [{ PrefixListId: 'pl-2', Entries: [{ Cidr: '198.51.100.0/24' }] }],
});

function select(routes: readonly RawItem[], destinations: AddressSet, facts = customerList) {
  const network = networkOfFacts({ ...facts, routeTables: [routeTable('rtb-main', [], routes)] });
  return selectRoutes(network, tableIn(network), destinations);
}

function decidingFor(address: string, ...routes: readonly RawItem[]): readonly string[] {
  return select(routes, addresses(address)).map(deciding);
}

describe('the route for a destination', () => {
  it('B1: the prefix list beats the default route', () => {
    expect(decidingFor('198.51.100.9', toEndpoint, toNat)).toEqual(['vpce-gw']);
  });

  it('B2: the default route takes what the prefix list does not hold', () => {
    expect(decidingFor('203.0.113.200', toEndpoint, toNat)).toEqual(['nat-1']);
  });

  it('B3: a static route to exactly a block of the prefix list wins', () => {
    const toPeer = route('198.51.100.0/24', 'pcx-1');
    expect(decidingFor('198.51.100.9', toEndpoint, toPeer)).toEqual(['pcx-1']);
  });

  it('B4: a wider static route loses to the prefix list', () => {
    expect(decidingFor('198.51.100.9', toEndpoint, route('198.51.100.0/23', 'tgw-1'))).toEqual(['vpce-gw']);
  });

  it('B5: a narrower static route takes its own addresses only', () => {
    const branches = select([toEndpoint, route('198.51.100.0/26', 'eni-fw')], addresses(...s3Cidrs));
    expect(branches.map((branch) => [deciding(branch), branch.destinations.toCidrs()])).toEqual([
      ['eni-fw', ['198.51.100.0/26']],
      ['vpce-gw', ['198.51.100.64/26', '198.51.100.128/25', '203.0.113.0/25']],
    ]);
  });

  it('B6: a propagated route of the same length loses to the prefix list', () => {
    const toVpn = route('198.51.100.0/24', 'vgw-1', propagated);
    expect(decidingFor('198.51.100.9', toEndpoint, toVpn)).toEqual(['vpce-gw']);
  });

  it('B7: a narrower propagated route beats the prefix list', () => {
    const toVpn = route('198.51.100.0/25', 'vgw-1', propagated);
    expect(decidingFor('198.51.100.9', toEndpoint, toVpn)).toEqual(['vgw-1']);
  });

  it('B8: between two prefix lists with one block AWS chooses at random, elsewhere not', () => {
    const branches = select([toEndpoint, route('pl-2', 'tgw-1')], addresses(...s3Cidrs));
    expect(branches.map((branch) => [deciding(branch), branch.destinations.toCidrs()])).toEqual([
      ['vpce-gw', ['203.0.113.0/25']],
      ['unknown', ['198.51.100.0/24']],
    ]);
  });

  it('B9: a static route to a subnet beats the local route', () => {
    expect(decidingFor('10.0.5.7', route('10.0.5.0/24', 'vpce-gwlb'))).toEqual(['vpce-gwlb']);
  });

  it('B10: the local route beats a propagated one, however narrow', () => {
    expect(decidingFor('10.0.5.7', route('10.0.5.0/24', 'vgw-1', propagated))).toEqual(['local']);
  });

  it('B11: an IPv4 default route carries no IPv6', () => {
    expect(decidingFor('2600::1', route('0.0.0.0/0', 'igw-1'))).toEqual(['no-route']);
  });

  it('B12: a blackhole matters only where it wins', () => {
    const dead = route('0.0.0.0/0', 'nat-1', { State: 'blackhole' });
    expect(decidingFor('198.51.100.9', toEndpoint, dead)).toEqual(['vpce-gw']);
    const [branch] = select([toEndpoint, dead], addresses('203.0.113.200'));
    expect(branch).toMatchObject({ kind: 'route', route: { state: 'blackhole' } });
  });
});

describe('prefix lists', () => {
  it('each entry competes with its own length, even beside its other half', () => {
    const halves = estate({
      managedPrefixListEntries: [
        {
          PrefixListId: 'pl-2',
          Entries: [{ Cidr: '198.51.100.0/25' }, { Cidr: '198.51.100.128/25' }],
        },
      ],
    });
    const routes = [route('198.51.100.0/24', 'pcx-1'), route('pl-2', 'tgw-1')];
    expect(select(routes, addresses('198.51.100.0/24'), halves).map(deciding)).toEqual(['tgw-1']);
  });

  it('one with unknown entries leaves open what it might take, and says which list', () => {
    const [branch, ...others] = select([toNat, route('pl-9', 'tgw-1')], addresses('198.51.100.9'));
    expect(others).toEqual([]);
    expect(branch).toMatchObject({
      kind: 'unknown',
      missing: [{ family: 'managedPrefixListEntries', reason: 'not collected for pl-9' }],
    });
  });

  it('one with unknown IPv6 entries leaves IPv4 alone', () => {
    const described = {
      ...customerList,
      managedPrefixLists: [{ PrefixListId: 'pl-9', PrefixListName: 'offices', AddressFamily: 'IPv6' }],
    };
    const branches = select(
      [toNat, route('pl-9', 'tgw-1')],
      addresses('198.51.100.9', '2600::/16'),
      described,
    );
    expect(branches.map((branch) => [deciding(branch), branch.destinations.toCidrs()])).toEqual([
      ['unknown', ['2600::/16']],
      ['nat-1', ['198.51.100.9/32']],
    ]);
  });

  it('two with one block and one target leave nothing to chance', () => {
    expect(decidingFor('198.51.100.9', toEndpoint, route('pl-2', 'vpce-gw'))).toEqual(['vpce-gw']);
  });
});

describe('what is unknown about a table', () => {
  const toDestination = addresses('198.51.100.9');

  it('everything, when the input does not show its routes', () => {
    const [branch] = select([], toDestination, customerList);
    expect(branch?.kind).toBe('no-route');
    const network = networkOfFacts({
      ...customerList,
      routeTables: [{ ...routeTable('rtb-main', []), Routes: undefined }],
    });
    expect(selectRoutes(network, tableIn(network), toDestination)).toMatchObject([
      { kind: 'unknown', missing: [{ family: 'routeTables', reason: 'no Routes on rtb-main' }] },
    ]);
  });

  it('nothing, when there is no destination to decide', () => {
    expect(select([toEndpoint], AddressSet.empty)).toEqual([]);
  });

  it('the prefix list, when prefix lists were not collected', () => {
    const routes = [toEndpoint];
    const facts = withoutFamilies(customerList, 'prefixLists', 'managedPrefixListEntries');
    expect(select(routes, toDestination, facts)).toMatchObject([
      { kind: 'unknown', missing: [{ family: 'prefixLists', reason: 'not collected' }] },
    ]);
  });
});

// Nested blocks around few bases, so that overlaps and ties are the rule; two of them touch.
const blocks = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.0.4.0/22',
  '10.0.4.0/24',
  '10.0.5.0/24',
  '10.0.5.128/25',
  '52.0.0.0/8',
  '52.216.0.0/15',
  '52.216.0.0/16',
  '52.217.0.0/16',
  '52.216.8.0/24',
  '52.216.8.64/26',
  '52.216.8.64/32',
];
const block = fc.constantFrom(...blocks);
const targets = ['nat-1', 'igw-1', 'tgw-1', 'vgw-1', 'pcx-1', 'vpce-1', 'eni-1'];

const exampleRoute: fc.Arbitrary<ExampleRoute> = fc.record({
  destination: fc.uniqueArray(block, { minLength: 1, maxLength: 4 }),
  kind: fc.constantFrom(
    'static',
    'static',
    'prefix-list',
    'prefix-list',
    'prefix-list',
    'propagated',
    'propagated',
    'route-server',
  ),
  target: fc.constantFrom(...targets),
  state: fc.constantFrom('active', 'active', 'active', 'blackhole', 'filtered'),
});

/** The local routes of a VPC with one or two blocks, which may have narrower routes inside. */
const localRoutes = fc
  .subarray(['10.0.0.0/16', '52.216.0.0/15'], { minLength: 1 })
  .map((cidrs): readonly ExampleRoute[] =>
    cidrs.map((cidr) => ({ destination: [cidr], kind: 'static', target: 'local', state: 'active' })),
  );

/** A table of random routes in a network that knows its prefix lists. */
const tables = fc.tuple(localRoutes, fc.array(exampleRoute, { maxLength: 9 })).map(([local, drawn]) => {
  const routes = [
    ...local,
    ...drawn.map((one) =>
      one.kind === 'prefix-list' ? one : { ...one, destination: one.destination.slice(0, 1) },
    ),
  ];
  const network = networkOfFacts({
    routeTables: [{ ...routeTable('rtb-main', []), Routes: routes.map(toRoute) }],
    prefixLists: routes.flatMap(({ kind, destination }, index) =>
      kind === 'prefix-list' ? [{ PrefixListId: `pl-${index}`, Cidrs: destination }] : [],
    ),
    managedPrefixLists: [],
    managedPrefixListEntries: [],
  });
  return { network, table: tableIn(network), routes };
});

const destinationSets = fc.oneof(
  fc.constant(AddressSet.allIpv4),
  fc.uniqueArray(block, { minLength: 1, maxLength: 4 }).map(AddressSet.fromCidrs),
);

/** The first and the last address of every block, and those next to them. */
const edges = blocks
  .flatMap((text) => {
    const cidr = parseCidr(text);
    return cidr?.family === 4 ? [cidr.first - 1, cidr.first, cidr.last, cidr.last + 1] : [];
  })
  .filter((address) => address >= 0 && address < 2 ** 32);

describe('any table of routes', () => {
  it('selects for each address what looking at that address alone selects', () => {
    fc.assert(
      fc.property(
        tables,
        destinationSets,
        fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 8 }),
        ({ network, table, routes }, destinations, sampled) => {
          const branches = selectRoutes(network, table, destinations);
          for (const address of [...edges, ...sampled]) {
            const deciders = branches.filter((branch) => branch.destinations.contains(address));
            if (!destinations.contains(address)) expect(deciders).toEqual([]);
            else {
              const [branch, ...others] = deciders;
              expect(others).toEqual([]);
              const selected = selectForAddress(routes, address);
              const decided =
                branch?.kind === 'route'
                  ? { target: routes[branch.route.index]?.target, state: branch.route.state }
                  : branch?.kind;
              expect(decided, `for ${addressOf(address)}`).toEqual(selected);
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('splits the destinations: nothing twice, nothing left out, no route in two branches', () => {
    fc.assert(
      fc.property(tables, destinationSets, ({ network, table }, destinations) => {
        const branches = selectRoutes(network, table, destinations);
        const parts = branches.map((branch) => branch.destinations);
        expect(AddressSet.unionAll(parts).equals(destinations)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part.size(), 0n)).toBe(destinations.size());
        expect(parts.some((part) => part.isEmpty())).toBe(false);
        const winners = branches.flatMap((branch) => (branch.kind === 'route' ? [branch.route.index] : []));
        expect(new Set(winners).size).toBe(winners.length);
      }),
    );
  });

  it('answers for a set what it answers for the parts of the set', () => {
    fc.assert(
      fc.property(tables, destinationSets, destinationSets, ({ network, table }, first, second) => {
        const whole = byDecider(selectRoutes(network, table, first.union(second)));
        const parts = byDecider([
          ...selectRoutes(network, table, first),
          ...selectRoutes(network, table, second),
        ]);
        expect(parts).toEqual(whole);
      }),
    );
  });
});

/** The destinations of each decision, so that answers for different sets can be put together. */
function byDecider(branches: readonly RouteBranch[]): ReadonlyMap<string, AddressSet> {
  const destinations = new Map<string, AddressSet>();
  for (const branch of branches) {
    const key = branch.kind === 'route' ? `route ${branch.route.index}` : branch.kind;
    destinations.set(key, (destinations.get(key) ?? AddressSet.empty).union(branch.destinations));
  }
  return destinations;
}
