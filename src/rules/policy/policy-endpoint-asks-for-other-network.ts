import * as z from 'zod';
import { evaluateCondition, evaluateConditions } from '../../analysis/policy/condition.ts';
import { endpointConditions } from '../../analysis/policy/endpoint-conditions.ts';
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { throughEndpoint } from '../../analysis/policy/request-class.ts';
import type { RequestContext } from '../../analysis/policy/request-context.ts';
import { coversEverything, statementName } from '../../analysis/policy/statement.ts';
import { isFalse, isTrue } from '../../model/fact.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

const withPolicy = (...statements: object[]) =>
  estate({
    vpcEndpoints: [interfaceEndpoint('kms', ['subnet-a'], { PolicyDocument: { Statement: statements } })],
  });
const everything = { Principal: '*', Action: '*', Resource: '*' };
const allow = (condition: object, fields: object = {}) => ({
  Effect: 'Allow',
  ...everything,
  Condition: condition,
  ...fields,
});
const from = (vpc: string) => ({ StringEquals: { 'aws:SourceVpc': vpc } });

/** A statement with the test that makes of it what it is. */
interface Test {
  readonly statement: PolicyStatement;
  readonly condition: PolicyCondition;
}

export default defineRule({
  id: 'policy-endpoint-asks-for-other-network',
  topic: 'policy',
  severity: 'error',
  category: 'connectivity',
  summary: 'The policy of an endpoint asks for another VPC or endpoint than its own, so nothing passes.',
  why: 'For requests through an endpoint aws:SourceVpc is the VPC in which the endpoint stands, and aws:SourceVpce the endpoint itself, whoever sends them. A policy that names the VPCs of the clients of a hub, or that was copied from another endpoint, refuses everything.',
  fix: 'Take the test off: the policy of an endpoint holds for its own requests alone. To tell the clients of a hub apart, test aws:VpcSourceIp.',
  semantics: ['9.2', '9.3', 'PO2', 'C4'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only Allow asks for the VPC of the clients',
      facts: withPolicy(allow(from('vpc-2'))),
      findings: [{ resource: 'vpce-1', message: 'allows nothing' }],
    },
    {
      title: 'The policy was copied from another endpoint',
      facts: withPolicy(allow({ StringEquals: { 'aws:SourceVpce': 'vpce-2' } }, { Sid: 'Ours' })),
      findings: [{ resource: 'vpce-1', message: 'Ours' }],
    },
    {
      title: 'A Deny for all VPCs but another',
      facts: withPolicy(allow({}), {
        Effect: 'Deny',
        ...everything,
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-2' } },
      }),
      findings: [{ resource: 'vpce-1', message: 'denies everything' }],
    },
    { title: 'The policy asks for the VPC of the endpoint', facts: withPolicy(allow(from('vpc-1'))) },
    {
      title: 'One policy for the endpoints of two VPCs',
      facts: withPolicy(allow(from('vpc-1')), allow(from('vpc-2'))),
    },
    {
      title: 'A Deny for a part of what is allowed',
      facts: withPolicy(allow({}), {
        Effect: 'Deny',
        ...everything,
        Action: 'kms:Decrypt',
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-2' } },
      }),
    },
    {
      title: 'The endpoint does not say in which VPC it stands',
      facts: estate({
        vpcEndpoints: [
          {
            ...interfaceEndpoint('kms', ['subnet-a'], {
              PolicyDocument: { Statement: [allow(from('vpc-2'))] },
            }),
            VpcId: undefined,
          },
        ],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const policy = endpointPolicy(endpoint);
      if (!policy.known) yield undecided(endpoint, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const { statements } = policy.value;
      const tested = statements.filter((statement) => endpointConditions(statement).length > 0);
      if (tested.length === 0) continue;
      const context = throughEndpoint(endpoint);
      const answers = tested.flatMap(endpointConditions).map((each) => evaluateCondition(each, context));
      const isOpen = endpoint.vpcId === null && answers.some(({ known }) => !known);
      const effective = statements.filter(
        ({ effect, conditions }) => effect === 'Allow' && !isFalse(evaluateConditions(conditions, context)),
      );
      const never = tested.flatMap((statement) => failingTest(statement, context) ?? []);
      const always = tested.flatMap((statement) => denyOfAll(statement, context) ?? []);
      const found = effective.length === 0 && never.length > 0 ? never : always;
      const [first] = found;
      if (first) {
        const names = listed(found.map(({ statement }) => statementName(statement)));
        const keys = listed([...new Set(found.map(({ condition }) => condition.key))].sort());
        yield problem({
          resource: endpoint,
          at: policyPlace(endpoint, 'PolicyDocument', first.condition.pointer),
          message: `The policy of endpoint ${named(endpoint)} tests ${keys} in ${names}, and ${found === never ? 'allows nothing' : 'denies everything'}: for all that comes through it, that is ${endpoint.id} of ${endpoint.vpcId ?? 'its VPC'} itself, whoever sends it. Take the test off, or test aws:VpcSourceIp.`,
        });
      } else if (isOpen) yield undecided(endpoint, [endpoint.missing(`no VpcId on ${endpoint.id}`)]);
    }
  },
});

/** The test of an Allow that fails for all requests through the endpoint. */
function failingTest(statement: PolicyStatement, context: RequestContext): Test | null {
  if (statement.effect !== 'Allow') return null;
  const condition = endpointConditions(statement).find((each) => isFalse(evaluateCondition(each, context)));
  return condition ? { statement, condition } : null;
}

/** The test of a Deny of everything that holds for all requests through the endpoint. */
function denyOfAll(statement: PolicyStatement, context: RequestContext): Test | null {
  const [condition] = endpointConditions(statement);
  if (
    statement.effect !== 'Deny' ||
    condition === undefined ||
    !coversEverything({ ...statement, conditions: [] })
  )
    return null;
  return isTrue(evaluateConditions(statement.conditions, context)) ? { statement, condition } : null;
}
