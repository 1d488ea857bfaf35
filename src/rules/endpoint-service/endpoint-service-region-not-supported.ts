import * as z from 'zod';
import { and, isFalse, map } from '../../model/fact.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { provider, service, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const elsewhere = (ServiceState: string, fields: Record<string, unknown> = {}) =>
  provider({
    vpcEndpointServiceConfigurations: [
      service({
        SupportedRegions: [
          { Region: 'eu-west-1', ServiceState: 'Available' },
          { Region: 'us-east-1', ServiceState },
        ],
        ...fields,
      }),
    ],
  });

const unusable: ReadonlySet<string> = new Set(['failed', 'closed']);

export default defineRule({
  id: 'endpoint-service-region-not-supported',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'connectivity',
  summary: 'An endpoint service is meant for a Region in which it failed or was closed.',
  why: 'Customers in that Region cannot make new endpoints. Those that they have stay.',
  fix: 'Take the Region off the service and add it again, or take it off for good (`aws ec2 modify-vpc-endpoint-service-configuration`).',
  semantics: ['E4', 'E11'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service failed in another Region',
      facts: elsewhere('Failed'),
      findings: [{ resource: 'vpce-svc-1', message: 'us-east-1' }],
    },
    { title: 'It is available there', facts: elsewhere('Available') },
    { title: 'It is being made available there', facts: elsewhere('Pending') },
    { title: 'It is for its own Region only', facts: provider() },
    {
      title: 'The state of the service is not in the input',
      facts: elsewhere('Failed', { ServiceState: undefined }),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServiceConfigurations'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const lost = map(its.supportedRegions, (regions) =>
        regions.filter(({ state }) => unusable.has(state)).map(({ region }) => region),
      );
      const isLost = and(
        its.isStanding,
        map(lost, (regions) => regions.length > 0),
      );
      if (isFalse(isLost)) continue;
      if (!isLost.known) yield undecided(its, isLost.missing);
      else if (lost.known) {
        yield problem({
          resource: its,
          at: '/SupportedRegions',
          message: `Endpoint service ${named(its)} is meant for ${listed(lost.value)} too, but failed or was closed there, so that customers there cannot make endpoints. Take the Region off the service, and add it again if it is needed.`,
        });
      }
    }
  },
});
