import * as z from 'zod';
import { accountsNamed } from '../../analysis/policy/accounts-named.ts';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { type PolicyHolder, resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { conditionsOn, statementName } from '../../analysis/policy/statement.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { account, estate, gatewayEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const bucket = (condition: object, fields: object = {}) =>
  estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    bucketPolicies: [
      {
        Bucket: 'reports',
        Policy: {
          Statement: [
            {
              Sid: 'Inside',
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: '*',
              Condition: condition,
              ...fields,
            },
          ],
        },
      },
    ],
  });
const unless = (...ids: readonly string[]) => ({ StringNotEquals: { 'aws:sourceVpce': ids } });

export default defineRule({
  id: 'policy-sourcevpce-unknown-endpoint',
  topic: 'policy',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A policy lets requests in only through endpoints that are not among those that were collected.',
  why: 'An endpoint that was deleted or made anew has another id. A policy that still names the old one lets nobody in. If the endpoint belongs to an account or region that was not collected, all is well: collect it to be sure.',
  fix: 'Name the endpoints that exist (`aws ec2 describe-vpc-endpoints`), or test aws:SourceVpc or aws:VpceOrgID, which do not change with the endpoint.',
  semantics: ['9.2', '9.3'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only endpoint that is spared is gone',
      facts: bucket(unless('vpce-gone')),
      findings: [{ resource: 'reports', message: 'vpce-gone' }],
    },
    {
      title: 'Two that are gone, in an Allow',
      facts: bucket({ StringEquals: { 'aws:SourceVpce': ['vpce-gone', 'vpce-old'] } }, { Effect: 'Allow' }),
      findings: [{ resource: 'reports', message: 'vpce-gone and vpce-old' }],
    },
    { title: 'One of them exists', facts: bucket(unless('vpce-gone', 'vpce-1')) },
    {
      title: 'A pattern that any endpoint matches',
      facts: bucket({ StringNotLike: { 'aws:SourceVpce': 'vpce-*' } }),
    },
    {
      title: 'A Deny for one endpoint that is gone does no harm',
      facts: bucket({ StringEquals: { 'aws:SourceVpce': 'vpce-gone' } }),
    },
    {
      title: 'The policy names an account that was not collected',
      facts: bucket(unless('vpce-gone'), { Principal: { AWS: '444455556666' } }),
      undecided: [{ resource: 'reports', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(bucket(unless('vpce-gone'), { Principal: { AWS: account } }), 'vpcEndpoints'),
      undecided: [{ resource: 'reports', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'No policies of resources were collected',
      facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
      undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
    },
  ],
  *check({ network }) {
    for (const holder of resourcePolicies(network)) {
      const { policy, resource, field } = holder;
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const { statements } = policy.value;
      const lost = statements.flatMap((statement) => lostTests(network, statement));
      const [first, ...others] = lost;
      if (!first) continue;
      const missing = perhapsElsewhere(network, holder, statements);
      if (missing.length > 0) {
        yield undecided(resource, missing);
        continue;
      }
      const place = ({ condition }: LostTest) => policyPlace(resource, field, condition.pointer);
      yield problem({
        resource,
        at: place(first),
        evidence: others.map((test) => ({
          message: `The test in ${statementName(test.statement)}`,
          at: place(test),
        })),
        message: `The policy of ${resource.id} lets requests in only through ${listed([...first.condition.values])} (${statementName(first.statement)}), and no such endpoint is among those collected. Name endpoints that exist, or collect the account and region in which it stands.`,
      });
    }
  },
});

interface LostTest {
  readonly statement: PolicyStatement;
  readonly condition: PolicyCondition;
}

/** The tests that only requests through one of some endpoints pass, none of which is there. */
function lostTests(network: Network, statement: PolicyStatement): readonly LostTest[] {
  const wanted =
    statement.effect === 'Allow' ? /^String(Equals|Like)$/ : /^StringNot(Equals|Like)(IfExists)?$/;
  const isKnown = (id: string) => network.index('vpcEndpoints', 'id', (endpoint) => endpoint.id).has(id);
  return conditionsOn(statement, 'aws:sourcevpce')
    .filter(({ operator, values }) => wanted.test(operator) && values.length > 0)
    .filter(({ values }) => values.every((id) => !/[*?$]/.test(id) && !isKnown(id)))
    .map((condition) => ({ statement, condition }));
}

/** Where else the endpoint may stand: in a place that was not collected, or in an account that the policy names. */
function perhapsElsewhere(
  network: Network,
  { resource }: PolicyHolder,
  statements: readonly PolicyStatement[],
): readonly MissingFact[] {
  const collected = new Set(network.scopes.map((scope) => scope.account));
  return [
    ...network.scopes.flatMap((scope) => network.inScope('vpcEndpoints', scope).missing),
    ...accountsNamed(statements)
      .filter((account) => !collected.has(account))
      .map((account) => ({
        family: 'vpcEndpoints',
        account,
        region: resource.region,
        reason: 'account and region not collected',
      })),
  ];
}
