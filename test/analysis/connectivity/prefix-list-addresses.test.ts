import { describe, expect, it } from 'vitest';
import {
  prefixListAddresses,
  prefixListCidrs,
  serviceAddresses,
  servicePrefixListIds,
} from '../../../src/analysis/connectivity/prefix-list-addresses.ts';
import type { AddressSet } from '../../../src/model/address-set.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { Network } from '../../../src/model/network.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import { base, s3Cidrs, without } from '../../../src/rules/example-estate.ts';
import { networkOfFacts, networkOfScopes } from './network-of-facts.ts';

const otherAccount = { ...exampleScope, account: '999999999999' };
const thirdAccount = { ...exampleScope, account: '888888888888' };
const otherRegion = { ...exampleScope, region: 'us-east-1' };

const here = { account: exampleScope.account, region: exampleScope.region, scope: exampleScope };

/** The addresses as CIDR blocks, or the reasons why they are not known. */
function shown(addresses: Fact<AddressSet>): readonly string[] {
  return addresses.known
    ? addresses.value.toCidrs()
    : addresses.missing.map(({ family, reason }) => `${family}: ${reason}`);
}

function list(id: string, cidrs: readonly string[] | undefined, name = 'list'): RawItem {
  return { PrefixListId: id, PrefixListName: name, Cidrs: cidrs };
}

function entries(id: string, ...cidrs: readonly string[]): RawItem {
  return { PrefixListId: id, Entries: cidrs.map((Cidr) => ({ Cidr })) };
}

function addresses(network: Network, id = 'pl-1'): readonly string[] {
  return shown(prefixListAddresses(network, id, here));
}

const complete = { prefixLists: [], managedPrefixLists: [], managedPrefixListEntries: [] };

describe('the addresses of a prefix list', () => {
  it('come with the list of an AWS service, or with the entries of a managed list', () => {
    const facts = {
      ...complete,
      prefixLists: [list('pl-1', ['52.216.0.0/15'])],
      managedPrefixListEntries: [entries('pl-2', '10.1.0.0/16')],
    };
    expect(addresses(networkOfFacts(facts))).toEqual(['52.216.0.0/15']);
    expect(addresses(networkOfFacts(facts), 'pl-2')).toEqual(['10.1.0.0/16']);
  });

  it('are the entries where the list itself comes without its ranges', () => {
    const facts = {
      ...complete,
      prefixLists: [list('pl-1', undefined)],
      managedPrefixListEntries: [entries('pl-1', '52.216.0.0/15')],
    };
    expect(addresses(networkOfFacts(facts))).toEqual(['52.216.0.0/15']);
    expect(addresses(networkOfFacts(without(facts, 'managedPrefixListEntries')))).toEqual([
      'prefixLists: no Cidrs on pl-1',
    ]);
  });

  it('may be none', () => {
    const facts = { ...complete, managedPrefixListEntries: [entries('pl-1')] };
    expect(addresses(networkOfFacts(facts))).toEqual([]);
  });

  it('are unknown where ranges and entries differ, and known where they say the same', () => {
    const both = (Cidr: string) =>
      networkOfFacts({
        ...complete,
        prefixLists: [list('pl-1', ['52.216.0.0/15', '3.5.0.0/19'])],
        managedPrefixListEntries: [entries('pl-1', '3.5.0.0/19', Cidr)],
      });
    expect(addresses(both('52.216.0.0/15'))).toEqual(['3.5.0.0/19', '52.216.0.0/15']);
    expect(addresses(both('52.218.0.0/17'))).toEqual(['prefixLists: two descriptions of pl-1 differ']);
  });

  it('are unknown where one account describes the list twice with different ranges', () => {
    const network = networkOfFacts({
      ...complete,
      prefixLists: [list('pl-1', ['52.216.0.0/15']), list('pl-1', ['3.5.0.0/19'])],
      managedPrefixListEntries: [entries('pl-1', '3.5.0.0/19')],
    });
    expect(addresses(network)).toEqual(['prefixLists: two descriptions of pl-1 differ in Cidrs']);
  });

  it("are those of another account's description in the same region", () => {
    const network = networkOfScopes(
      [exampleScope, {}],
      [otherAccount, { ...complete, prefixLists: [list('pl-1', ['52.216.0.0/15'])] }],
    );
    expect(addresses(network)).toEqual(['52.216.0.0/15']);
  });

  it('are unknown where other accounts of the region contradict each other and ours is silent', () => {
    const network = networkOfScopes(
      [exampleScope, {}],
      [otherAccount, { ...complete, prefixLists: [list('pl-1', ['52.216.0.0/15'])] }],
      [thirdAccount, { ...complete, prefixLists: [list('pl-1', ['3.5.0.0/19'])] }],
    );
    expect(addresses(network)).toEqual(['prefixLists: two descriptions of pl-1 differ']);
  });

  it("are the own account's where another account describes the list otherwise", () => {
    const network = networkOfScopes(
      [otherAccount, { ...complete, prefixLists: [list('pl-1', ['3.5.0.0/19'])] }],
      [exampleScope, { ...complete, prefixLists: [list('pl-1', ['52.216.0.0/15'])] }],
    );
    expect(addresses(network)).toEqual(['52.216.0.0/15']);
  });

  it('are never those of a description in another region', () => {
    const network = networkOfScopes(
      [exampleScope, {}],
      [otherRegion, { ...complete, prefixLists: [list('pl-1', ['52.216.0.0/15'])] }],
    );
    expect(addresses(network)).toEqual(['prefixLists: not collected']);
  });

  it('are missed in the call that would tell them', () => {
    expect(addresses(networkOfFacts(without(complete, 'prefixLists')))).toEqual([
      'prefixLists: not collected',
    ]);
    expect(addresses(networkOfFacts(without(complete, 'managedPrefixListEntries')))).toEqual([
      'managedPrefixListEntries: not collected',
    ]);
    expect(addresses(networkOfFacts(complete))).toEqual(['managedPrefixListEntries: not collected for pl-1']);
  });
});

describe('the entries of a prefix list', () => {
  it('keep their own lengths, however they lie to each other', () => {
    const network = networkOfFacts({
      ...complete,
      managedPrefixListEntries: [entries('pl-1', '10.0.128.0/17', '10.0.0.0/17', '10.0.0.0/8', '10.9.9.9/8')],
    });
    expect(prefixListCidrs(network, 'pl-1', here)).toEqual({
      known: true,
      value: ['10.0.0.0/17', '10.0.0.0/8', '10.0.128.0/17'],
    });
  });
});

describe('the addresses of a service', () => {
  it('are those of its list in the region', () => {
    expect(shown(serviceAddresses(networkOfFacts(base), 's3', here))).toEqual(s3Cidrs);
  });

  it('are not those of its list in another region, or of a list of the user with a like name', () => {
    const facts = {
      ...complete,
      prefixLists: [
        list('pl-1', ['52.216.0.0/15'], 'com.amazonaws.us-east-1.s3'),
        list('pl-2', ['10.0.0.0/8'], 'eu-west-1.s3'),
      ],
    };
    expect(shown(serviceAddresses(networkOfFacts(facts), 's3', here))).toEqual([
      'prefixLists: no prefix list of s3',
    ]);
  });

  it('are unknown without prefix lists', () => {
    const network = networkOfFacts(without(base, 'prefixLists'));
    expect(shown(serviceAddresses(network, 's3', here))).toEqual(['prefixLists: not collected']);
  });

  it('are IPv4, whatever is known of its IPv6 list', () => {
    const network = networkOfFacts({
      ...base,
      managedPrefixLists: [
        { PrefixListId: 'pl-6', PrefixListName: 'com.amazonaws.eu-west-1.ipv6.s3', AddressFamily: 'IPv6' },
      ],
    });
    expect(servicePrefixListIds(network, 's3', here)).toEqual({ known: true, value: ['pl-6', 'pl-s3'] });
    expect(shown(serviceAddresses(network, 's3', here))).toEqual(s3Cidrs);
  });
});
