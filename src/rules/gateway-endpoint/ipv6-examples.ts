import { instanceInterface } from '../example-estate.ts';

/** An instance with an IPv6 address and none of IPv4. */
export const ipv6Only = instanceInterface('eni-6', 'subnet-a', '', {
  PrivateIpAddress: undefined,
  PrivateIpAddresses: [],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::10' }],
});

/** An instance with addresses of both families. */
export const dualStack = instanceInterface('eni-46', 'subnet-a', '10.0.1.46', {
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::46' }],
});
