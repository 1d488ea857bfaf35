import { type Fact, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { TransitGatewayAttachment } from '../../model/resources/peering-and-transit.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { scopeKey } from '../../model/scope.ts';
import { decide, type Flight } from './flight.ts';

/** An attachment to a transit gateway. Two calls describe it, each with fields of its own; either may be missing. */
export interface Attachment {
  readonly id: string;
  readonly gatewayId: string;
  /** As the call for attachments of VPCs describes it: with subnets and options. */
  readonly ofVpc: TransitGatewayAttachment | null;
  /** As the call for all attachments describes it: with the associated route table. */
  readonly ofAny: TransitGatewayAttachment | null;
  /** Where the gateway stands, whose owner describes its route tables. */
  readonly whereabouts: Whereabouts;
}

type DescribingFamily = 'transitGatewayVpcAttachments' | 'transitGatewayAttachments';

/** The attachment by which a VPC reaches a transit gateway. A VPC has at most one that stands; ended ones linger. */
export function attachmentOfVpc(network: Network, vpc: Vpc, gatewayId: string): Fact<Attachment> {
  const listings = [
    network.inVpc('transitGatewayVpcAttachments', vpc),
    network.inVpc('transitGatewayAttachments', vpc),
  ];
  const ids = new Set<string>();
  const missing: MissingFact[] = [];
  for (const attachment of listings.flatMap(({ items }) => items)) {
    const gateway = attachment.transitGatewayId;
    if (!gateway.known) missing.push(...gateway.missing);
    else if (gateway.value === gatewayId) ids.add(attachment.id);
  }
  const attachments = [...ids].sort().map((id) => attachmentNamed(network, id, gatewayId, vpc));
  const standing = attachments.find((attachment) => hasState(attachment, isAvailable));
  if (standing) return known(standing);
  // Either call lists all attachments of the VPC.
  if (listings.every((listing) => listing.missing.length > 0)) {
    missing.push(...listings.flatMap((listing) => listing.missing));
  }
  if (missing.length > 0) return unknown(...missing);
  const [first] = attachments;
  const best = attachments.find((attachment) => !hasState(attachment, hasEnded)) ?? first;
  if (best) return known(best);
  return unknown(vpc.missing(`no attachment of ${vpc.id} to ${gatewayId}`, 'transitGatewayVpcAttachments'));
}

/** What the input says of an attachment of a gateway, if anything. */
export function attachmentNamed(
  network: Network,
  id: string,
  gatewayId: string,
  near: Whereabouts,
): Attachment {
  const ofAny = described(network, 'transitGatewayAttachments', id, gatewayId);
  const ofVpc = described(network, 'transitGatewayVpcAttachments', id, gatewayId);
  const owner = ofAny?.raw.TransitGatewayOwnerId ?? near.account;
  return { id, gatewayId, ofVpc, ofAny, whereabouts: whereaboutsIn(network, owner, near.region, near) };
}

/** The scope of an account and region, where it was collected. */
export function whereaboutsIn(
  network: Network,
  account: string | null,
  region: string | null,
  near: Whereabouts,
): Whereabouts {
  const own = network.scopes.find((scope) => scope.account === account && scope.region === region);
  return { account, region, scope: own ?? near.scope };
}

/** Where the attachment is described; the given place where it is not. */
export function placeOf({ ofAny, ofVpc }: Attachment, otherwise: Place): Place {
  return (ofVpc ?? ofAny)?.at() ?? otherwise;
}

/** The VPC that is attached, where the input tells its id or the route does. */
export function vpcOfAttachment(
  network: Network,
  { id, ofAny, ofVpc, whereabouts }: Attachment,
  idOnRoute: string | null,
): Fact<Vpc> {
  const vpcId = idOnRoute ?? ofVpc?.vpcId ?? ofAny?.vpcId ?? null;
  if (vpcId === null) return unknown(missingAt(whereabouts, `no VPC on ${id}`));
  const owner = ofVpc?.raw.VpcOwnerId ?? ofAny?.raw.ResourceOwnerId ?? whereabouts.account;
  return network.answerFor('vpcs', vpcId, whereaboutsIn(network, owner, whereabouts.region, whereabouts));
}

/** Only an attachment that is available carries packets; of one that is changing nobody knows. */
export function judgeAttachment(flight: Flight, attachment: Attachment, at: Place): Flight {
  const state = stateOf(attachment);
  const { id } = attachment;
  if (state.known && isAvailable(state.value)) return flight;
  const blocks = state.known && !isChanging(state.value);
  return decide(flight, {
    plane: 'route',
    decision: blocks ? 'block' : 'unknown',
    reason: blocks ? 'transit-gateway-attachment-not-available' : 'transit-gateway-unknown',
    message: `${id} is ${state.known ? state.value : 'in a state that is not known'}`,
    at: placeOf(attachment, at),
    missing: !state.known
      ? state.missing
      : blocks
        ? []
        : [missingAt(attachment.whereabouts, `${id} is ${state.value}`)],
  });
}

/** IPv6 is switched on for each attachment of a VPC; what happens to it otherwise is not documented. */
export function judgeIpv6(flight: Flight, attachment: Attachment, at: Place): Flight {
  if (flight.destinations.ipv6Only().isEmpty()) return flight;
  const support = attachment.ofVpc?.supports('Ipv6Support') ?? null;
  if (support?.known && support.value) return flight;
  const { id, whereabouts } = attachment;
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'transit-gateway-family-unknown',
    message: `whether ${id} carries IPv6 is not known`,
    at: placeOf(attachment, at),
    missing:
      support !== null && !support.known
        ? support.missing
        : [missingAt(whereabouts, support ? `Ipv6Support of ${id} is off` : `${id} is not described`)],
  });
}

/** In lower case; unknown where two calls disagree. */
export function stateOf({ id, ofAny, ofVpc, whereabouts }: Attachment): Fact<string> {
  const states = [ofVpc, ofAny].flatMap((description) => (description ? [description.state] : []));
  const told = new Set(states.flatMap((state) => (state.known ? [state.value] : [])));
  const [state, ...others] = told;
  if (others.length > 0) return unknown(missingAt(whereabouts, `two descriptions of ${id} differ in State`));
  if (state !== undefined) return known(state);
  const missing = states.flatMap((each) => (each.known ? [] : each.missing));
  return unknown(...(missing.length > 0 ? missing : [missingAt(whereabouts, `${id} is not described`)]));
}

function hasState(attachment: Attachment, matches: (state: string) => boolean): boolean {
  const state = map(stateOf(attachment), matches);
  return state.known && state.value;
}

function isAvailable(state: string): boolean {
  return state === 'available';
}

/** States that lead to another by themselves, while packets may or may not pass. */
function isChanging(state: string): boolean {
  return state === 'pending' || state === 'modifying' || state === 'deleting';
}

function hasEnded(state: string): boolean {
  return state === 'deleted' || state === 'failed' || state === 'rejected';
}

/** The description that the gateway's owner gives, which tells most; else any. */
function described(
  network: Network,
  family: DescribingFamily,
  id: string,
  gatewayId: string,
): TransitGatewayAttachment | null {
  const byId = network.memo(`descriptions of ${family}`, () => {
    const descriptions = new Map<string, TransitGatewayAttachment[]>();
    for (const scope of [...network.scopes].sort((a, b) => (scopeKey(a) < scopeKey(b) ? -1 : 1))) {
      for (const attachment of network.inScope(family, scope).items) {
        const sameId = descriptions.get(attachment.id);
        if (sameId) sameId.push(attachment);
        else descriptions.set(attachment.id, [attachment]);
      }
    }
    return descriptions;
  });
  const ofGateway = (byId.get(id) ?? []).filter(
    ({ transitGatewayId }) => transitGatewayId.known && transitGatewayId.value === gatewayId,
  );
  const byOwner = ofGateway.find(({ raw, scope }) => raw.TransitGatewayOwnerId === scope.account);
  return byOwner ?? ofGateway[0] ?? null;
}

function missingAt({ account, region }: Whereabouts, reason: string): MissingFact {
  return { family: 'transitGatewayAttachments', account, region, reason };
}
