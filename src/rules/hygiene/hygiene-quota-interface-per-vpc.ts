import * as z from 'zod';
import { filterListing, map } from '../../model/fact.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';

const many = (count: number) =>
  estate({
    vpcEndpoints: Array.from({ length: count }, (_, index) =>
      interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: `vpce-${index}` }),
    ),
  });

const counting: ReadonlySet<string> = new Set(['interface', 'gateway-load-balancer']);

export default defineRule({
  id: 'hygiene-quota-interface-per-vpc',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  summary: 'A VPC is near the number of interface endpoints that AWS allows in it.',
  why: 'A VPC may have 50 interface and Gateway Load Balancer endpoints, unless AWS raised that number. The next one beyond fails to be created, most often in the middle of a deployment. Where there are more already, AWS did raise it: then nothing is said until the option tells to what.',
  fix: 'Ask for a higher quota (`aws service-quotas request-service-quota-increase`) and set it as option `quota`, or remove endpoints that nobody uses.',
  semantics: ['7.5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html'],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints'],
  options: z.strictObject({
    quota: z.int().min(1).default(50).describe('Interface endpoints that a VPC may have.'),
  }),
  examples: [
    {
      title: 'Forty of fifty',
      facts: many(40),
      findings: [{ resource: 'vpc-1', message: '40 of 50' }],
    },
    { title: 'Thirty-nine of fifty', facts: many(39) },
    { title: 'AWS allows more', facts: many(40), options: { quota: 100 } },
    { title: 'There are more, so AWS raised the number', facts: many(3), options: { quota: 2 } },
    {
      title: 'The endpoints were not collected',
      facts: without(many(40), 'vpcEndpoints'),
      undecided: [{ resource: 'vpc-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options: { quota } }) {
    for (const vpc of network.all('vpcs')) {
      const { items, missing } = filterListing(network.inVpc('vpcEndpoints', vpc), ({ endpointType }) =>
        map(endpointType, (type) => counting.has(type)),
      );
      // More than the quota cannot be: then it is another one, which is not known.
      if (items.length > quota) continue;
      if (missing.length > 0) yield undecided(vpc, missing);
      else if (items.length >= quota * 0.8) {
        yield problem({
          resource: vpc,
          at: '',
          message: `VPC ${named(vpc)} has ${items.length} of ${quota} interface endpoints that it may have. Ask for a higher quota before the next ones are due.`,
        });
      }
    }
  },
});
