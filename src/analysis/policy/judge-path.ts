/** The plane of policies, joined with the way that packets take. */
import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { parseArn } from '../../model/scope.ts';
import type { PathQuestion } from '../connectivity/answer-path.ts';
import { overallVerdict, staysPrivate } from '../connectivity/merge-branches.ts';
import { parseRemote } from '../connectivity/parse-remote.ts';
import type { PathAnswer, PathBranch } from '../connectivity/path-answer.ts';
import type { Traffic } from '../connectivity/security-group-admission.ts';
import { sourcesNamed } from '../connectivity/sources-of.ts';
import type { Caller } from './caller.ts';
import { type CallerClass, callerClasses } from './caller-class.ts';
import { actionPrefixOf } from './endpoint-policy.ts';
import { judgeEndpoint, noStep, type PolicyStep } from './judge-endpoint.ts';
import { judgeIdentity, type ResourceSays, roleOf } from './judge-identity.ts';
import { isServiceLinkedRole, judgeResourceControl, judgeServiceControl } from './judge-organization.ts';
import { holderOf, judgeResource } from './judge-resource.ts';
import { membershipOf } from './organization.ts';
import { keysOfOrganizations } from './organization-keys.ts';
import { type PolicyQuestion, parseCaller } from './policy-question.ts';
import { readsAddresses } from './reads-addresses.ts';
import { contextOf } from './request-class.ts';
import { present } from './request-context.ts';
import type { RequestWay } from './request-way.ts';
import type { PolicyRequest } from './statement-answer.ts';

/** Who sends, where it is asked about: from which addresses, of which account. */
interface Sender {
  readonly addresses: AddressSet;
  readonly account: string | null;
  /** Of whom it is told what policies say, where nobody was asked about. */
  readonly classes: readonly CallerClass[];
}

/**
 * The answer about packets with what the policies on each way say of the requests in them: the endpoint's, then the
 * resource's. Without an action only a policy that lets nothing pass is a blocker, and the others are told.
 */
export function judgePath(
  network: Network,
  { from, traffic }: PathQuestion,
  asked: PolicyQuestion,
  answer: PathAnswer,
): PathAnswer {
  const sender = senderOf(network, from);
  const judged = joinSteps(answer.branches, (branch) => judgeBranch(network, traffic, asked, sender, branch));
  return {
    verdict: overallVerdict(judged.branches),
    private: staysPrivate(judged.branches),
    assumptions: [...new Set([...answer.assumptions, ...judged.assumptions])].sort(),
    branches: judged.branches,
  };
}

/** The branches of an answer about packets, with what the policies on them say of packets from these addresses. */
export function judgePackets(
  network: Network,
  traffic: Traffic,
  addresses: AddressSet,
  branches: readonly PathBranch[],
): JudgedBranches {
  const sender = { addresses, account: null, classes: [] };
  const judge = (branch: PathBranch) => judgeBranch(network, traffic, nothingAsked, sender, branch);
  return joinSteps(branches, (branch) => {
    // Where nothing is asked, endpoints alone say anything of packets, and most of them the same of all.
    const endpoint = endpointOf(network, branch);
    if (endpoint === null) return noStep;
    if (branch.destinations.isEmpty() || readsAddresses(network, endpoint)) return judge(branch);
    return network.memoOf(endpoint, 'what its policy says of packets', () => judge(branch));
  });
}

const nothingAsked: PolicyQuestion = { action: null, resource: null, principal: null };

export interface JudgedBranches {
  readonly branches: readonly PathBranch[];
  readonly assumptions: readonly string[];
}

function joinSteps(
  branches: readonly PathBranch[],
  stepOf: (branch: PathBranch) => PolicyStep,
): JudgedBranches {
  const steps = branches.map(stepOf);
  return {
    branches: branches.map((branch, index) => withDecisions(branch, steps[index]?.decisions ?? [])),
    assumptions: steps.flatMap(({ assumptions }) => assumptions),
  };
}

/** The senders of a VPC call with credentials of its account, as far as one can tell; of others nobody can. */
function senderOf(network: Network, from: string): Sender {
  const remote = parseRemote(from);
  if (remote) return { addresses: remote.addresses, account: null, classes: callerClasses(null, unknown()) };
  const sources = sourcesNamed(network, from)?.items ?? [];
  const account = sources[0]?.vpc.account ?? null;
  const membership = account === null ? unknown() : membershipOf(network, account);
  return {
    addresses: AddressSet.unionAll(sources.map(({ addresses }) => addresses)),
    account,
    classes: callerClasses(account, membership),
  };
}

function withDecisions(branch: PathBranch, decisions: PolicyStep['decisions']): PathBranch {
  if (decisions.length === 0) return branch;
  const hops = [
    ...branch.hops,
    ...decisions.map(({ plane, decision, reason, message, at, classes }) => ({
      plane,
      decision,
      reason,
      message,
      at,
      component: at.resource,
      ...(classes === undefined ? {} : { classes }),
    })),
  ];
  const lacking = decisions.flatMap(({ missing = [] }) => missing);
  const missing = distinctMissing([...branch.missing, ...lacking]);
  // A hop that blocks some of the senders blocks not the branch: what was found before stands.
  const isRefused = decisions.some(({ decision }) => decision === 'block');
  const isOpen = lacking.length > 0 && branch.verdict !== 'blocked';
  const verdict = isRefused ? 'blocked' : isOpen ? 'unknown' : branch.verdict;
  return { ...branch, hops, missing, verdict };
}

function judgeBranch(
  network: Network,
  { port }: Traffic,
  asked: PolicyQuestion,
  sender: Sender,
  branch: PathBranch,
): PolicyStep {
  const found = wayOf(network, branch, sender);
  if (found === null) return noStep;
  const { way, endpoint } = found;
  const service = endpoint === null ? null : actionPrefixOf(endpoint);
  const caller = callerOf(asked, sender);
  const words = wordsOf(asked);
  const owner = asked.resource === null ? null : ownerOf(network, asked.resource);
  const region = endpoint?.service.known === true ? endpoint.service.value.region : null;
  const prefix = asked.action?.includes(':') === true ? (asked.action.split(':')[0] ?? null) : service;
  const further = {
    ...(port === 443 || port === 80 ? { 'aws:SecureTransport': present(String(port === 443)) } : {}),
    ...(region === null || prefix === null || globalServices.has(prefix)
      ? {}
      : { 'aws:RequestedRegion': present(region) }),
  };
  const request: PolicyRequest = {
    caller,
    action: asked.action ?? (service === null ? '*' : `${service}:*`),
    resource: asked.resource ?? '*',
    context: contextOf(way, caller, prefix, {
      ...(words === null ? {} : keysOfOrganizations(network, { caller, endpoint, service: prefix, owner })),
      ...(asked.action === null ? {} : further),
    }),
  };
  const ofResource =
    words === null || asked.action === null ? noStep : judgeResource(network, request, words);
  const role = words === null ? null : roleOf(network, caller);
  const callers = sender.classes.map((each) => ({
    name: each.name,
    request: { ...request, caller: each.caller, context: contextOf(way, each.caller, prefix, each.keys) },
  }));
  const isServiceLinked = isServiceLinkedRole(caller, role?.id ?? null);
  const steps = [
    endpoint === null ? noStep : judgeEndpoint(network, endpoint, request, words, callers),
    ofResource,
    role === null || words === null
      ? noStep
      : judgeIdentity(network, role, request, words, saysOf(ofResource)),
    words === null ? noStep : judgeServiceControl(network, request, words, isServiceLinked),
    words === null ? noStep : judgeResourceControl(network, request, words, { isServiceLinked, owner }),
    words === null ? noStep : takenForGranted(asked, caller, sender, role !== null),
  ];
  return {
    decisions: steps.flatMap(({ decisions }) => decisions),
    assumptions: steps.flatMap((step) => step.assumptions),
  };
}

/** The account that owns a resource, as its ARN or its policy in the input tells; null where neither does. */
function ownerOf(network: Network, resource: string): string | null {
  return holderOf(network, resource)?.resource.account ?? parseArn(resource)?.account ?? null;
}

/** Services of all regions at once, whose requests say the region in which they are run. */
const globalServices: ReadonlySet<string> = new Set(['iam', 'organizations', 'route53', 'cloudfront', 'sts']);

/** The gateway or interface endpoint by which a branch leads. */
function endpointOf(network: Network, { via, viaId }: PathBranch): VpcEndpoint | null {
  if (viaId === null || (via !== 'gateway-endpoint' && via !== 'interface-endpoint')) return null;
  return network.index('vpcEndpoints', 'id', ({ id }) => id).get(viaId)?.[0] ?? null;
}

/** By which way the requests of a branch come, where it leads to a service; its endpoint, where it has one. */
function wayOf(
  network: Network,
  branch: PathBranch,
  { addresses }: Sender,
): { readonly way: RequestWay; readonly endpoint: VpcEndpoint | null } | null {
  const { via, viaId, destinations } = branch;
  if (destinations.isEmpty() || viaId === null) return null;
  if (via === 'gateway-endpoint' || via === 'interface-endpoint') {
    const endpoint = endpointOf(network, branch);
    return endpoint ? { way: { kind: 'endpoint', endpoint, clients: addresses }, endpoint } : null;
  }
  if (via === 'nat-gateway') {
    const [nat] = network.index('natGateways', 'id', ({ id }) => id).get(viaId) ?? [];
    const shown = nat?.publicAddresses;
    return { way: { kind: 'internet', clients: shown?.known === true ? shown.value : null }, endpoint: null };
  }
  const isDirect = via === 'internet-gateway' || via === 'egress-only-internet-gateway';
  return isDirect ? { way: { kind: 'internet', clients: null }, endpoint: null } : null;
}

function callerOf({ action, resource, principal }: PolicyQuestion, { account }: Sender): Caller {
  if (principal !== null) return parseCaller(principal) ?? { kind: 'anybody' };
  if (action === null && resource === null) return { kind: 'anybody' };
  return account === null ? { kind: 'other-accounts', except: [] } : { kind: 'account', account };
}

/** The request in the words of the question; null where only the packets were asked about. */
function wordsOf({ action, resource, principal }: PolicyQuestion): string | null {
  if (action === null && resource === null && principal === null) return null;
  const what = action ?? 'any action';
  const where = resource === null ? '' : ` on ${resource}`;
  return `${what}${where}${principal === null ? '' : ` by ${principal}`}`;
}

/** What the policy of the resource says, as far as it bears on those of the caller. */
function saysOf({ decisions }: PolicyStep): ResourceSays {
  const [only] = decisions;
  if (only === undefined) return 'not-in-the-input';
  return only.reason === 'resource-policy-allowed' ? 'allows' : 'nothing';
}

function takenForGranted(
  { principal }: PolicyQuestion,
  caller: Caller,
  { account }: Sender,
  isRoleKnown: boolean,
): PolicyStep {
  const unnamed = `the caller is a principal of ${account === null ? 'some account' : `account ${account}`}: --principal names it`;
  const own = 'the policies of the caller and its permissions boundary allow the request';
  return {
    decisions: [],
    assumptions: [
      ...(principal === null ? [unnamed] : []),
      ...(caller.kind === 'anonymous' || isRoleKnown ? [] : [own]),
    ],
  };
}
