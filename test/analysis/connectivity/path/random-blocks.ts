import * as fc from 'fast-check';

/** Blocks around the addresses of the estate: nested, touching, of one address, of none of them. */
const ipv4Blocks = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '10.0.0.0/8',
  '10.0.0.0/15',
  '10.0.0.0/16',
  '10.0.0.0/28',
  '10.0.0.0/29',
  '10.0.0.8/29',
  '10.0.0.4/32',
  '10.0.0.20/32',
  '10.1.0.4/31',
  '10.1.0.6/31',
  '10.0.0.16/28',
  '10.0.0.26/31',
  '10.1.0.0/16',
  '10.1.0.0/28',
  '10.1.0.16/28',
  '100.64.0.0/24',
  '100.64.0.0/10',
  '52.0.0.0/8',
  '52.92.0.0/24',
  '52.92.0.128/25',
  '52.92.0.7/32',
  '3.5.0.0/26',
];
const ipv6Blocks = ['::/0', '2600:1f18:a::/56', '2600:1f18:a::/64', '2600:1f18:b::/56', '2600:9000::/28'];

/** Often everything, or all private addresses. */
export const ipv4Block = fc.constantFrom('0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8', ...ipv4Blocks);
export const ipv6Block = fc.constantFrom('::/0', ...ipv6Blocks);

/** Blocks that hold some of the addresses of an interface, and not others. */
export const splittingBlock: fc.Arbitrary<string> = fc.constantFrom(
  '10.0.0.4/32',
  '10.0.0.8/29',
  '10.0.0.20/32',
  '10.1.0.4/31',
  '10.1.0.6/31',
);
