import type { AddressSet } from '../../../model/address-set.ts';
import { itemsOf } from '../../../model/edit-snapshot.ts';
import { all } from '../../../model/fact.ts';
import { PortSet } from '../../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../model/resources/network-acl.ts';
import type { RawItem } from '../../../model/snapshot.ts';
import { filterByAcl } from '../network-acl-filter.ts';
import type { Direction } from '../security-group-admission.ts';
import {
  type Change,
  isPlainId,
  mostBlocks,
  type Opener,
  protocolName,
  subnetsText,
  type Wanted,
  withOthers,
} from './change.ts';

/** The packets that an ACL denies, seen from it. */
interface Denied {
  readonly direction: Direction;
  readonly addresses: AddressSet;
  readonly ports: readonly [number, number];
}

/** Entries before the one that denies, for exactly the addresses on the other side and the ports that it takes. */
export const allowInAcl: Opener = (wanted, { component, at, reason }): Change | null => {
  const { network, traffic } = wanted;
  const found = network.find('networkAcls', component.id, component);
  const protocol = protocolName(traffic);
  if (!found.known || !found.value || protocol === null || !isPlainId(component.id)) return null;
  const acl = found.value;
  const denied = deniedBy(wanted, acl, at.path, reason === 'network-acl-reply-denied');
  if (!denied) return null;
  const blocks = denied.addresses.toCidrs();
  const numbers = numbersBefore(acl, denied, traffic.protocol, blocks.length);
  if (blocks.length > mostBlocks || !numbers) return null;
  const [from, to] = denied.ports;
  const portText = from === to ? String(from) : `${from}-${to}`;
  const isEgress = denied.direction === 'egress';
  const entries = blocks.map((block, index) => ({
    RuleNumber: numbers[index],
    Egress: isEgress,
    Protocol: String(traffic.protocol),
    RuleAction: 'allow',
    [block.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: block,
    PortRange: { From: from, To: to },
  }));
  return {
    resource: acl,
    summary: `allow ${protocol}/${portText} ${isEgress ? 'to' : 'from'} ${blocks.join(', ')} in ${acl.id} by rule ${numbers.join(', ')} (${denied.direction})`,
    commands: blocks.map(
      (block, index) =>
        `aws ec2 create-network-acl-entry --network-acl-id ${acl.id} --${denied.direction} --rule-number ${numbers[index]} --protocol ${protocol} --port-range From=${from},To=${to} --${block.includes(':') ? 'ipv6-cidr-block' : 'cidr-block'} ${block} --rule-action allow`,
    ),
    ...heldFor(wanted, acl),
    edits: [
      {
        family: 'networkAcls',
        id: acl.id,
        change: (item: RawItem) => ({ ...item, Entries: [...itemsOf(item, 'Entries'), ...entries] }),
      },
    ],
  };
};

/** Packets leave to their destinations and enter from their senders; replies the other way round (N3). */
function deniedBy(wanted: Wanted, acl: NetworkAcl, path: string, isReply: boolean): Denied | null {
  const entry = entryAt(acl, path);
  if (!entry) return null;
  const { senders, destinations, traffic, sources } = wanted;
  const direction = entry.egress ? 'egress' : 'ingress';
  const isSourceSide = entry.egress !== isReply;
  const replies = PortSet.unionAll(sources.map(({ ephemeralPorts }) => ephemeralPorts)).toString();
  const ports = isReply ? replies.split('-').map(Number) : [traffic.port, traffic.port];
  const [from, to] = ports;
  if (from === undefined || to === undefined || ports.length !== 2 || Number.isNaN(from + to)) return null;
  return { direction, addresses: isSourceSide ? destinations : senders, ports: [from, to] };
}

function entryAt({ entries }: NetworkAcl, path: string): NetworkAclEntry | null {
  const index = /^\/Entries\/(\d+)$/.exec(path)?.[1];
  if (index === undefined || !entries.known) return null;
  return entries.value.find((entry) => entry.index === Number(index)) ?? null;
}

const step = 10;

/** Free numbers, in a row, before the first entry that denies some of the packets. */
function numbersBefore(
  acl: NetworkAcl,
  { direction, addresses, ports: [from, to] }: Denied,
  protocol: number,
  count: number,
): readonly number[] | null {
  const parts = filterByAcl(acl, direction, { protocol, addresses, ports: PortSet.ofRange(from, to) });
  if (!parts.known || !acl.entries.known) return null;
  const denying = parts.value.flatMap(({ allow, entry }) => (allow || !entry ? [] : entry.ruleNumber));
  const end = Math.min(...denying);
  const before = acl.entries.value
    .filter(({ egress, ruleNumber }) => egress === (direction === 'egress') && ruleNumber < end)
    .map(({ ruleNumber }) => ruleNumber);
  const last = Math.max(0, ...before);
  const start = last + step + count <= end ? last + step : last + 1;
  const numbers = Array.from({ length: count }, (_, index) => start + index);
  return denying.length > 0 && start + count <= end ? numbers : null;
}

/** An ACL guards all that stands in its subnets. */
function heldFor(
  { network, senders, destinations }: Wanted,
  acl: NetworkAcl,
): Pick<Change, 'besides' | 'others'> {
  const { subnetIds } = acl;
  const found = subnetIds.known
    ? all(subnetIds.value.map((id) => network.answerFor('subnets', id, acl)))
    : subnetIds;
  if (!found.known) return { besides: `which subnets ${acl.id} guards is not known`, others: [] };
  const others = withOthers(found.value, senders.union(destinations));
  if (others.length === 0) return { besides: null, others };
  const where = subnetsText(others, `of ${acl.id}`);
  return { besides: `it holds for all that stands in or passes through ${where}`, others };
}
