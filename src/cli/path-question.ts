import { answerPath, type PathQuestion as ReadQuestion } from '../analysis/connectivity/answer-path.ts';
import { parseRemote } from '../analysis/connectivity/parse-remote.ts';
import { parseTarget, type Target } from '../analysis/connectivity/parse-target.ts';
import type { PathAnswer } from '../analysis/connectivity/path-answer.ts';
import type { Traffic } from '../analysis/connectivity/security-group-admission.ts';
import { judgePath } from '../analysis/policy/judge-path.ts';
import { isAction, isResource, parseCaller } from '../analysis/policy/policy-question.ts';
import { servicePorts } from '../data/service-ports.ts';
import type { Network } from '../model/network.ts';
import type { Protocol } from '../report/path-report.ts';
import { closest, didYouMean } from './closest.ts';
import type { AskedPath } from './path-report.ts';

export interface PathQuestion {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  /** Undefined for that of the target. */
  readonly port: number | undefined;
  /** The request that the packets carry, as far as it is asked about. */
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly principal?: string | undefined;
}

const protocolNumbers: Readonly<Record<Protocol, number>> = { tcp: 6, udp: 17, icmp: 1 };
const https = 443;

/** A question as it was asked, as it was understood, and its answer. */
export interface AnsweredPath {
  readonly asked: AskedPath;
  /** Asks the same of another network. */
  readonly ask: (network: Network) => PathAnswer | null;
  readonly question: ReadQuestion;
  readonly answer: PathAnswer;
}

/** What the words for a target mean. */
export interface AskedTarget {
  readonly target: Target;
  /** Null where the protocol has none. */
  readonly port: number | null;
  readonly traffic: Traffic;
}

/** The answer, or in plain words why the question has none. */
export function answerQuestion(
  network: Network,
  { from, to, protocol, port, ...request }: PathQuestion,
): AnsweredPath | string {
  const wrong = wrongRequest(request);
  if (wrong !== null) return wrong;
  const asked = readTarget(network, { to, protocol, port });
  if (typeof asked === 'string') return asked;
  const question = { from, to: asked.target, traffic: asked.traffic };
  const policies = {
    action: request.action ?? null,
    resource: request.resource ?? null,
    principal: request.principal ?? null,
  };
  const ask = (other: Network): PathAnswer | null => {
    const packets = answerPath(other, question);
    return packets && judgePath(other, question, policies, packets);
  };
  const answer = ask(network);
  if (!answer) return noSuchSource(network, from);
  const isAsked = Object.values(policies).some((value) => value !== null);
  return {
    asked: { from, to, protocol, port: asked.port, request: isAsked ? policies : null },
    ask,
    question,
    answer,
  };
}

/** What a question asks for, or in plain words why that is nothing. */
export function readTarget(
  network: Network,
  { to, protocol, port }: Omit<PathQuestion, 'from'>,
): AskedTarget | string {
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

/** What is wrong with the request that is asked about; null where nothing is. */
function wrongRequest({
  action,
  resource,
  principal,
}: Pick<PathQuestion, 'action' | 'resource' | 'principal'>) {
  if (action !== undefined && !isAction(action)) {
    return `"${action}" is no action: expected one such as s3:GetObject or s3:Get*.`;
  }
  if (resource !== undefined && !isResource(resource)) {
    return `"${resource}" is no resource: expected an ARN such as arn:aws:s3:::logs/*.`;
  }
  if (principal !== undefined && parseCaller(principal) === null) {
    return `"${principal}" is no principal: expected the ARN of a role, session or user, an account id, or anonymous.`;
  }
  return null;
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

function noSuchSource(network: Network, from: string): string {
  if (from.includes('@')) return noSuchNetwork(network, from);
  const sources = (['networkInterfaces', 'instances', 'subnets'] as const).flatMap((family) =>
    network.all(family).map(({ id, name }) => ({ id, name })),
  );
  const instanceIds = network.all('networkInterfaces').flatMap(({ instanceId }) => instanceId ?? []);
  const called = sources.find(({ name }) => name === from);
  const hint = called
    ? ` Did you mean "${called.id}", which is called that?`
    : didYouMean(from, [...new Set([...sources.map(({ id }) => id), ...instanceIds])]);
  return `No interface, instance or subnet in the input has the id "${from}".${hint}`;
}

function noSuchNetwork(network: Network, from: string): string {
  const remote = parseRemote(from);
  if (!remote) {
    return `"${from}" is no network behind an attachment: write its CIDR block and the id of a VPN gateway, peering or transit gateway attachment, as in 10.50.0.0/16@vgw-0123456789abcdef0.`;
  }
  const { attachmentId } = remote;
  const ids = (
    [
      'vpnGateways',
      'vpcPeeringConnections',
      'transitGatewayAttachments',
      'transitGatewayVpcAttachments',
    ] as const
  ).flatMap((family) => network.all(family).map(({ id }) => id));
  return `No VPN gateway, peering or attachment in the input has the id "${attachmentId}".${didYouMean(attachmentId, [...new Set(ids)])}`;
}
