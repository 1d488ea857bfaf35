import { describe, expect, it } from 'vitest';
import { type WayOut, waysOut } from '../../../src/analysis/connectivity/way-out.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  estate,
  gatewayEndpoint,
  route,
  routeTable,
  s3Cidrs,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const s3 = AddressSet.fromCidrs(s3Cidrs);

const endpoints = [
  gatewayEndpoint('s3', ['rtb-main']),
  { VpcEndpointId: 'vpce-gwlb', VpcEndpointType: 'GatewayLoadBalancer', VpcId: 'vpc-1', State: 'available' },
];

function waysTo(routes: readonly RawItem[], facts: Facts = estate({ vpcEndpoints: endpoints })) {
  const network = networkOfFacts({ ...facts, routeTables: [routeTable('rtb-main', [], routes)] });
  return network.all('routeTables').flatMap((table) => waysOut(network, table, s3));
}

function only(routes: readonly RawItem[], facts?: Facts): WayOut | undefined {
  const ways = waysTo(routes, facts);
  expect(ways.map(({ destinations }) => destinations.toCidrs())).toEqual([s3Cidrs]);
  return ways[0]?.way;
}

describe('the way out of a subnet for public addresses', () => {
  it.each([
    ['nat-1', { kind: 'nat-gateway', natGatewayId: 'nat-1' }],
    ['igw-1', { kind: 'internet-gateway', gatewayId: 'igw-1' }],
    ['tgw-1', { kind: 'beyond', component: 'tgw-1' }],
    ['pcx-1', { kind: 'beyond', component: 'pcx-1' }],
    ['vgw-1', { kind: 'beyond', component: 'vgw-1' }],
    ['eni-1', { kind: 'beyond', component: 'eni-1' }],
  ])('leads by the default route to %s', (target, way) => {
    expect(only([route('0.0.0.0/0', target)])).toMatchObject(way);
  });

  it('leads through the gateway endpoint of the prefix list', () => {
    expect(only([route('pl-s3', 'vpce-1'), route('0.0.0.0/0', 'nat-1')])).toEqual({
      kind: 'gateway-endpoint',
      endpointId: 'vpce-1',
    });
  });

  it('leads beyond a Gateway Load Balancer endpoint, whose route names a block', () => {
    const routes = [route('0.0.0.0/0', 'vpce-gwlb')];
    expect(only(routes)).toMatchObject({ kind: 'beyond', component: 'vpce-gwlb' });
    expect(only(routes, without(estate(), 'vpcEndpoints'))).toMatchObject({ kind: 'beyond' });
  });

  it('needs no endpoints to tell a gateway endpoint, whose route names a prefix list', () => {
    expect(only([route('pl-s3', 'vpce-1')], without(estate(), 'vpcEndpoints'))).toMatchObject({
      kind: 'gateway-endpoint',
    });
  });

  it('is none without a route, or behind one that drops', () => {
    expect(only([])).toEqual({ kind: 'none', blackhole: null });
    expect(only([route('0.0.0.0/0', 'nat-1', { State: 'blackhole' })])).toMatchObject({
      kind: 'none',
      blackhole: { index: 1 },
    });
  });

  it('may differ from address to address', () => {
    const ways = waysTo([route('203.0.113.0/25', 'igw-1'), route('0.0.0.0/0', 'nat-1')]);
    expect(ways.map(({ way, destinations }) => [way.kind, destinations.toCidrs()])).toEqual([
      ['internet-gateway', ['203.0.113.0/25']],
      ['nat-gateway', ['198.51.100.0/24']],
    ]);
  });
});
