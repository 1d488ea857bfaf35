import { type Fact, isFalse, isTrue, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { parseArn } from '../../model/scope.ts';
import type { Decision } from '../connectivity/flight.ts';
import { accountOf, type Caller } from './caller.ts';
import { policyPlace } from './endpoint-policy.ts';
import { decidingPointer, explainVerdict } from './explain-verdict.ts';
import { noStep, type PolicyStep } from './judge-endpoint.ts';
import { judgePolicy } from './policy-verdict.ts';
import { undetermined } from './request-context.ts';
import { type PolicyHolder, resourcePolicies } from './resource-policies.ts';
import type { PolicyRequest } from './statement-answer.ts';

/** The resource whose policy decides about an ARN, or about something in it; null where it is none of the input. */
export function holderOf(network: Network, resource: string): PolicyHolder | null {
  const [spelled = ''] = resource.split(/[*?]/, 1);
  return (
    resourcePolicies(network).find(({ arn, service }) => {
      if (resource === arn || spelled.startsWith(`${arn}/`)) return true;
      // A version or alias of a function has a name behind another colon.
      if (service === 'lambda' && spelled.startsWith(`${arn}:`)) return true;
      // The name of a secret goes on with six characters that its owner did not choose.
      const chosen = service === 'secretsmanager' ? arn.replace(/-[A-Za-z0-9]{6}$/, '') : arn;
      return chosen !== arn && [`${chosen}-??????`, `${chosen}-*`, chosen].includes(resource);
    }) ?? null
  );
}

/** What the policy of the resource says of the request, in `asked` in words (PO20, PO22). */
export function judgeResource(network: Network, request: PolicyRequest, asked: string): PolicyStep {
  const holder = holderOf(network, request.resource);
  if (holder === null) return notInInput(request.resource);
  const { resource, field, policy } = holder;
  if (!policy.known) {
    const message = `the policy of ${resource.id} is not known`;
    return step({
      decision: 'unknown',
      reason: 'resource-policy-unknown',
      message,
      at: resource.at(),
      missing: policy.missing,
    });
  }
  if (policy.value === null) return noStep;
  const verdict = judgePolicy(policy.value, request, 'resource');
  const at = policyPlace(resource, field, decidingPointer(verdict));
  const why = explainVerdict(verdict, request);
  const { denied, allowed, decision } = verdict;
  if (isTrue(denied)) {
    const message = `the policy of ${resource.id} denies ${asked}: ${why}`;
    return step({ decision: 'block', reason: 'resource-policy-denied', message, at });
  }
  if (decision === 'allow') {
    const message = `the policy of ${resource.id} allows ${asked}: ${why}`;
    return step({ decision: 'pass', reason: 'resource-policy-allowed', message, at });
  }
  const mustAllow = needsAllow(holder, request.caller);
  if (isFalse(denied) && isFalse(mustAllow)) {
    const message = `the policy of ${resource.id} does not deny ${asked}, and the caller's own policies may allow it`;
    return step({
      decision: 'pass',
      reason: 'resource-policy-silent',
      message,
      at: policyPlace(resource, field, ''),
    });
  }
  if (isFalse(allowed) && isTrue(mustAllow)) {
    const message = `the policy of ${resource.id} must allow ${asked}, and does not: ${why}`;
    return step({ decision: 'block', reason: 'resource-policy-not-allowed', message, at });
  }
  const open = [denied, allowed, mustAllow].flatMap((fact) => (fact.known ? [] : fact.missing));
  const message = `whether the policy of ${resource.id} lets ${asked} pass is open: ${why}`;
  return step({
    decision: 'unknown',
    reason: 'resource-policy-unknown',
    message,
    at,
    missing: unknown(...open).missing,
  });
}

/**
 * Within one account the caller's own policies may do instead, save for keys, and for nobody who signs (PO22). An API
 * that does not ask callers to sign knows no policies of theirs.
 */
function needsAllow({ resource, service }: PolicyHolder, caller: Caller): Fact<boolean> {
  if (service === 'kms' || caller.kind === 'anonymous') return known(true);
  if (service === 'execute-api') return undetermined(`whether callers of ${resource.id} must sign`);
  const { account } = resource;
  const callers = accountOf(caller);
  if (account !== null && caller.kind === 'other-accounts' && caller.except.includes(account))
    return known(true);
  if (account === null || callers === null)
    return undetermined(`whether the caller is of the account of ${resource.id}`);
  return known(account !== callers);
}

function notInInput(resource: string): PolicyStep {
  const isOne = parseArn(resource) !== null;
  return {
    decisions: [],
    assumptions: [
      isOne
        ? `no policy of ${resource} is in the input: if there is one, it lets the request pass`
        : 'the policies of resources let the request pass: --resource names one',
    ],
  };
}

function step(decision: Omit<Decision, 'plane'>): PolicyStep {
  return { decisions: [{ plane: 'policy', ...decision }], assumptions: [] };
}
