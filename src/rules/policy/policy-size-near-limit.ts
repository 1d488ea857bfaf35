import * as z from 'zod';
import type { Resource } from '../../model/resources/resource.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { aboutEndpoints, onEndpoint } from './policy-examples.ts';
import { endpointPolicies } from './statement-flaws.ts';

const buckets = (count: number) =>
  Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-number-${1000 + index}/*`);

export default defineRule({
  id: 'policy-size-near-limit',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'The policy of an endpoint is almost as long as AWS takes, or longer.',
  why: 'The policy of an endpoint may have 20,480 characters, white space included. AWS refuses to set a longer one, so the next addition fails.',
  fix: 'Leave out white space, merge statements, or test an organization or tag in place of lists.',
  semantics: ['PO1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'More than nine tenths',
      facts: onEndpoint({ Resource: buckets(540) }),
      findings: [{ resource: 'vpce-1', message: 'of 20,480' }],
    },
    {
      title: 'Too long',
      facts: onEndpoint({ Resource: buckets(900) }),
      findings: [{ resource: 'vpce-1', severity: 'error' }],
    },
    { title: 'A few buckets', facts: onEndpoint({ Resource: buckets(50) }) },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    for (const { resource, field, policy } of endpointPolicies(network)) {
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const length = lengthOf(resource, field);
      if (length <= nearly) continue;
      yield problem({
        resource,
        at: `/${field}`,
        severity: length > most ? 'error' : 'warning',
        message: `The policy of endpoint ${resource.id} has ${length.toLocaleString('en-US')} of 20,480 characters${length > most ? ', and AWS refuses to set it' : ', so that an addition may be refused'}. Leave out white space, or merge statements.`,
      });
    }
  },
});

const most = 20_480;
const nearly = 18_432;

/** Characters as the policy stands there; of one that is not text as few as it can be written with. */
function lengthOf({ raw }: Resource, field: string): number {
  const policy = new Map<string, unknown>(Object.entries(raw)).get(field);
  return typeof policy === 'string' ? policy.length : JSON.stringify(policy).length;
}
