import * as z from 'zod';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { misdirectedSources } from '../../analysis/policy/misdirected-sources.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { familiesOfWays } from '../families-of-ways.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { hubExamples } from './misdirected-sources-examples.ts';

export default defineRule({
  id: 'policy-sourcevpc-hub-mismatch',
  topic: 'policy',
  severity: 'error',
  category: 'connectivity',
  summary: 'A policy asks for the VPC of the clients, and these come through an endpoint in another VPC.',
  why: 'aws:SourceVpc is the VPC in which the endpoint stands, not that of the client. Clients that use an endpoint in a hub come from the VPC of the hub, and the policy denies them.',
  fix: 'Name the VPC of the hub too, or better its endpoint by aws:SourceVpce. To tell the clients of a hub apart, use aws:VpcSourceIp beside it.',
  semantics: ['9.2', '9.3', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies', ...familiesOfWays],
  options: z.strictObject({}),
  examples: hubExamples,
  *check({ network }) {
    for (const holder of resourcePolicies(network)) {
      const { policy, resource, field } = holder;
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const { found, missing } = misdirectedSources(
        network,
        holder,
        policy.value.statements,
        'aws:sourcevpc',
      );
      const [first] = found;
      if (first) {
        const vpcs = [...new Set(found.map(({ vpc }) => named(vpc)))];
        const hubs = [
          ...new Set(found.map(({ used }) => `${named(used)} of ${used.vpcId ?? 'another VPC'}`)),
        ];
        yield problem({
          resource,
          severity: found.some(({ isAll }) => isAll) ? 'error' : 'warning',
          at: policyPlace(resource, field, first.condition.pointer),
          affected: [...new Set(found.flatMap(({ subnets }) => subnets))],
          message: `The policy of ${resource.id} spares ${listed(vpcs)} in ${statementName(first.statement)}, but what runs there comes through ${listed(hubs)}, and aws:SourceVpc is the VPC of the endpoint: it is denied. Name that VPC or endpoint.`,
        });
      } else if (missing.length > 0) yield undecided(resource, missing);
    }
  },
});
