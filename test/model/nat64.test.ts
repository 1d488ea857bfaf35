import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/model/address-set.ts';
import { embeddedIpv4, nat64Addresses, synthesized } from '../../src/model/nat64.ts';

const set = (...cidrs: string[]): AddressSet => AddressSet.fromCidrs(cidrs);

describe('addresses of NAT64', () => {
  it.each([
    ['192.0.2.33', '64:ff9b::c000:221/128'],
    ['10.0.0.0/8', '64:ff9b::a00:0/104'],
    ['0.0.0.0/0', '64:ff9b::/96'],
  ])('%s is %s', (ipv4, ipv6) => {
    expect(synthesized(set(ipv4)).toCidrs()).toEqual([ipv6]);
    expect(embeddedIpv4(set(ipv6))).toEqual(set(ipv4));
  });

  it('stand for several blocks at once', () => {
    const blocks = set('10.0.0.0/8', '192.168.0.0/16', '203.0.113.7/32');
    expect(embeddedIpv4(synthesized(blocks))).toEqual(blocks);
  });

  it('stand for no address of IPv6, and hold none of another prefix', () => {
    expect(synthesized(set('10.0.0.1', '2001:db8::/32'))).toEqual(set('64:ff9b::a00:1'));
    expect(embeddedIpv4(set('10.0.0.1', '2001:db8::/32', '64:ff9b::a00:1'))).toEqual(set('10.0.0.1'));
    expect(embeddedIpv4(AddressSet.all)).toEqual(AddressSet.allIpv4);
    expect(synthesized(AddressSet.empty)).toEqual(AddressSet.empty);
    expect(nat64Addresses.toCidrs()).toEqual(['64:ff9b::/96']);
  });
});
