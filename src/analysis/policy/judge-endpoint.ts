import { isFalse, isTrue } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Decision } from '../connectivity/flight.ts';
import type { ClassAnswer } from '../connectivity/path-answer.ts';
import { answersFor, type CallerRequest, explainClasses } from './class-answers.ts';
import { evaluatesPolicies, policyPlace, readable } from './endpoint-policy.ts';
import { decidingPointer, explainVerdict } from './explain-verdict.ts';
import { judgePolicy, type PolicyVerdict } from './policy-verdict.ts';
import { readsWay } from './reads-way.ts';
import type { PolicyRequest } from './statement-answer.ts';

/** What is taken for granted where a policy lets some requests pass and none was asked about. */
const passedByPolicies =
  'the requests are such that the policies of endpoints on the way let them pass, which let others not';

/** What a policy on the way says, and what is taken for granted where it is not asked exactly. */
export interface PolicyStep {
  readonly decisions: readonly Decision[];
  readonly assumptions: readonly string[];
}

export const noStep: PolicyStep = { decisions: [], assumptions: [] };

/**
 * What the policy of an endpoint says of requests through it (PO1-PO4). `asked` is the request as it was asked, in
 * words; null where only the packets were asked about: then only a policy that lets nothing pass stops them, and of one
 * that lets some pass it is told what it says of each of the `callers`.
 */
export function judgeEndpoint(
  network: Network,
  endpoint: VpcEndpoint,
  request: PolicyRequest,
  asked: string | null,
  callers: readonly CallerRequest[] = [],
): PolicyStep {
  const { endpointType: type, service, id } = endpoint;
  if (!type.known || !service.known || service.value.kind === 'customer') return noStep;
  if (type.value !== 'gateway' && type.value !== 'interface') return noStep;
  const policy = readable(endpoint, endpoint.policy);
  const evaluated = evaluatesPolicies(network, endpoint);
  if (isFalse(evaluated)) return noStep;
  if (!policy.known) {
    if (asked === null) {
      return {
        decisions: [],
        assumptions: [`the policy of ${id}, which cannot be read, lets the requests pass`],
      };
    }
    const message = `the policy of ${id} is not known`;
    return step({
      decision: 'unknown',
      reason: 'endpoint-policy-unknown',
      message,
      at: endpoint.at(),
      missing: policy.missing,
    });
  }
  const kind = type.value === 'gateway' ? 'gateway-endpoint' : 'interface-endpoint';
  const judge = () => judgePolicy(policy.value, request, kind);
  const verdict =
    asked === null && !readsWay(network, policy.value)
      ? network.memoOf(policy.value, `verdict on ${request.action} by ${kind}`, judge)
      : judge();
  const at = policyPlace(endpoint, 'PolicyDocument', decidingPointer(verdict));
  const what = asked ?? 'every request';
  if (isTrue(verdict.passes)) {
    const message = `the policy of ${id} lets ${what} pass: ${explainVerdict(verdict, request)}`;
    return step({ decision: 'pass', reason: 'endpoint-policy-allowed', message, at });
  }
  if (isFalse(verdict.passes)) {
    const reason =
      verdict.decision === 'explicit-deny' ? 'endpoint-policy-denied' : 'endpoint-policy-not-allowed';
    const refused = asked === null ? 'lets no request pass' : `does not let ${asked} pass`;
    const message = `the policy of ${id} ${refused}: ${explainVerdict(verdict, request)}`;
    return evaluated.known
      ? step({ decision: 'block', reason, message, at })
      : step({
          decision: 'unknown',
          reason: 'endpoint-policy-unknown',
          message,
          at,
          missing: evaluated.missing,
        });
  }
  if (asked === null) return somePass(endpoint, at, answersFor(policy.value, callers, kind));
  const message = `whether the policy of ${id} lets ${asked} pass is open: ${explainVerdict(verdict, request)}`;
  return step({
    decision: 'unknown',
    reason: 'endpoint-policy-unknown',
    message,
    at,
    missing: openFacts(verdict),
  });
}

function somePass({ id }: VpcEndpoint, at: Decision['at'], classes: readonly ClassAnswer[]): PolicyStep {
  const each = classes.length === 0 ? '' : `: ${explainClasses(classes)}`;
  const { decisions } = step({
    decision: 'pass',
    reason: 'endpoint-policy-partial',
    message: `the policy of ${id} lets some requests pass and not others${each}`,
    at,
    ...(classes.length === 0 ? {} : { classes }),
  });
  return {
    decisions,
    assumptions: [passedByPolicies],
  };
}

/** The facts on which a verdict hangs. */
function openFacts({ passes }: PolicyVerdict): NonNullable<Decision['missing']> {
  return passes.known ? [] : passes.missing;
}

function step(decision: Omit<Decision, 'plane'>): PolicyStep {
  return { decisions: [{ plane: 'policy', ...decision }], assumptions: [] };
}
