import * as z from 'zod';
import { filterListing, map } from '../../model/fact.ts';
import { estate, gatewayEndpoint } from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';

const many = (count: number, fields = {}) =>
  estate({
    vpcEndpoints: Array.from({ length: count }, (_, index) =>
      gatewayEndpoint('s3', ['rtb-main'], {
        VpcEndpointId: `vpce-${String(index).padStart(2, '0')}`,
        ...fields,
      }),
    ),
  });

export default defineRule({
  id: 'hygiene-quota-gateway-per-region',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  summary: 'An account is near the number of gateway endpoints that AWS allows in a region.',
  why: 'An account may have 20 gateway endpoints in a region, unless AWS raised that number: with two services that is ten VPCs. The next one beyond fails to be created, most often with a new VPC. Where there are more already, AWS did raise it: then nothing is said until the option tells to what.',
  fix: 'Ask for a higher quota (`aws service-quotas request-service-quota-increase`) and set it as option `quota`.',
  semantics: ['G11'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({
    quota: z.int().min(1).default(20).describe('Gateway endpoints that an account may have in a region.'),
  }),
  examples: [
    {
      title: 'Sixteen of twenty',
      facts: many(16),
      findings: [{ resource: 'vpce-00', message: '16 of 20' }],
    },
    { title: 'Fifteen of twenty', facts: many(15) },
    { title: 'AWS allows more', facts: many(16), options: { quota: 50 } },
    { title: 'There are more, so AWS raised the number', facts: many(3), options: { quota: 2 } },
    {
      title: 'The types are not in the input',
      facts: many(16, { VpcEndpointType: undefined }),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options: { quota } }) {
    for (const scope of network.scopes) {
      const { items, missing } = filterListing(network.inScope('vpcEndpoints', scope), ({ endpointType }) =>
        map(endpointType, (type) => type === 'gateway'),
      );
      const [first] = items;
      // More than the quota cannot be: then it is another one, which is not known.
      if (items.length > quota) continue;
      if (missing.length > 0) {
        if (network.inScope('vpcEndpoints', scope).items.length >= quota * 0.8) {
          yield { kind: 'undecided', resource: null, missing };
        }
      } else if (first && items.length >= quota * 0.8) {
        yield problem({
          resource: first,
          key: 'quota',
          at: '',
          affected: items,
          message: `The account has ${items.length} of ${quota} gateway endpoints that it may have in ${scope.region ?? 'the region'}. Ask for a higher quota before the next VPC is due.`,
        });
      }
    }
  },
});
