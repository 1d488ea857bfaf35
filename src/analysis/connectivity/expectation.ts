import { distinctMissing, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { matchesPattern } from '../../model/pattern.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { answerPath, sourcesAsked } from './answer-path.ts';
import { staysPrivate } from './merge-branches.ts';
import type { PathAnswer, PathBranch, Via } from './path-answer.ts';
import { type ProtocolName, readTarget } from './read-target.ts';

/** Which senders are meant: those that all of it is true of. */
export interface SourceSelector {
  /** Tags of the subnet, instance or interface; `*` stands for anything. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly subnets?: readonly string[] | undefined;
  readonly vpcs?: readonly string[] | undefined;
  /** Ids of instances or interfaces. */
  readonly resources?: readonly string[] | undefined;
  /** Networks behind an attachment (`10.50.0.0/16@vgw-0a1`), which none of the others is true of. */
  readonly remote?: readonly string[] | undefined;
}

/** What somebody counts on: that senders get somewhere by a way, or never do by another. */
export interface Expectation {
  readonly name: string;
  readonly from: SourceSelector;
  readonly to: readonly string[];
  readonly via?: Via | 'any' | 'private' | undefined;
  readonly never?: readonly (Via | 'any' | 'internet')[] | undefined;
  readonly protocol: ProtocolName;
  readonly port?: number | undefined;
}

export interface BrokenPath {
  /** The sender as a path question names it. */
  readonly from: string;
  /** What it is, or what it stands behind. */
  readonly source: Resource;
  readonly to: string;
  /** The part of the destinations that is not as expected. */
  readonly branch: PathBranch;
}

/** How an expectation fares in a network. */
export interface ExpectationOutcome {
  readonly broken: readonly BrokenPath[];
  readonly undecided: readonly {
    readonly source: Resource | null;
    readonly missing: readonly MissingFact[];
  }[];
  /** How many pairs of a sender and a target were looked at. */
  readonly checked: number;
}

/** Asks for the path from each sender to each target. Remembered: rules and reports ask for the same. */
export function checkExpectation(network: Network, expectation: Expectation): ExpectationOutcome {
  return network.memo(`expectation ${JSON.stringify(expectation)}`, () => check(network, expectation));
}

function check(network: Network, expectation: Expectation): ExpectationOutcome {
  const { items: senders, missing } = sendersOf(network, expectation.from);
  const broken: BrokenPath[] = [];
  const undecided: { source: Resource | null; missing: readonly MissingFact[] }[] = [];
  if (missing.length > 0) undecided.push({ source: null, missing });
  else if (senders.length === 0)
    undecided.push(nothing(`no source of expectation "${expectation.name}" is in the input`));
  const { protocol, port } = expectation;
  for (const to of expectation.to) {
    const asked = readTarget(network, { to, protocol, port });
    if (typeof asked === 'string') {
      undecided.push(nothing(asked));
      continue;
    }
    for (const { from, source } of senders) {
      const answer = answerPath(network, { from, to: asked.target, traffic: asked.traffic });
      if (!answer) continue;
      const branch = contradiction(answer, expectation);
      if (branch) broken.push({ from, source, to, branch });
      else {
        const open = answer.branches.filter((each) => isOpen(each, expectation));
        const lacking = distinctMissing(open.flatMap((each) => each.missing));
        if (lacking.length > 0) undecided.push({ source, missing: lacking });
      }
    }
  }
  return { broken, undecided, checked: senders.length * expectation.to.length };
}

const nowhere = { family: 'subnets', account: null, region: null };

function nothing(reason: string) {
  return { source: null, missing: [{ ...nowhere, reason }] };
}

export interface Sender {
  readonly from: string;
  readonly source: Resource;
}

/** The senders that a selector means. */
export function sendersOf(network: Network, selector: SourceSelector): Listing<Sender> {
  const { remote } = selector;
  if (remote === undefined) {
    const { items, missing } = sourcesIn(network, selector);
    return { items: items.map((source) => ({ from: source.id, source })), missing };
  }
  const items: Sender[] = [];
  const missing: MissingFact[] = [];
  for (const from of remote) {
    const found = sourcesAsked(network, from);
    if (!found) missing.push({ ...nowhere, reason: `nothing in the input is what ${from} stands behind` });
    else {
      missing.push(...found.missing);
      items.push(...found.items.map(({ resource }) => ({ from, source: resource })));
    }
  }
  return { items, missing };
}

/** Subnets unless single senders are named; with tags, instances and interfaces that bear them too. */
function sourcesIn(network: Network, { tags, subnets, vpcs, resources }: SourceSelector): Listing<Resource> {
  const ids = resources && new Set(resources);
  const families =
    ids || tags ? (['subnets', 'instances', 'networkInterfaces'] as const) : (['subnets'] as const);
  const items = families
    .flatMap((family): readonly Resource[] => network.all(family))
    .filter((resource) => ids === undefined || ids.has(resource.id))
    .filter((resource) => vpcs === undefined || vpcs.includes(resource.vpcId ?? ''))
    .filter((resource) => subnets === undefined || subnets.includes(subnetOf(resource)))
    .filter((resource) => tags === undefined || bearsAll(resource, tags));
  // Of what is named by its id nothing is missing once it is there.
  const isNamed = ids !== undefined && items.length === ids.size;
  const missing = isNamed ? [] : network.scopes.flatMap((scope) => network.inScope('subnets', scope).missing);
  return { items, missing: distinctMissing(missing) };
}

function subnetOf(resource: Resource): string {
  const { SubnetId } = resource.raw as { readonly SubnetId?: unknown };
  return typeof SubnetId === 'string' ? SubnetId : resource.id;
}

function bearsAll(resource: Resource, tags: Readonly<Record<string, string>>): boolean {
  const borne = resource.tags;
  return Object.entries(tags).every(
    ([key, pattern]) => borne.has(key) && matchesPattern(pattern, borne.get(key) ?? ''),
  );
}

/** The part of an answer that is for certain not as expected. */
function contradiction({ branches }: PathAnswer, { via, never }: Expectation): PathBranch | undefined {
  return branches.find((branch) => {
    const passes = branch.verdict === 'reachable' || branch.verdict === 'partial';
    if (never && passes && never.some((way) => isWay(branch, way))) return true;
    if (via === undefined) return false;
    return branch.verdict === 'blocked' || branch.verdict === 'partial' || (passes && !isAsked(branch, via));
  });
}

/** Whether what is not known of a part could make it other than expected. */
function isOpen(branch: PathBranch, { via, never }: Expectation): boolean {
  if (branch.verdict !== 'unknown') return false;
  if (via !== undefined) return true;
  return never !== undefined && (!ends.has(branch.via) || never.some((way) => isWay(branch, way)));
}

/** What delivers by itself, so that nothing beyond it could be another way. */
const ends: ReadonlySet<Via> = new Set<Via>([
  'gateway-endpoint',
  'interface-endpoint',
  'resource-endpoint',
  'service-network-endpoint',
  'local',
  'none',
]);

function isAsked(branch: PathBranch, via: NonNullable<Expectation['via']>): boolean {
  if (via === 'any') return true;
  return via === 'private' ? staysPrivate([branch]) === true : branch.via === via;
}

const internetWays: ReadonlySet<Via> = new Set<Via>([
  'nat-gateway',
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
]);

function isWay(branch: PathBranch, way: Via | 'any' | 'internet'): boolean {
  return way === 'any' || (way === 'internet' ? internetWays.has(branch.via) : branch.via === way);
}
