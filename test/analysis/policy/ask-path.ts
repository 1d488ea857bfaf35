import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { judgePath } from '../../../src/analysis/policy/judge-path.ts';
import type { PolicyQuestion } from '../../../src/analysis/policy/policy-question.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from '../connectivity/network-of-facts.ts';

/** The answer about a request, with what the plane of policies says of it. */
export function askPath(facts: Facts, to: string, asked: Partial<PolicyQuestion> = {}, from = 'eni-1') {
  const network = networkOfFacts(facts);
  const target = parseTarget(to);
  if (!target) throw new Error(`not a target: ${to}`);
  const question = { from, to: target.target, traffic: https };
  const packets = answerPath(network, question);
  if (!packets) throw new Error('no source');
  const policies = { action: null, resource: null, principal: null, ...asked };
  const answer = judgePath(network, question, policies, packets);
  const hops = answer.branches.flatMap((branch) => branch.hops.filter(({ plane }) => plane === 'policy'));
  return {
    ...answer,
    said: hops.map(
      ({ decision, reason, component, at }) => `${decision} ${reason} ${component.id}${at.path}`,
    ),
    messages: hops.map(({ message }) => message),
    missing: answer.branches.flatMap((branch) => branch.missing.map(({ reason }) => reason)),
  };
}
