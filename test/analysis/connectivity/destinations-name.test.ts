import { expect, it } from 'vitest';
import { destinationsName } from '../../../src/analysis/connectivity/destinations-name.ts';
import { publicIpv6 } from '../../../src/analysis/connectivity/name/gateway-service-name.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { publicIpv4 } from '../../../src/model/special-ranges.ts';
import { estate, s3Cidrs } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const network = networkOfFacts(
  estate({
    prefixLists: [
      { PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['52.216.0.0/15'] },
      { PrefixListId: 'pl-empty', PrefixListName: 'com.amazonaws.eu-west-1.none', Cidrs: [] },
    ],
    managedPrefixLists: [{ PrefixListId: 'pl-own' }],
    managedPrefixListEntries: [{ PrefixListId: 'pl-own', Entries: [{ Cidr: '10.9.0.0/16' }] }],
  }),
);
const s3 = AddressSet.fromCidrs(['52.216.0.0/15']);
const named = 'pl-s3 (com.amazonaws.eu-west-1.s3)';

it.each<readonly [string, AddressSet, string | null]>([
  ['a prefix list', s3, named],
  ['a prefix list without a name', AddressSet.fromCidrs(['10.9.0.0/16']), 'pl-own'],
  ['a part of a list', AddressSet.fromCidrs(['52.216.0.0/16']), null],
  ['private addresses', AddressSet.fromCidrs(['10.0.0.0/8']), null],
  ['all public addresses', publicIpv4, 'all public IPv4 addresses'],
  ['all but a list', publicIpv4.subtract(s3), `all public IPv4 addresses but those of ${named}`],
  ['all but something else', publicIpv4.subtract(AddressSet.fromCidrs(['8.8.8.0/24'])), null],
  ['all of the other family', publicIpv6, 'all public IPv6 addresses'],
  ['all of both', publicIpv4.union(publicIpv6), 'all public IPv4 addresses and all public IPv6 addresses'],
  ['all of one and some of the other', publicIpv6.union(AddressSet.fromCidrs(s3Cidrs)), null],
  ['nothing', AddressSet.empty, null],
])('%s is called so, or has no name', (_, destinations, expected) => {
  expect(destinationsName(network, destinations)).toBe(expected);
});
