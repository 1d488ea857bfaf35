import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressStandIns } from '../../../../src/collectors/snapshot/redact/address-stand-ins.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { type Cidr, formatCidr, parseCidr } from '../../../../src/model/cidr.ts';
import { formatAddress } from '../../../../src/model/ip-address.ts';
import { nonPublicIpv4 } from '../../../../src/model/special-ranges.ts';

const serviceRanges = AddressSet.fromCidrs([
  '52.218.0.0/17',
  '3.5.64.0/21',
  '2600:1fa0:8000::/39',
  'fc00::/7',
]);
const staying = nonPublicIpv4.union(serviceRanges);
const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 });
const anyAddress = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: 0x34da0000, max: 0x34dc0000 }),
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
);
const anyBlock = fc
  .tuple(anyAddress, fc.nat(32), fc.nat(128))
  .map(([address, short, long]) => `${formatAddress(address)}/${typeof address === 'number' ? short : long}`);

function block(text: string | null): Cidr {
  const cidr = text === null ? null : parseCidr(text);
  if (cidr === null) throw new Error(`${text} is no block`);
  return cidr;
}

describe('stand-ins of addresses', () => {
  it('stand to one another as the blocks do', () => {
    fc.assert(
      fc.property(anyKey, anyBlock, anyBlock, (key, one, other) => {
        const standIns = new AddressStandIns(key, staying);
        const [before, beside] = [AddressSet.fromCidrs([one]), AddressSet.fromCidrs([other])];
        const [after, besideAfter] = [one, other].map((text) =>
          AddressSet.fromCidrs([block(standIns.of(text))]),
        );
        expect(besideAfter !== undefined && after?.isSubsetOf(besideAfter)).toBe(before.isSubsetOf(beside));
        expect(besideAfter !== undefined && after?.overlaps(besideAfter)).toBe(before.overlaps(beside));
      }),
    );
  });

  it('neither leave nor enter the addresses that stay', () => {
    fc.assert(
      fc.property(anyKey, anyAddress, (key, address) => {
        const after = block(new AddressStandIns(key, staying).of(formatAddress(address)));
        expect(staying.contains(after.first)).toBe(staying.contains(address));
        if (staying.contains(address)) expect(after.first).toBe(address);
      }),
    );
  });

  it('keep what overlaps them, written as it was', () => {
    const standIns = new AddressStandIns(new Uint8Array(32).fill(1), staying);
    for (const text of [
      '0.0.0.0/0',
      '::/0',
      '10.1.2.3',
      '10.0.0.1/8',
      '52.218.3.4',
      '52.0.0.0/8',
      'fd00::1',
    ]) {
      expect(standIns.of(text)).toBe(text);
    }
    expect(standIns.of('example.com')).toBeNull();
  });

  it('hide most bits of a public address', () => {
    const found = new Set(
      Array.from({ length: 16 }, (_, fill) =>
        new AddressStandIns(new Uint8Array(32).fill(fill), staying).of('81.2.69.142'),
      ),
    );
    expect(found.size).toBeGreaterThan(8);
    expect(found.has('81.2.69.142') && found.size === 1).toBe(false);
    expect([...found].every((text) => text !== null && formatCidr(block(text)).endsWith('/32'))).toBe(true);
  });
});
