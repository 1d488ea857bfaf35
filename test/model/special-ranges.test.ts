import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/model/address-set.ts';
import { nonPublicIpv4, publicIpv4 } from '../../src/model/special-ranges.ts';

describe('special-use IPv4 ranges', () => {
  it.each([
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '100.127.255.255',
    '169.254.169.254',
    '127.0.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s is not public', (address) => {
    expect(AddressSet.fromCidrs([address]).isSubsetOf(nonPublicIpv4)).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '52.216.0.1',
    '100.128.0.0',
    '172.32.0.0',
    '192.169.0.0',
    '223.255.255.255',
  ])('%s is public', (address) => {
    expect(AddressSet.fromCidrs([address]).isSubsetOf(publicIpv4)).toBe(true);
  });

  it('every IPv4 address is one or the other, and no IPv6 address is either', () => {
    expect(publicIpv4.union(nonPublicIpv4)).toEqual(AddressSet.allIpv4);
    expect(publicIpv4.overlaps(nonPublicIpv4)).toBe(false);
  });
});
