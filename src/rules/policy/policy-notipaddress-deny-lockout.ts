import * as z from 'zod';
import { endpointPolicy } from '../../analysis/policy/endpoint-policy.ts';
import { endpointsFor, isNamedBy } from '../../analysis/policy/endpoint-traffic.ts';
import { throughEndpoint } from '../../analysis/policy/request-class.ts';
import { type PolicyHolder, resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import {
  deniesUntested,
  expectsEndpoints,
  namesPrivateAddresses,
  type SourceAddressTest,
} from '../../analysis/policy/source-address.ts';
import type { Fact, Listing, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyDocument, PolicyStatement } from '../../model/policy-document.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { examples } from './notipaddress-deny-lockout-examples.ts';
import { placesOf, statementsOf } from './tests-of-source-address.ts';

export default defineRule({
  id: 'policy-notipaddress-deny-lockout',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary: 'A Deny with NotIpAddress on aws:SourceIp denies every request that comes through an endpoint.',
  why: 'A request through an endpoint carries no aws:SourceIp, and NotIpAddress holds for a key that is absent, with or without IfExists. So the Deny matches every such request, whatever its source. In the policy of a resource this is a warning where nothing in the input shows that the resource is used through endpoints.',
  fix: 'Add a condition to the same statement that does not hold for your endpoints: StringNotEqualsIfExists on aws:SourceVpce, aws:SourceVpc or aws:VpceOrgID with your own values. In the policy of an endpoint test aws:VpcSourceIp.',
  semantics: ['9.2', '9.3', 'PO7', 'PO11', 'PO13', 'PO14', 'G8'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) yield* ofEndpoint(endpoint);
    for (const holder of resourcePolicies(network)) yield* ofResource(network, holder);
  },
});

/** Everything that an endpoint's policy judges comes through the endpoint. */
function* ofEndpoint(endpoint: VpcEndpoint): Iterable<Outcome> {
  const { items: denials, missing } = denialsIn(endpointPolicy(endpoint), endpoint);
  if (denials.length > 0) {
    yield problem({
      resource: endpoint,
      severity: denials.some(({ otherwiseMet }) => otherwiseMet) ? 'error' : 'warning',
      message: `The policy of endpoint ${endpoint.id} denies ${extentOf(denials)} by ${statementsOf(denials)}: they carry no aws:SourceIp, so they count as from another address. Test aws:VpcSourceIp in its place.`,
      ...placesOf(endpoint, 'PolicyDocument', denials),
    });
  } else if (missing.length > 0) yield undecided(endpoint, missing);
}

function* ofResource(network: Network, holder: PolicyHolder): Iterable<Outcome> {
  const { resource, field, policy } = holder;
  const { items: denials, missing } = denialsIn(policy, null);
  if (denials.length === 0) {
    if (missing.length > 0) yield undecided(resource, missing);
    return;
  }
  const statements = policy.known ? (policy.value?.statements ?? []) : [];
  const endpoints = endpointsFor(network, holder);
  const naming = endpoints.items.filter((endpoint) => isNamedBy(endpoint, holder));
  const isExpected = (denial: SourceAddressTest) => naming.length > 0 || expects(statements, denial);
  if (endpoints.items.length === 0 && !denials.some(isExpected)) {
    if (endpoints.missing.length > 0) yield undecided(resource, endpoints.missing);
    return;
  }
  const isCertain = denials.some((denial) => denial.otherwiseMet && isExpected(denial));
  yield problem({
    resource,
    severity: isCertain ? 'error' : 'warning',
    affected: naming.length > 0 ? naming : endpoints.items,
    message: `The policy of ${resource.id} denies ${extentOf(denials)} by ${statementsOf(denials)}: they carry no aws:SourceIp, so they count as from another address. Add a condition to the statement that spares your endpoints, such as StringNotEqualsIfExists on aws:SourceVpce or aws:SourceVpc.`,
    ...placesOf(resource, field, denials),
  });
}

/** The statements that deny requests through this endpoint, or through any, for want of an address. */
function denialsIn(
  policy: Fact<PolicyDocument | null>,
  endpoint: VpcEndpoint | null,
): Listing<SourceAddressTest> {
  if (!policy.known) return { items: [], missing: policy.missing };
  const context = throughEndpoint(endpoint);
  const items: SourceAddressTest[] = [];
  const missing: MissingFact[] = [];
  for (const statement of policy.value?.statements ?? []) {
    const denial = deniesUntested(statement, context);
    if (!denial.known) missing.push(...denial.missing);
    else if (denial.value !== null) items.push(denial.value);
  }
  return { items, missing };
}

/** Whether the policy itself shows that the resource is meant to be used through endpoints. */
function expects(
  statements: readonly PolicyStatement[],
  { statement, condition }: SourceAddressTest,
): boolean {
  return namesPrivateAddresses(condition) || expectsEndpoints(statements, statement);
}

function extentOf(denials: readonly SourceAddressTest[]): string {
  return denials.some(({ otherwiseMet }) => otherwiseMet)
    ? 'every request through an endpoint that it covers'
    : 'requests through an endpoint that meet its other conditions';
}
