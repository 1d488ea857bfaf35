import { formatCidr, parseCidr } from '../../model/cidr.ts';
import { formatAddress } from '../../model/ip-address.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';

/** What `Fn::Cidr` may make (its page says so). */
const mostBlocks = 256;

/** `Fn::Cidr`: the first `count` blocks of 2^`bits` addresses in a block. @throws OpenValue where there are none. */
export function cidrBlocks(block: string, count: number, bits: number): readonly string[] {
  const cidr = parseCidr(block);
  const width = cidr?.family === 6 ? 128 : 32;
  const prefixLength = width - bits;
  const isPossible =
    cidr !== null &&
    Number.isInteger(count) &&
    Number.isInteger(bits) &&
    count > 0 &&
    count <= mostBlocks &&
    bits >= 0 &&
    prefixLength >= cidr.prefixLength &&
    2 ** Math.min(prefixLength - cidr.prefixLength, 9) >= count;
  if (!isPossible) throw new OpenValue('Fn::Cidr is given what it cannot divide');
  return Array.from({ length: count }, (_, index) => {
    const first =
      cidr.family === 4
        ? formatAddress(cidr.first + index * 2 ** bits)
        : formatAddress(cidr.first + BigInt(index) * 2n ** BigInt(bits));
    const part = parseCidr(`${first}/${prefixLength}`);
    return part ? formatCidr(part) : first;
  });
}
