import * as z from 'zod';
import { isFalse } from '../../model/fact.ts';
import { estate, gatewayEndpoint, interfaceEndpoint } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

const tagged = (...keys: readonly string[]) =>
  estate({
    vpcEndpoints: [
      interfaceEndpoint('ssm', ['subnet-a'], { Tags: keys.map((Key) => ({ Key, Value: 'x' })) }),
    ],
  });
const options = { keys: ['team', 'service'] };

export default defineRule({
  id: 'hygiene-untagged-endpoint',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'An endpoint lacks tags that the configuration asks for.',
  why: 'Who pays for an endpoint and whom to ask before it is deleted stands in its tags only.',
  fix: 'Add the tags (`aws ec2 create-tags --resources`).',
  semantics: ['I4'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({
    keys: z.array(z.string().min(1)).default(['Name']).describe('The keys that each endpoint must have.'),
  }),
  examples: [
    {
      title: 'One of two tags is there',
      facts: tagged('team'),
      options,
      findings: [{ resource: 'vpce-1', message: 'lacks the tag service' }],
    },
    { title: 'Both tags are there', facts: tagged('team', 'service'), options },
    {
      title: 'A service of AWS made the endpoint',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { RequesterManaged: true })] }),
      options,
    },
    {
      title: 'The state is not in the input',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { State: undefined })] }),
      options,
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options: { keys } }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const { isOwn } = endpoint;
      if (isFalse(isOwn)) continue;
      const lacking = keys.filter((key) => !endpoint.tags.has(key));
      if (lacking.length === 0) continue;
      const missing = [
        ...(isOwn.known ? [] : isOwn.missing),
        ...(endpoint.isInDoubt('Tags') ? [endpoint.missing(`the tags of ${endpoint.id} are in doubt`)] : []),
      ];
      if (missing.length > 0) yield undecided(endpoint, missing);
      else {
        yield problem({
          resource: endpoint,
          at: '/Tags',
          message: `Endpoint ${endpointText(endpoint)} lacks the tag${lacking.length === 1 ? '' : 's'} ${listed(lacking)}. Add ${lacking.length === 1 ? 'it' : 'them'}.`,
        });
      }
    }
  },
});
