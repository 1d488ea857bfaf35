/** By which ways requests come to a service in this network (9.2). */
import { AddressSet } from '../../model/address-set.ts';
import type { Fact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsFor } from './endpoint-traffic.ts';
import type { RequestWay } from './request-way.ts';

export interface NamedWay {
  readonly way: RequestWay;
  /** In words, to follow `requests`: `through vpce-1`. */
  readonly name: string;
}

/** The ways that no endpoint is on. */
const waysOutside: readonly NamedWay[] = [
  { way: { kind: 'internet', clients: null }, name: 'over the internet' },
  { way: { kind: 'console' }, name: 'from the console' },
  { way: { kind: 'forward-access' }, name: 'that a service forwards' },
  { way: { kind: 'service' }, name: 'of AWS services themselves' },
];

/**
 * Through each endpoint of the service, from its own VPC and, where that is joined to others, from there; over the NAT
 * gateways; and the ways outside. `service` is named as ARNs do.
 */
export function waysTo(network: Network, service: string): readonly NamedWay[] {
  return network.memo(`ways of requests to ${service}`, () => {
    const shared = AddressSet.unionAll(
      network
        .all('natGateways')
        .map(({ publicAddresses }) => (publicAddresses.known ? publicAddresses.value : AddressSet.empty)),
    );
    const nat: readonly NamedWay[] = shared.isEmpty()
      ? []
      : [{ way: { kind: 'internet', clients: shared }, name: 'over NAT gateways' }];
    const endpoints = endpointsFor(network, { service }).items;
    return [...endpoints.flatMap((endpoint) => waysThrough(network, endpoint)), ...nat, ...waysOutside];
  });
}

function waysThrough(network: Network, endpoint: VpcEndpoint): readonly NamedWay[] {
  const vpc = network.all('vpcs').find(({ id }) => id === endpoint.vpcId);
  const clients = vpc?.addresses.known === true ? vpc.addresses.value : null;
  const inside: NamedWay = {
    way: { kind: 'endpoint', endpoint, clients },
    name: `through ${endpoint.id}`,
  };
  // A gateway endpoint serves nobody outside of its VPC.
  const isGateway = endpoint.endpointType.known && endpoint.endpointType.value === 'gateway';
  if (isGateway || clients === null || !isJoined(network, endpoint.vpcId)) return [inside];
  const beyond = AddressSet.all.subtract(clients);
  return [
    inside,
    {
      way: { kind: 'endpoint', endpoint, clients: beyond },
      name: `through ${endpoint.id} from networks beyond its VPC`,
    },
  ];
}

/** Whether other networks are joined to a VPC, or may be: on-premises ones, or other VPCs. */
function isJoined(network: Network, vpcId: string | null): boolean {
  const joined = network.memo('VPCs that are joined to other networks', () => {
    const attachments = [
      ...network.all('transitGatewayAttachments'),
      ...network.all('transitGatewayVpcAttachments'),
    ].filter(({ state }) => !isOver(state));
    const peerings = network.all('vpcPeeringConnections').filter(({ status }) => !isOver(status));
    const ends = peerings.flatMap(({ requester, accepter }) => [requester, accepter]);
    return new Set([
      ...[...network.all('vpnGateways'), ...attachments].map((joint) => joint.vpcId),
      ...ends.map((end) => (end.known ? end.value.vpcId : null)),
    ]);
  });
  return vpcId !== null && joined.has(vpcId);
}

const ended: ReadonlySet<string> = new Set([
  'deleted',
  'deleting',
  'rejected',
  'rejecting',
  'failed',
  'failing',
  'expired',
]);

function isOver(state: Fact<string>): boolean {
  return state.known && ended.has(state.value);
}
