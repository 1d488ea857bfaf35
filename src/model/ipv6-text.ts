import { parseIpv4 } from './ipv4-text.ts';

/** Eight groups of four digits, the last two written as a dotted quad. */
const longestText = 45;
/** Groups of 16 bits. */
const groupCount = 8;

/** The IPv6 address that the text names in any form of RFC 4291 section 2.2, without a zone; else null. */
export function parseIpv6(text: string): bigint | null {
  if (text.length > longestText) return null;
  const gap = text.indexOf('::');
  const before = gap < 0 ? [] : readGroups(text.slice(0, gap));
  const after = readGroupsAndQuad(gap < 0 ? text : text.slice(gap + 2));
  if (before === null || after === null) return null;
  const left = groupCount - before.length - after.length;
  // The two colons stand for one group of zeros at least.
  if (gap < 0 ? left !== 0 : left < 1) return null;
  return joined([...before, ...Array.from({ length: left }, () => 0), ...after]);
}

function readGroupsAndQuad(text: string): readonly number[] | null {
  if (!text.includes('.')) return readGroups(text);
  const last = text.lastIndexOf(':') + 1;
  const quad = parseIpv4(text.slice(last));
  const groups = last > 1 ? readGroups(text.slice(0, last - 1)) : last === 0 ? [] : null;
  return quad === null || groups === null ? null : [...groups, quad >>> 16, quad & 0xffff];
}

function readGroups(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

function joined(groups: readonly number[]): bigint {
  return BigInt(`0x${groups.map((group) => group.toString(16).padStart(4, '0')).join('')}`);
}

/** The compressed lower-case form of RFC 5952: of the longest runs of zeros the first one is left out. */
export function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: groupCount }, (_group, index) =>
    Number((address >> BigInt(16 * (groupCount - 1 - index))) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === '0' ? length + 1 : 0;
    if (length > longest.length) longest = { start: index + 1 - length, length };
  }
  return longest;
}
