import { expect, it } from 'vitest';
import { ipv6Compute } from '../../../src/analysis/connectivity/ipv6-compute.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { estate, instanceInterface } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const plain: RawItem = instanceInterface('eni-a', 'subnet-a', '10.0.1.10');
const dual: RawItem = { ...plain, Ipv6Addresses: [{ Ipv6Address: '2001:db8::10' }] };

function computeWith(...networkInterfaces: readonly RawItem[]) {
  const network = networkOfFacts(estate({ networkInterfaces }));
  const [vpc] = network.all('vpcs');
  if (!vpc) throw new Error('no VPC');
  const { items, missing } = ipv6Compute(network, vpc);
  return { ids: items.map(({ source }) => source.id), reasons: missing.map(({ reason }) => reason) };
}

it('is that which has IPv6 addresses', () => {
  expect(computeWith(plain)).toEqual({ ids: [], reasons: [] });
  expect(computeWith(dual)).toEqual({ ids: ['eni-a'], reasons: [] });
});

it.each([
  ['Ipv6Addresses', plain, dual],
  ['PrivateIpAddresses', dual, { ...dual, PrivateIpAddresses: [] }],
])('is in doubt where two descriptions of an interface differ in %s', (field, one, other) => {
  expect(computeWith(one, other)).toEqual({
    ids: [],
    reasons: [`two descriptions of eni-a differ in ${field}`],
  });
});

it.each<readonly [string, RawItem, boolean]>([
  ['one address of both families', dual, false],
  ['IPv4 among its addresses', { ...dual, PrivateIpAddress: undefined }, false],
  ['a first address of IPv4 alone told', { ...dual, PrivateIpAddresses: undefined }, false],
  ['no IPv4 address', { ...dual, PrivateIpAddress: undefined, PrivateIpAddresses: [] }, true],
])('tells whether it has IPv6 alone: %s', (_, item, expected) => {
  const network = networkOfFacts(estate({ networkInterfaces: [item] }));
  const [vpc] = network.all('vpcs');
  expect(vpc && ipv6Compute(network, vpc).items.map(({ isIpv6Only }) => isIpv6Only)).toEqual([expected]);
});
