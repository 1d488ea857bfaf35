import * as z from 'zod';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { misdirectedSources } from '../../analysis/policy/misdirected-sources.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { familiesOfWays } from '../families-of-ways.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { pairExamples } from './misdirected-sources-examples.ts';

export default defineRule({
  id: 'policy-sourcevpce-wrong-endpoint-path',
  topic: 'policy',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A policy asks for one endpoint of a VPC, and what runs there uses another.',
  why: 'Where a VPC has a gateway and an interface endpoint for a service, or one of its own beside one in a hub, names and routes decide which is used. A policy that asks for the other one denies those who use this one. It may be meant that only networks beyond the VPC get in.',
  fix: 'Name both endpoints in the condition, or the one that is used.',
  semantics: ['9.2', '9.3', 'DNS16', 'DNS18', 'H5'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies', ...familiesOfWays],
  options: z.strictObject({}),
  examples: pairExamples,
  *check({ network }) {
    for (const holder of resourcePolicies(network)) {
      const { policy, resource, field } = holder;
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const { found, missing } = misdirectedSources(
        network,
        holder,
        policy.value.statements,
        'aws:sourcevpce',
      );
      const [first] = found;
      if (first) {
        const used = [...new Set(found.map((each) => named(each.used)))];
        const vpcs = [...new Set(found.map(({ vpc }) => named(vpc)))];
        yield problem({
          resource,
          at: policyPlace(resource, field, first.condition.pointer),
          affected: [...new Set(found.flatMap(({ subnets }) => subnets))],
          message: `The policy of ${resource.id} spares ${listed([...first.condition.values])} in ${statementName(first.statement)}, but what runs in ${listed(vpcs)} uses ${listed(used)} and is denied. Name that endpoint too.`,
        });
      } else if (missing.length > 0) yield undecided(resource, missing);
    }
  },
});
