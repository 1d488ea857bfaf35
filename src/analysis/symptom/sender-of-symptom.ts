import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isAccountId, parseArn } from '../../model/scope.ts';
import { computeBySubnet } from '../connectivity/compute.ts';
import type { Symptom } from './symptom.ts';

/** Ids that a path question may start from; or in plain words what must be said to know them. */
export type Senders = readonly string[] | string;

const how = 'name it with --from: an instance, an interface, a subnet, a VPC, or CIDR@ID';

/** Who sent the packets of a symptom: whom the text names, else all of the VPC that alone comes into question. */
export function sendersOf(network: Network, symptom: Symptom): Senders {
  const { senders, senderAddress } = symptom;
  const known = senders.filter((id) => isSender(network, id));
  const [first] = known;
  if (first !== undefined) return known;
  const [stranger] = senders;
  if (stranger !== undefined)
    return `${stranger} is not in the input. Where did it come from? ${capital(how)}.`;
  if (senderAddress !== null) return holderOf(network, senderAddress);
  const lambda = functionOf(network, symptom.principal);
  if (lambda !== null) return [lambda];
  const vpcs = vpcsInQuestion(network, symptom);
  const [only] = vpcs;
  if (only !== undefined && vpcs.length === 1) return sendersInVpc(network, only);
  if (vpcs.length === 0) return `The input holds no VPC, so no sender either: ${how}.`;
  const names = vpcs.slice(0, mostNamed).map(({ id, name }) => (name === null ? id : `${id} "${name}"`));
  const more = vpcs.length > mostNamed ? `, … ${vpcs.length - mostNamed} more` : '';
  return `Where did it come from? The input holds ${vpcs.length} VPCs that come into question (${names.join(', ')}${more}). ${capital(how)}.`;
}

const mostNamed = 4;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a user names as the sender: a VPC stands for all that is in it. */
export function sendersNamed(network: Network, from: string): readonly string[] {
  const vpc = network.all('vpcs').find(({ id }) => id === from);
  const senders = vpc ? sendersInVpc(network, vpc) : [from];
  return typeof senders === 'string' ? [from] : senders;
}

function isSender(network: Network, id: string): boolean {
  const isIn = (family: 'networkInterfaces' | 'instances' | 'subnets') =>
    network.all(family).some((resource: Resource) => resource.id === id);
  const instances = network.index('networkInterfaces', 'instance', (each) => each.instanceId);
  return isIn('networkInterfaces') || isIn('instances') || isIn('subnets') || instances.has(id);
}

/** The subnets with compute; all of them where none is known. */
function sendersInVpc(network: Network, vpc: Vpc): Senders {
  const withCompute = [...computeBySubnet(network, vpc).bySubnet.keys()].sort();
  if (withCompute.length > 0) return withCompute;
  const subnets = network.inVpc('subnets', vpc).items.map(({ id }) => id);
  return subnets.length > 0 ? subnets : `The input holds no subnet of ${vpc.id}: ${how}.`;
}

/** The interface with an address, else the subnet that it is in. */
function holderOf(network: Network, address: string): Senders {
  const range = parseCidr(address);
  if (range === null) return `${address} is no address: ${how}.`;
  const set = AddressSet.of(range);
  const has = (addresses: { readonly known: boolean; readonly value?: AddressSet }) =>
    addresses.known && addresses.value?.overlaps(set) === true;
  const interfaces = network.all('networkInterfaces').filter((each) => has(each.addresses));
  const holders =
    interfaces.length > 0 ? interfaces : network.all('subnets').filter((each) => has(each.addresses));
  const [only] = holders;
  if (only !== undefined && holders.length === 1) return [only.id];
  return only === undefined
    ? `${address} is in no subnet of the input: ${how}, as in ${address}/32@vgw-….`
    : `${address} is an address of ${holders.map(({ id }) => id).join(' and of ')}: ${how}.`;
}

/** The interface of the Lambda function whose session it is. */
function functionOf(network: Network, principal: string | null): string | null {
  const session = /:assumed-role\/[^/]+\/(.+)$/.exec(principal ?? '')?.[1];
  if (session === undefined) return null;
  const start = `AWS Lambda VPC ENI-${session}-`;
  return (
    network.all('networkInterfaces').find(({ description }) => description.startsWith(start))?.id ?? null
  );
}

/** The VPCs that the text names, directly or by an endpoint; else those of its region and account. */
function vpcsInQuestion(network: Network, { vpcs, endpoints, region, principal }: Symptom): readonly Vpc[] {
  const all = network.all('vpcs');
  const ofEndpoints = network
    .all('vpcEndpoints')
    .filter(({ id }) => endpoints.includes(id))
    .map(({ vpcId }) => vpcId);
  const named = all.filter(({ id }) => vpcs.includes(id) || ofEndpoints.includes(id));
  if (named.length > 0) return named;
  const account = parseArn(principal ?? '')?.account ?? null;
  const narrowed = all.filter(
    (vpc) =>
      (region === null || vpc.region === region) &&
      (account === null || !isAccountId(account) || vpc.account === account),
  );
  return narrowed.length > 0 ? narrowed : all;
}
