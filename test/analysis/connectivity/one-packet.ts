/** One packet against security group rules as AWS prints them, written without anything of the analysis. */

export interface RawPermission {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
  readonly UserIdGroupPairs: readonly { readonly GroupId: string }[];
}

/** A number for an IPv4 address, a bigint for an IPv6 address. */
export type PacketAddress = number | bigint;

export interface Packet {
  readonly protocol: number;
  readonly port: number;
  readonly peer: PacketAddress;
}

export type PrefixLists = Readonly<Record<string, readonly string[]>>;

const namesOfProtocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

/** Packets of ICMP and ICMPv6 are echo requests: their types, with code 0. */
const echoRequests: Readonly<Record<number, number>> = { 1: 8, 58: 128 };

/** Whether protocol and port of the packet are those of the rule. */
export function isAbout(rule: RawPermission, { protocol, port }: Omit<Packet, 'peer'>): boolean {
  if (rule.IpProtocol === '-1') return true;
  const number = namesOfProtocols[rule.IpProtocol] ?? Number.parseInt(rule.IpProtocol, 10);
  if (number !== protocol) return false;
  const echoRequest = echoRequests[number];
  if (echoRequest !== undefined) {
    const { FromPort: type = -1, ToPort: code = -1 } = rule;
    return [-1, echoRequest].includes(type) && [-1, 0].includes(code);
  }
  if (number !== 6 && number !== 17) return true;
  if (rule.FromPort === undefined || rule.FromPort === -1) return true;
  return rule.FromPort <= port && port <= (rule.ToPort ?? rule.FromPort);
}

/** Whether some rule lets the packet through by its peer's address; prefix lists without entries let none. */
export function isAdmitted(rules: readonly RawPermission[], packet: Packet, lists: PrefixLists): boolean {
  return rules
    .filter((rule) => isAbout(rule, packet))
    .some((rule) =>
      [
        ...rule.IpRanges.map(({ CidrIp }) => CidrIp),
        ...rule.Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
        ...rule.PrefixListIds.flatMap(({ PrefixListId }) => lists[PrefixListId] ?? []),
      ].some((cidr) => isInside(packet.peer, cidr)),
    );
}

function isInside(address: PacketAddress, cidr: string): boolean {
  const { bits, network, length, family } = blockOf(cidr);
  if ((typeof address === 'bigint') !== (family === 6)) return false;
  const shift = BigInt(bits - length);
  return BigInt(address) >> shift === network >> shift;
}

/** The first and last address of a block and their neighbours outside: where mistakes by one would show. */
export function edgesOf(cidr: string): readonly PacketAddress[] {
  const { bits, network, length, family } = blockOf(cidr);
  const size = 1n << BigInt(bits - length);
  const first = (network / size) * size;
  const edges = [first - 1n, first, first + size - 1n, first + size];
  const existing = edges.filter((edge) => edge >= 0n && edge < 1n << BigInt(bits));
  return family === 6 ? existing : existing.map(Number);
}

function blockOf(cidr: string): { bits: number; network: bigint; length: number; family: 4 | 6 } {
  const [address = '', length = ''] = cidr.split('/');
  if (!address.includes(':')) {
    const network = address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    return { bits: 32, network, length: Number(length), family: 4 };
  }
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)];
  const network = all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return { bits: 128, network, length: Number(length), family: 6 };
}
