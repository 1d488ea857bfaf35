import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { collapseIPv6Number, IPv4CidrRange, IPv6, Validator } from 'ip-num';
import { describe, expect, it } from 'vitest';
import { formatCidr, parseCidr } from '../../src/model/cidr.ts';
import { formatAddress, ipv4End, ipv6End, parseAddress } from '../../src/model/ip-address.ts';

const canonical = (text: string): string | null => {
  const cidr = parseCidr(text);
  return cidr === null ? null : formatCidr(cidr);
};

/** What a browser makes of an IPv6 address: an oracle that shares no code with ip-num. */
const urlHost = (text: string): string => new URL(`http://[${text}]/`).hostname.slice(1, -1);

/** Texts that are almost an address or a block, and now and then are one. */
const octetish = fc.constantFrom(
  '0',
  '1',
  '10',
  '99',
  '100',
  '255',
  '256',
  '01',
  '00',
  '',
  ' 1',
  '1e1',
  '-1',
  '+1',
  '１',
  '0x1',
);
const groupish = fc.constantFrom(
  '0',
  '1',
  'ab',
  'FFFF',
  '2001',
  '',
  '',
  '00000',
  'g',
  '1.2.3.4',
  '1.2.3',
  '%1',
  ' ',
);
const prefixish = fc.constantFrom(
  '',
  '/0',
  '/8',
  '/32',
  '/33',
  '/128',
  '/129',
  '/',
  '/08',
  '/-1',
  '/ 8',
  '/8 ',
  '/8/8',
  '/1e1',
  '/8.0',
);
const almostIpv4 = fc
  .tuple(fc.array(octetish, { minLength: 3, maxLength: 5 }), prefixish)
  .map(([octets, prefix]) => octets.join('.') + prefix);
const almostIpv6 = fc
  .tuple(fc.array(groupish, { minLength: 2, maxLength: 9 }), prefixish)
  .map(([groups, prefix]) => groups.join(':') + prefix);
const nearMiss = fc
  .tuple(
    fc.oneof(fc.ipV4(), fc.ipV6()),
    fc.nat(45),
    fc.constantFrom('', '.', ':', '0', '/', '%', ' ', '\n', 'f', '9'),
  )
  .map(([text, at, insert]) => text.slice(0, at) + insert + text.slice(at + 1));
const junk = fc.oneof(almostIpv4, almostIpv6, nearMiss, fc.string(), fc.string({ unit: 'binary' }));

describe('parseCidr', () => {
  it('reads every IPv4 block as ip-num does', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefixLength) => {
        const range = IPv4CidrRange.fromCidr(`${address}/${prefixLength}`);
        expect(parseCidr(`${address}/${prefixLength}`)).toEqual({
          family: 4,
          first: Number(range.getFirst().getValue()),
          last: Number(range.getLast().getValue()),
          prefixLength,
        });
      }),
    );
  });

  it('reads every IPv6 block, with an embedded IPv4 address too', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, prefixLength) => {
        const value = new IPv6(urlHost(address)).getValue();
        const size = 1n << BigInt(128 - prefixLength);
        const first = (value / size) * size;
        expect(parseCidr(`${address}/${prefixLength}`)).toEqual({
          family: 6,
          first,
          last: first + size - 1n,
          prefixLength,
        });
      }),
    );
  });

  it('reads and prints every IPv6 address as ip-num does', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: ipv6End - 1n }), (value) => {
        const address = new IPv6(value);
        expect(parseAddress(address.toString())).toBe(value);
        const compressed = collapseIPv6Number(address.toString());
        expect(parseAddress(compressed)).toBe(value);
        if (value >> 32n !== 0xffffn) expect(formatAddress(value)).toBe(compressed);
      }),
    );
  });

  it('refuses what Node and ip-num refuse, and nothing else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(junk, (text) => {
        const [address = '', prefix, ...rest] = text.split('/');
        const family = address.includes('%') ? 0 : isIP(address);
        const limit = family === 4 ? 32 : 128;
        const valid =
          family !== 0 &&
          rest.length === 0 &&
          (prefix === undefined || (/^(0|[1-9]\d*)$/.test(prefix) && Number(prefix) <= limit));
        const cidr = parseCidr(text);
        expect(cidr !== null).toBe(valid);
        if (!text.includes(':') && cidr !== null && prefix !== undefined) {
          expect(Validator.isValidIPv4CidrNotation(text)[0]).toBe(true);
        }
        if (valid) accepted++;
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('clears host bits', () => {
    expect(canonical('10.1.2.3/8')).toBe('10.0.0.0/8');
    expect(canonical('255.255.255.255/1')).toBe('128.0.0.0/1');
    expect(canonical('2001:db8:0:1::5/48')).toBe('2001:db8::/48');
    expect(canonical('::ffff:10.1.2.3/104')).toBe('::ffff:10.0.0.0/104');
  });

  it('takes a bare address as a block of one', () => {
    expect(canonical('10.0.0.1')).toBe('10.0.0.1/32');
    expect(canonical('::1')).toBe('::1/128');
  });

  it('reaches both ends of both families', () => {
    expect(parseCidr('0.0.0.0/0')).toEqual({ family: 4, first: 0, last: ipv4End - 1, prefixLength: 0 });
    expect(parseCidr('255.255.255.255')).toMatchObject({ first: ipv4End - 1, last: ipv4End - 1 });
    expect(parseCidr('::/0')).toEqual({ family: 6, first: 0n, last: ipv6End - 1n, prefixLength: 0 });
  });

  it.each([
    '',
    '/',
    '/8',
    '10.0.0.0/',
    '10.0.0/8',
    '10.0.0.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/ 8',
    '10.0.0.0/1:',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '10..0.0/8',
    '10.0.0.',
    '10.0.0.a',
    '1:2:3:4::5:6:7:8',
    ':::1.2.3.4',
    '256.0.0.0/8',
    '1.2.3.4/1.2.3.4',
    'fe80::1%eth0/64',
    '::/129',
    '1::2::3/64',
    '1:2:3:4:5:6:7:8:9/64',
    ':::/0',
    '::1/',
    '::ffff:10.0.0.256/104',
    'pl-12345678',
    'sg-1::',
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeNull();
  });

  it('answers long hostile texts at once', () => {
    const start = performance.now();
    for (const unit of ['1:', ':', '0', '1.', '::1', '/8'])
      expect(parseCidr(unit.repeat(200_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('reads the longest text there is', () => {
    const groups = '2001:0db8:ffff:ffff:ffff:ffff';
    expect(canonical(`${groups}:255.255.255.255/128`)).toBe('2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128');
  });
});

describe('formatAddress', () => {
  it('prints what parseAddress reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(ipv4End - 1), fc.bigInt({ min: 0n, max: ipv6End - 1n })), (address) => {
        expect(parseAddress(formatAddress(address))).toBe(address);
      }),
    );
  });

  it('compresses IPv6 as browsers do', () => {
    const group = fc.constantFrom('0', '0', '0', '1', 'ab', 'ffff');
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const address = parseAddress(groups.join(':'));
        expect(address).not.toBeNull();
        const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
        if (address !== null && !mapped) expect(formatAddress(address)).toBe(urlHost(groups.join(':')));
      }),
    );
  });

  it.each([
    [0, '0.0.0.0'],
    [ipv4End - 1, '255.255.255.255'],
    [0n, '::'],
    [ipv6End - 1n, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    [0xffff_0a00_0001n, '::ffff:10.0.0.1'],
  ])('prints %s as %s', (address, text) => {
    expect(formatAddress(address)).toBe(text);
  });

  it.each([
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('prints %s as %s', (text, expected) => {
    expect(formatAddress(parseAddress(text) ?? 0)).toBe(expected);
  });
});
