import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  gatewayEndpointRoutes,
  routedService,
} from '../../../src/analysis/connectivity/gateway-endpoint-routes.ts';
import { selectRoutes } from '../../../src/analysis/connectivity/select-route.ts';
import { estate, route, routeTable } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const toEndpoint = route('pl-s3', 'vpce-1');
const others = [
  route('0.0.0.0/0', 'nat-1'),
  route('198.51.100.0/23', 'tgw-1'),
  route('198.51.100.0/24', 'pcx-1'),
  route('198.51.100.0/26', 'eni-1'),
  route('203.0.113.128/25', 'tgw-1'),
  route('203.0.113.0/26', 'vgw-1', { Origin: 'EnableVgwRoutePropagation' }),
  route('203.0.113.0/25', 'vgw-1', { Origin: 'EnableVgwRoutePropagation' }),
  route('pl-apart', 'tgw-1'),
  route('pl-same-block', 'tgw-1'),
  route('pl-not-described', 'tgw-1'),
];

function estateWith(routes: typeof others) {
  return networkOfFacts(
    estate({
      routeTables: [routeTable('rtb-main', [], routes)],
      managedPrefixListEntries: [
        { PrefixListId: 'pl-apart', Entries: [{ Cidr: '192.0.2.0/24' }] },
        { PrefixListId: 'pl-same-block', Entries: [{ Cidr: '203.0.113.0/25' }] },
      ],
    }),
  );
}

it('knows of a service what the selection of routes says, whatever else stands in the table', () => {
  const state = fc.constantFrom('active', 'blackhole', 'filtered');
  fc.assert(
    fc.property(fc.subarray(others), state, (beside, State) => {
      const network = estateWith([{ ...toEndpoint, State }, ...beside]);
      const [table] = network.all('routeTables');
      const routes = table ? gatewayEndpointRoutes(network, table) : undefined;
      const own = routes?.known ? routes.value[0] : undefined;
      const service = own ? routedService(network, own) : undefined;
      if (!table || !service?.known) throw new Error('the service is not known');
      expect(service.value.branches).toEqual(selectRoutes(network, table, service.value.addresses));
    }),
  );
});

it('does not know what becomes of a service beside a route that leads nobody knows where', () => {
  const { DestinationCidrBlock: _, ...nowhere } = route('10.9.0.0/16', 'tgw-1');
  const network = estateWith([toEndpoint, nowhere]);
  const [table] = network.all('routeTables');
  const routes = table ? gatewayEndpointRoutes(network, table) : undefined;
  const [own] = routes?.known ? routes.value : [];
  const service = own ? routedService(network, own) : undefined;
  const kinds = service?.known ? service.value.branches.map(({ kind }) => kind) : [];
  expect(kinds).toEqual(['unknown']);
});
