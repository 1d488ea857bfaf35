/** One packet through transit gateways and its reply back, step by step over a plan, with nothing of the analysis. */
import {
  attachedSubnet,
  hostAddress,
  isElsewhere,
  type Option,
  type Plan,
  type PlannedAttachment,
  type PlannedList,
  type PlannedRoute,
  type PlannedTable,
  prefixList,
  prefixListBlocks,
  propagating,
  type SubnetName,
  type Zone,
  zones,
} from './plan.ts';

type Verdict = 'reachable' | 'blocked' | 'unknown';

/** Ends a walk: what happens to the packet is certain, or nobody can tell. */
class Ended extends Error {
  readonly verdict: 'blocked' | 'unknown';

  constructor(verdict: 'blocked' | 'unknown') {
    super(verdict);
    this.verdict = verdict;
  }
}

/** What nobody can tell on the way, while the way itself is clear. */
interface Doubts {
  some: boolean;
}

interface Host {
  readonly vpc: number;
  readonly zone: Zone;
}

/** What becomes of a packet from the instance of a VPC in a zone to an address outside that VPC. */
export function walk(plan: Plan, from: Host, address: string): Verdict {
  const doubts: Doubts = { some: false };
  try {
    const start = plan.vpcs[from.vpc];
    if (!start) throw new Ended('blocked');
    const sender = hostAddress(start, from.zone);
    if (!passes(plan, from.vpc, from.zone, 'out', address, 'https')) throw new Ended('blocked');
    const answers = passes(plan, from.vpc, from.zone, 'in', address, 'ephemeral');
    const isAttached = plan.attachments.some(
      (each) => each.vpc === from.vpc && !each.apart && each.zones.includes(from.zone),
    );
    if (!isAttached && !answers) throw new Ended('blocked');
    const there = travel(plan, from, address, { from: sender, port: 'https' }, doubts);
    const vpc = plan.vpcs[there.vpc];
    const zone = zones.find((each) => vpc && hostAddress(vpc, each) === address);
    if (!vpc || zone === undefined) throw new Ended('blocked');
    const to = { vpc: there.vpc, zone };
    const enters = passes(plan, to.vpc, to.zone, 'in', sender, 'https');
    mindEntrances(there, doubts, (name) =>
      name === to.zone ? true : enters && passes(plan, to.vpc, name, 'out', address, 'https'),
    );
    if (!passes(plan, to.vpc, to.zone, 'out', sender, 'ephemeral')) throw new Ended('blocked');
    admit(plan, to, there, doubts);
    const back = travel(plan, to, sender, { from: address, port: 'ephemeral' }, doubts);
    if (back.vpc !== from.vpc) throw new Ended('blocked');
    mindEntrances(back, doubts, (name) =>
      name === from.zone ? true : answers && passes(plan, from.vpc, name, 'out', sender, 'ephemeral'),
    );
  } catch (error) {
    if (error instanceof Ended) return error.verdict;
    throw error;
  }
  return doubts.some ? 'unknown' : 'reachable';
}

interface Packet {
  readonly from: string;
  readonly port: 'https' | 'ephemeral';
}

interface Trip {
  readonly vpc: number;
  readonly entrances: readonly SubnetName[];
  /** The attachments by which the packet left and came in; null after a peering. */
  readonly attachments: readonly PlannedAttachment[] | null;
}

/** From a subnet through gateways into the VPC that takes the packet as its own. */
function travel(plan: Plan, from: Host, address: string, packet: Packet, doubts: Doubts): Trip {
  const first = routeOf(plan, from.vpc, from.zone, address);
  if (first === 'local' || first === 'blackhole' || first === null) throw new Ended('blocked');
  const left = attachmentOf(plan, from.vpc, first);
  if (!left) throw new Ended('unknown');
  mindState(left, doubts);
  if (!left.zones.includes(from.zone)) throw new Ended('blocked');
  const exit = attachedSubnet(left, from.zone);
  if (!passes(plan, from.vpc, exit, 'in', packet.from, packet.port)) throw new Ended('blocked');
  let gateway = first;
  let target = lookUp(plan, gateway, left.table, address);
  let peered = false;
  if (target === 'peering') {
    peered = true;
    gateway = 1 - gateway;
    target = lookUp(plan, gateway, plan.peeringTables[gateway] ?? null, address);
    if (target === 'peering') throw new Ended('unknown');
  }
  const right = attachmentOf(plan, target, gateway);
  if (!right) throw new Ended('blocked');
  mindState(right, doubts);
  const own = right.zones.filter((zone) => zone === from.zone);
  const possible = peered || right.applianceMode || own.length === 0 ? right.zones : own;
  const entrances = possible.map((zone) => attachedSubnet(right, zone));
  const routes = new Set(entrances.map((name) => routeOf(plan, target, name, address) ?? 'blackhole'));
  const [route] = routes;
  if (routes.size > 1) throw new Ended('unknown');
  if (route === 'blackhole') throw new Ended('blocked');
  if (route !== 'local') throw new Ended('unknown');
  return { vpc: target, entrances, attachments: peered ? null : [left, right] };
}

/** The way of an address by a subnet's table: the longest block, and the VPC's own among them. */
function routeOf(
  plan: Plan,
  vpc: number,
  name: SubnetName,
  address: string,
): PlannedRoute['to'] | 'local' | null {
  const own = plan.vpcs[vpc];
  if (!own) return null;
  const local = { cidr: `10.${own.octet}.0.0/16`, to: 'local' as const };
  const fitting = [local, ...own.routes[name]].filter(({ cidr }) => isIn(address, cidr));
  return fitting.sort((a, b) => lengthOf(b.cidr) - lengthOf(a.cidr))[0]?.to ?? null;
}

/** The VPC, or the peering, to which a gateway's table sends an address. */
function lookUp(
  plan: Plan,
  gateway: number,
  table: PlannedAttachment['table'],
  address: string,
): number | 'peering' {
  if (table === null) throw new Ended('blocked');
  const routes = table === 'changing' ? undefined : plan.gateways[gateway]?.tables[table];
  if (!routes) throw new Ended('unknown');
  const fitting = candidates(plan, gateway, routes).filter(({ cidr }) => isIn(address, cidr));
  const longest = Math.max(...fitting.map(({ cidr }) => lengthOf(cidr)));
  const atLongest = fitting.filter(({ cidr }) => lengthOf(cidr) === longest);
  const rank = Math.min(...atLongest.map((each) => each.rank));
  const [winner, ...others] = atLongest.filter((each) => each.rank === rank);
  if (!winner) throw new Ended('blocked');
  if (others.some(({ to }) => to !== winner.to)) throw new Ended('unknown');
  if (winner.to === 'pending') throw new Ended('unknown');
  if (winner.to === 'blackhole') throw new Ended('blocked');
  return winner.to;
}

function candidates(plan: Plan, gateway: number, table: PlannedTable) {
  const isAttached = (vpc: number) => attachmentOf(plan, vpc, gateway) !== undefined;
  const statics = table.statics.flatMap(({ destination, to }) => {
    const target = typeof to === 'number' && !isAttached(to) ? ('blackhole' as const) : to;
    return destination === prefixList
      ? prefixListBlocks.map((cidr) => ({ cidr, to: target, rank: 1 }))
      : [{ cidr: destination, to: target, rank: 0 }];
  });
  const propagated = propagating(plan, gateway, table).map(({ vpc }) => ({
    cidr: `10.${plan.vpcs[vpc]?.octet}.0.0/16`,
    to: vpc,
    rank: 2,
  }));
  return [...statics, ...propagated];
}

function attachmentOf(plan: Plan, vpc: number, gateway: number): PlannedAttachment | undefined {
  if (isElsewhere(plan, 'vpc', vpc) !== isElsewhere(plan, 'gateway', gateway)) return undefined;
  return plan.attachments.find((attachment) => attachment.vpc === vpc && attachment.gateway === gateway);
}

function mindState({ state }: PlannedAttachment, doubts: Doubts): void {
  if (state === 'deleted') throw new Ended('blocked');
  if (state === 'modifying') doubts.some = true;
}

/** Every subnet by which the packet may come in must let it pass; where only some do, nobody can tell. */
function mindEntrances({ entrances }: Trip, doubts: Doubts, lets: (name: SubnetName) => boolean): void {
  if (!entrances.some(lets)) throw new Ended('blocked');
  if (!entrances.every(lets)) doubts.some = true;
}

/** What a list of a subnet's ACL does with packets from or to an address outside, by the port that they go to. */
function passes(
  plan: Plan,
  vpc: number,
  name: SubnetName,
  list: 'in' | 'out',
  far: string,
  port: Packet['port'],
): boolean {
  const own = plan.vpcs[vpc];
  const kind: PlannedList = own?.acls[name]?.[list] ?? 'all';
  if (kind === 'own' || kind === 'others') return isIn(far, `10.${own?.octet}.0.0/16`) === (kind === 'own');
  return kind === 'all' || kind === port;
}

/** Security groups by name count only where gateway and both attachments support it, and never for endpoints. */
function admit(plan: Plan, to: Host, { attachments }: Trip, doubts: Doubts): void {
  if (plan.vpcs[to.vpc]?.admits === 'everybody') return;
  const isEndpoint = plan.hasEndpoint && to.vpc === 1 && to.zone === 'a';
  if (isEndpoint || attachments === null) throw new Ended('blocked');
  const gateway = attachments[0]?.gateway ?? 0;
  const support: readonly Option[] = [
    plan.gateways[gateway]?.references ?? null,
    ...attachments.map(({ references }) => references),
  ];
  if (support.includes('disable')) throw new Ended('blocked');
  if (support.includes(null)) doubts.some = true;
}

function isIn(address: string, cidr: string): boolean {
  const [network = '', length = '0'] = cidr.split('/');
  const octets = Number(length) / 8;
  return address.split('.').slice(0, octets).join() === network.split('.').slice(0, octets).join();
}

function lengthOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}
