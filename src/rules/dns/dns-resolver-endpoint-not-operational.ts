import * as z from 'zod';
import { isFalse, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { withResolver } from '../hybrid/resolver-examples.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';

export default defineRule({
  id: 'dns-resolver-endpoint-not-operational',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A Resolver endpoint needs action: AWS cannot repair it by itself.',
  why: 'Queries between the VPC and other networks go through the interfaces of the endpoint. In the state ACTION_NEEDED at least one of them does not work, most often since its subnet or its interface is gone; names of endpoints then fail for some or all queries from outside, and names outside for queries of the VPC.',
  fix: 'Look at the status message (`aws route53resolver get-resolver-endpoint`), and associate addresses in other subnets in place of those that fail.',
  semantics: ['DNS31'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverEndpoint.html',
  ],
  subject: 'resolverEndpoints',
  needs: ['resolverEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The endpoint needs action',
      facts: withResolver({ Status: 'ACTION_NEEDED', StatusMessage: 'No IP address is usable' }),
      findings: [{ resource: 'rslvr-in-1', message: 'No IP address is usable' }],
    },
    { title: 'The endpoint is operational', facts: withResolver() },
    { title: 'The endpoint is being changed', facts: withResolver({ Status: 'UPDATING' }) },
    {
      title: 'The state is not in the input',
      facts: withResolver({ Status: undefined }),
      undecided: [{ resource: 'rslvr-in-1', missing: ['resolverEndpoints'] }],
    },
    {
      title: 'The Resolver endpoints were not collected',
      facts: without(withResolver(), 'resolverEndpoints'),
      undecided: [{ missing: ['resolverEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('resolverEndpoints')) {
      const needsAction = map(endpoint.status, (status) => status === 'action_needed');
      if (isFalse(needsAction)) continue;
      if (!needsAction.known) yield undecided(endpoint, needsAction.missing);
      else {
        const { StatusMessage } = endpoint.raw;
        yield problem({
          resource: endpoint,
          at: '/Status',
          message: `Resolver endpoint ${named(endpoint)} of ${endpoint.vpcId ?? 'its VPC'} needs action${StatusMessage ? `: ${StatusMessage.replace(/\.$/, '')}` : ''}. Until then some or all DNS queries through it fail. Associate working addresses with it.`,
        });
      }
    }
  },
});
