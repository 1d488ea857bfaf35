/** What the policies of organizations say: of the caller's, and of that to which the resource belongs (PO23, PO24). */
import {
  resourceControlServices,
  resourceControlServicesAsOf,
  uncontrolledActions,
} from '../../data/resource-control-services.ts';
import { type Fact, isFalse, isTrue, type MissingFact, some, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { OrganizationPolicy } from '../../model/resources/organization.ts';
import { parseArn } from '../../model/scope.ts';
import type { Decision } from '../connectivity/flight.ts';
import type { Reason } from '../connectivity/reason.ts';
import { accountOf, type Caller } from './caller.ts';
import { policyPlace, readable } from './endpoint-policy.ts';
import { decidingPointer, explainVerdict } from './explain-verdict.ts';
import { noStep, type PolicyStep } from './judge-endpoint.ts';
import {
  type AttachedPolicies,
  allOfType,
  attachedTo,
  hasOrganizationPolicies,
  isManagementAccount,
  membershipOf,
  type OrganizationPolicyType,
  unread,
} from './organization.ts';
import { judgePolicy, type PolicyVerdict } from './policy-verdict.ts';
import type { PolicyKind } from './principal-match.ts';
import { undetermined } from './request-context.ts';
import type { PolicyRequest } from './statement-answer.ts';

const words = {
  SERVICE_CONTROL_POLICY: {
    name: 'service control polic',
    kind: 'service-control',
    allowed: 'service-control-policy-allowed',
    denied: 'service-control-policy-denied',
    unknown: 'service-control-policy-unknown',
  },
  RESOURCE_CONTROL_POLICY: {
    name: 'resource control polic',
    kind: 'resource-control',
    allowed: 'resource-control-policy-allowed',
    denied: 'resource-control-policy-denied',
    unknown: 'resource-control-policy-unknown',
  },
} as const satisfies Record<
  OrganizationPolicyType,
  { name: string; kind: PolicyKind; allowed: Reason; denied: Reason; unknown: Reason }
>;

/** What the service control policies of the caller's organization say: each level must allow, and none deny. */
export function judgeServiceControl(
  network: Network,
  request: PolicyRequest,
  asked: string,
  isServiceLinked: Fact<boolean>,
): PolicyStep {
  const type = 'SERVICE_CONTROL_POLICY';
  const { caller } = request;
  if (caller.kind === 'anonymous' || caller.kind === 'service') return noStep;
  if (!hasOrganizationPolicies(network, type)) return leftOut(type, "the caller's organization");
  const account = accountOf(caller);
  if (account === null) {
    return assumed(
      `the service control policies of the caller's organization allow the request: --principal names it`,
    );
  }
  if (isTrue(isServiceLinked)) return noStep;
  const step = judgeLevels(network, { type, account, mustAllow: true }, request, asked);
  return isServiceLinked.known ? step : withDoubt(step, isServiceLinked.missing);
}

/** What the resource control policies of the organization that owns the resource say: none may deny. */
export function judgeResourceControl(
  network: Network,
  request: PolicyRequest,
  asked: string,
  { isServiceLinked, owner }: { readonly isServiceLinked: Fact<boolean>; readonly owner: string | null },
): PolicyStep {
  const type = 'RESOURCE_CONTROL_POLICY';
  const arn = parseArn(request.resource);
  const [prefix = ''] = request.action.split(':', 1);
  if (isTrue(isServiceLinked) || uncontrolledActions.has(request.action.toLowerCase())) return noStep;
  const isListed = !request.action.includes(':') || resourceControlServices.has(prefix.toLowerCase());
  if (!hasOrganizationPolicies(network, type)) {
    return isListed ? leftOut(type, 'the organization that owns the resource') : noStep;
  }
  if (arn === null && isListed) {
    return assumed(
      'the resource control policies of the organization that owns the resource allow the request: --resource names it',
    );
  }
  const account = owner ?? arn?.account ?? null;
  const step =
    account === null
      ? ofNobody(network, request, asked)
      : judgeLevels(network, { type, account, mustAllow: false }, request, asked);
  const doubted = isServiceLinked.known ? step : withDoubt(step, isServiceLinked.missing);
  return isListed ? doubted : leftAlone(doubted, prefix);
}

/**
 * That policies are taken not to apply to a service, where it matters (PO24): the list of those to which they apply grows.
 */
function leftAlone({ decisions }: PolicyStep, service: string): PolicyStep {
  const limit = decisions.find(({ decision }) => decision !== 'pass');
  if (limit === undefined) return noStep;
  const [taken, otherwise] = [
    `resource control policies do not apply to ${service}, which is not on AWS's list of ${resourceControlServicesAsOf}`,
    limit.decision === 'block' ? limit.message : 'they might deny the request',
  ];
  return assumed(`${taken}; if they do by now: ${otherwise}`);
}

/** Whether the caller is a role that a service made for itself, which policies of organizations leave alone (PO23). */
export function isServiceLinkedRole(caller: Caller, role: string | null): Fact<boolean> {
  const isNamed = (arn: string) => parseArn(arn)?.resource.startsWith('role/aws-service-role/') === true;
  if (role !== null) return { known: true, value: isNamed(role) };
  if (caller.kind !== 'principal') return { known: true, value: false };
  // The ARN of a session leaves the path of its role out.
  return parseArn(caller.arn)?.resource.startsWith('assumed-role/AWSServiceRoleFor') === true
    ? undetermined(`whether ${caller.arn} is of a service-linked role`)
    : { known: true, value: isNamed(caller.arn) };
}

interface Asked {
  readonly type: OrganizationPolicyType;
  readonly account: string;
  readonly mustAllow: boolean;
}

interface Judged {
  readonly policy: OrganizationPolicy;
  readonly verdict: PolicyVerdict;
}

/** What the policies at one level say. */
interface Level {
  readonly id: string;
  readonly judged: readonly Judged[];
  readonly denied: Fact<boolean>;
  readonly allowed: Fact<boolean>;
}

function judgeLevels(network: Network, asked: Asked, request: PolicyRequest, what: string): PolicyStep {
  const { type, account, mustAllow } = asked;
  const { name, kind, allowed, denied } = words[type];
  const membership = membershipOf(network, account);
  if (!membership.known) {
    return open(network, type, `whether ${name}ies apply to account ${account} is open`, membership.missing);
  }
  if (membership.value === null || isManagementAccount(account, membership.value)) return noStep;
  const { levels } = membership.value;
  const known = levels.items.map((id) => judgeLevel(id, attachedTo(network, type, id), request, kind));
  const denying = known.flatMap(({ id, judged }) =>
    judged.filter(({ verdict }) => isTrue(verdict.denied)).map((each) => ({ id, ...each })),
  );
  const [denial] = denying;
  if (denial) {
    const message = `${name}y ${denial.policy.id} on ${denial.id} denies ${what}: ${explainVerdict(denial.verdict, request)}`;
    return step({ decision: 'block', reason: denied, message, at: placeOf(denial) });
  }
  const silent = mustAllow ? known.find((level) => isFalse(level.allowed)) : undefined;
  if (silent) {
    const nearest = silent.judged.find(({ verdict }) => verdict.deciding !== null) ?? silent.judged[0];
    const why = nearest === undefined ? 'none is attached' : explainVerdict(nearest.verdict, request);
    const message = `no ${name}y on ${silent.id} allows ${what}, and each level must: ${why}`;
    const at = nearest === undefined ? anyPlace(network, type) : placeOf(nearest);
    return step({
      decision: 'block',
      reason: 'service-control-policy-not-allowed',
      message,
      at,
    });
  }
  const missing = [
    ...levels.missing,
    ...known.flatMap((level) => [
      ...(level.denied.known ? [] : level.denied.missing),
      ...(level.allowed.known || !mustAllow ? [] : level.allowed.missing),
    ]),
  ];
  const way = `from ${levels.items[0] ?? account} to ${account}`;
  if (missing.length > 0) {
    return open(network, type, `whether the ${name}ies ${way} let ${what} pass is open`, missing);
  }
  const last = known.at(-1)?.judged.find(({ verdict }) => isTrue(verdict.allowed));
  const message = mustAllow
    ? `the ${name}ies ${way} allow ${what} at each level, and none denies it`
    : `the ${name}ies ${way} do not deny ${what}`;
  const at = last === undefined ? anyPlace(network, type) : placeOf(last);
  return step({ decision: 'pass', reason: allowed, message, at });
}

function judgeLevel(
  id: string,
  { items, missing }: AttachedPolicies,
  request: PolicyRequest,
  kind: PolicyKind,
): Level {
  const lacking: MissingFact[] = [...missing];
  const judged = items.flatMap((item): readonly Judged[] => {
    const document = item.policy === null ? null : readable(item.policy, item.policy.policy);
    if (item.policy === null || document === null) lacking.push(unread(item));
    else if (!document.known) lacking.push(...document.missing);
    else return [{ policy: item.policy, verdict: judgePolicy(document.value, request, kind) }];
    return [];
  });
  const orUnknown = (answer: Fact<boolean>): Fact<boolean> =>
    isTrue(answer) || lacking.length === 0
      ? answer
      : unknown(...lacking, ...(answer.known ? [] : answer.missing));
  return {
    id,
    judged,
    denied: orUnknown(some(judged, ({ verdict }) => verdict.denied)),
    allowed: orUnknown(some(judged, ({ verdict }) => verdict.allowed)),
  };
}

/** Of a resource of which nobody knows the account: it is well if no policy denies the request anywhere. */
function ofNobody(network: Network, request: PolicyRequest, asked: string): PolicyStep {
  const type = 'RESOURCE_CONTROL_POLICY';
  const { denied } = judgeLevel('', allOfType(network, type), request, 'resource-control');
  if (isFalse(denied)) return noStep;
  const missing = undetermined(`which account owns ${request.resource}`).missing;
  return open(network, type, `whether resource control policies deny ${asked} is open`, missing);
}

function placeOf({ policy, verdict }: Judged): Decision['at'] {
  return policyPlace(policy, 'Content', decidingPointer(verdict));
}

/** Something to show where no statement decides. */
function anyPlace(network: Network, type: OrganizationPolicyType): Decision['at'] {
  const [first] = [
    ...network.all('organizationPolicies').filter(({ policyType }) => policyType === type),
    ...network.all('organizationPolicySummaries').filter(({ policyType }) => policyType === type),
  ];
  if (first === undefined) throw new Error(`no ${type} to show`);
  return first.at();
}

function open(
  network: Network,
  type: OrganizationPolicyType,
  message: string,
  missing: readonly MissingFact[],
): PolicyStep {
  const { missing: lacking } = unknown(...missing);
  return step({
    decision: 'unknown',
    reason: words[type].unknown,
    message,
    at: anyPlace(network, type),
    missing: lacking,
  });
}

function unknownOf(reason: Reason): Reason {
  const { SERVICE_CONTROL_POLICY: ofCaller, RESOURCE_CONTROL_POLICY: ofResource } = words;
  return reason === ofResource.denied ? ofResource.unknown : ofCaller.unknown;
}

/** A block that a doubt about the caller leaves open. */
function withDoubt({ decisions, assumptions }: PolicyStep, missing: readonly MissingFact[]): PolicyStep {
  return {
    assumptions,
    decisions: decisions.map((each) =>
      each.decision === 'block'
        ? { ...each, decision: 'unknown', reason: unknownOf(each.reason), missing }
        : each,
    ),
  };
}

function leftOut(type: OrganizationPolicyType, whose: string): PolicyStep {
  return assumed(`the ${words[type].name}ies of ${whose}, which are not in the input, allow the request`);
}

function assumed(text: string): PolicyStep {
  return { decisions: [], assumptions: [text] };
}

function step(decision: Omit<Decision, 'plane'>): PolicyStep {
  return { decisions: [{ plane: 'policy', ...decision }], assumptions: [] };
}
