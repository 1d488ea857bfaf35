import { AddressSet } from './address-set.ts';

/**
 * IPv4 ranges that are not globally reachable, after the IANA special-purpose address registry (RFC 6890),
 * and multicast. Blocks that the registry marks as globally reachable are left out, save for the two
 * anycast addresses within 192.0.0.0/24, which count with their block.
 */
export const nonPublicIpv4: AddressSet = AddressSet.fromCidrs([
  '0.0.0.0/8', // this network: RFC 791
  '10.0.0.0/8', // private use: RFC 1918
  '100.64.0.0/10', // shared address space: RFC 6598
  '127.0.0.0/8', // loopback: RFC 1122
  '169.254.0.0/16', // link local: RFC 3927
  '172.16.0.0/12', // private use: RFC 1918
  '192.0.0.0/24', // protocol assignments: RFC 6890
  '192.0.2.0/24', // documentation: RFC 5737
  '192.168.0.0/16', // private use: RFC 1918
  '198.18.0.0/15', // benchmarking: RFC 2544
  '198.51.100.0/24', // documentation: RFC 5737
  '203.0.113.0/24', // documentation: RFC 5737
  '224.0.0.0/4', // multicast: RFC 5771
  '240.0.0.0/4', // reserved: RFC 1112; limited broadcast: RFC 919
]);

/** Every IPv4 address that can be reached through the internet: all but {@link nonPublicIpv4}. */
export const publicIpv4: AddressSet = AddressSet.allIpv4.subtract(nonPublicIpv4);

/** Documentation ranges (RFC 5737): in examples and tests they stand for public addresses. */
const documentationIpv4 = AddressSet.fromCidrs(['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24']);

/** IPv4 destinations that no gateway carries to the internet. */
export const privateIpv4: AddressSet = nonPublicIpv4.subtract(documentationIpv4);
