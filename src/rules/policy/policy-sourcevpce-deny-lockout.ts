import * as z from 'zod';
import { callerClasses } from '../../analysis/policy/caller-class.ts';
import { appliesToClass, endpointConditions, isNegated } from '../../analysis/policy/endpoint-conditions.ts';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { type RequestClass, requestClasses } from '../../analysis/policy/request-class.ts';
import { type PolicyHolder, resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { coversAction, statementName } from '../../analysis/policy/statement.ts';
import { waysTo } from '../../analysis/policy/ways-to-service.ts';
import { actionsOnPolicies } from '../../data/actions-on-policies.ts';
import { isTrue, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';
import { examples } from './sourcevpce-deny-lockout-examples.ts';

export default defineRule({
  id: 'policy-sourcevpce-deny-lockout',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A policy of a resource denies whatever does not come through an endpoint, even changes to the policy itself.',
  why: 'The console, AWS services that act for a user and AWS services themselves never come through an endpoint, so the Deny meets them all. Should the endpoint be deleted or replaced, nobody can change the policy any more; a key is lost then, and with it what it encrypts, so that is an error.',
  fix: 'Leave out of the Deny the actions that change the policy, or spare an administrative role (ArnNotLike on aws:PrincipalArn). Spare services with BoolIfExists aws:PrincipalIsAWSService false and aws:ViaAWSService false.',
  semantics: ['9.2', '9.3', 'PO7', 'PO8', 'PO10', 'PO13'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: [
    'bucketPolicies',
    'resourcePolicies',
    'vpcEndpoints',
    'vpcs',
    'natGateways',
    'vpnGateways',
    'transitGatewayAttachments',
    'transitGatewayVpcAttachments',
    'vpcPeeringConnections',
  ],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const holder of resourcePolicies(network)) {
      const { policy, resource, field, service } = holder;
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const locking = policy.value.statements.filter((statement) => locksOut(network, holder, statement));
      const [first, ...others] = locking;
      if (!first) continue;
      const at = (statement: PolicyStatement) =>
        policyPlace(resource, field, endpointConditions(statement)[0]?.pointer ?? statement.pointer);
      yield problem({
        resource,
        severity: service === 'kms' ? 'error' : 'warning',
        at: at(first),
        evidence: others.map((statement) => ({
          message: `The test in ${statementName(statement)}`,
          at: at(statement),
        })),
        message: `The policy of ${resource.id} denies every request that does not come as ${listed(locking.map(statementName))} ${locking.length === 1 ? 'asks' : 'ask'}, even a change of the policy. It refuses ${listed(refused(network, holder, locking))}. Spare an administrative role, or the actions that change the policy.`,
      });
    }
  },
});

/** The requests of the account itself, and of services, by every way there is. */
function classesOf(network: Network, { service, resource }: PolicyHolder): readonly RequestClass[] {
  // Of the organization nothing is asked: what is true without it, it cannot make false.
  const own = callerClasses(resource.account, unknown()).filter(({ kind }) => kind === 'own-account');
  return requestClasses(waysTo(network, service), own, service);
}

/** By which ways requests are refused, in words. */
function refused(
  network: Network,
  holder: PolicyHolder,
  statements: readonly PolicyStatement[],
): readonly string[] {
  const denied = classesOf(network, holder).filter((requests) =>
    statements.some((statement) => isTrue(appliesToClass(statement, requests, 'resource'))),
  );
  return [...new Set(denied.map(({ wayName }) => wayName))];
}

/** A Deny by the endpoint alone that meets the account's own people at the console, and what would undo it. */
function locksOut(network: Network, holder: PolicyHolder, statement: PolicyStatement): boolean {
  const { service } = holder;
  const tests = endpointConditions(statement);
  // IfExists is the matter of a rule of its own.
  if (
    statement.effect !== 'Deny' ||
    !tests.some((test) => isNegated(test) && !test.operator.endsWith('IfExists'))
  ) {
    return false;
  }
  if (!(actionsOnPolicies.get(service) ?? []).some((action) => coversAction(statement, action))) return false;
  const outside = classesOf(network, holder).filter(
    ({ way }) => way.kind === 'console' || way.kind === 'internet',
  );
  return outside.every((requests) => isTrue(appliesToClass(statement, requests, 'resource')));
}
