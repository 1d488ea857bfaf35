import { servicePorts } from '../../data/service-ports.ts';
import { closest, didYouMean } from '../../model/closest.ts';
import type { Network } from '../../model/network.ts';
import { parseTarget, type Target } from './parse-target.ts';
import type { Traffic } from './security-group-admission.ts';

export type ProtocolName = 'tcp' | 'udp' | 'icmp';

/** A target in words, and how it is spoken to. */
export interface TargetWords {
  readonly to: string;
  readonly protocol: ProtocolName;
  /** Undefined for that of the target. */
  readonly port?: number | undefined;
}

const protocolNumbers: Readonly<Record<ProtocolName, number>> = { tcp: 6, udp: 17, icmp: 1 };
const https = 443;

/** What the words for a target mean. */
export interface AskedTarget {
  readonly target: Target;
  /** Null where the protocol has none. */
  readonly port: number | null;
  readonly traffic: Traffic;
}

/** What a question asks for, or in plain words why that is nothing. */
export function readTarget(network: Network, { to, protocol, port }: TargetWords): AskedTarget | string {
  const parsed = parseTarget(to);
  if (!parsed) {
    return `"${to}" is no service, DNS name, URL, endpoint id, address or CIDR block.`;
  }
  const { target } = parsed;
  const unknownEndpoint = target.kind === 'endpoint' ? mistypedEndpoint(network, target.id) : null;
  if (unknownEndpoint !== null) return unknownEndpoint;
  const asked = protocol === 'icmp' ? null : (port ?? parsed.port ?? portOf(network, target));
  return { target, port: asked, traffic: { protocol: protocolNumbers[protocol], port: asked ?? 0 } };
}

/** The first port on which the target's service listens, else that of HTTPS. */
function portOf(network: Network, target: Target): number {
  const service = serviceOf(network, target);
  return (service ? servicePorts(service).ports[0] : undefined) ?? https;
}

function serviceOf(network: Network, target: Target) {
  if (target.kind === 'service') return { service: target.service, kind: 'aws' } as const;
  if (target.kind !== 'endpoint') return null;
  const service = network.all('vpcEndpoints').find(({ id }) => id === target.id)?.service;
  return service?.known ? service.value : null;
}

/** An endpoint that is not in the input may be another account's, but not if it is one of these but for a letter. */
function mistypedEndpoint(network: Network, id: string): string | null {
  const ids = network.all('vpcEndpoints').map((endpoint) => endpoint.id);
  if (ids.includes(id) || closest(id, ids) === null) return null;
  return `No endpoint in the input has the id "${id}".${didYouMean(id, ids)}`;
}
