import { defineRule, isFalse, problem, undecided } from 'vpce-lint';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from 'vpce-lint/testing';
import * as z from 'zod';

const owned = [{ Key: 'Owner', Value: 'shop-team' }];

export default defineRule({
  id: 'endpoint-without-owner',
  severity: 'warning',
  category: 'hygiene',
  summary: 'An endpoint has no tag that says who answers for it.',
  why: 'When an endpoint breaks, or its policy must change, nobody knows whom to ask.',
  fix: 'Tag the endpoint with the team that answers for it.',
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({
    tags: z.array(z.string()).default(['Owner']).describe('Keys of which one is enough.'),
  }),
  examples: [
    {
      title: 'No tag at all',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }),
      findings: [{ resource: 'vpce-1', message: 'Owner' }],
    },
    {
      title: 'The tag is there',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { Tags: owned })] }),
    },
    {
      title: 'Another tag is wanted',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { Tags: owned })] }),
      options: { tags: ['team', 'cost-centre'] },
      findings: [{ resource: 'vpce-1', message: 'team or cost-centre' }],
    },
    {
      title: 'An AWS service manages the endpoint',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { RequesterManaged: true })] }),
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      // What AWS manages for a service is not ours to tag.
      const { isOwn } = endpoint;
      if (isFalse(isOwn) || options.tags.some((key) => endpoint.tags.has(key))) continue;
      if (!isOwn.known) yield undecided(endpoint, isOwn.missing);
      else {
        yield problem({
          resource: endpoint,
          message: `Endpoint ${endpoint.id} has no tag ${options.tags.join(' or ')}, so nobody knows who answers for it. Add one.`,
        });
      }
    }
  },
});
