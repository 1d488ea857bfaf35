import { answerPath, type PathQuestion as ReadQuestion } from '../analysis/connectivity/answer-path.ts';
import { parseRemote } from '../analysis/connectivity/parse-remote.ts';
import type { PathAnswer } from '../analysis/connectivity/path-answer.ts';
import { readTarget } from '../analysis/connectivity/read-target.ts';
import { judgePath } from '../analysis/policy/judge-path.ts';
import { isAction, isResource, parseCaller } from '../analysis/policy/policy-question.ts';
import { didYouMean } from '../model/closest.ts';
import type { Network } from '../model/network.ts';
import type { Protocol } from '../report/path-report.ts';
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

/** A question as it was asked, as it was understood, and its answer. */
export interface AnsweredPath {
  readonly asked: AskedPath;
  /** Asks the same of another network. */
  readonly ask: (network: Network) => PathAnswer | null;
  readonly question: ReadQuestion;
  readonly answer: PathAnswer;
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
