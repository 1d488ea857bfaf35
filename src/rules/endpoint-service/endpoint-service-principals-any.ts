import * as z from 'zod';
import { and, flatMap, isFalse, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { allowed, provider, service, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const everybody = allowed('*');

export default defineRule({
  id: 'endpoint-service-principals-any',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'security',
  securitySeverity: 4.0,
  onRequest: true,
  summary: 'Every AWS account may ask to connect to an endpoint service.',
  why: 'With * among its allowed principals, every account can find the service and ask to be connected. Only whoever accepts the requests stands between them and the load balancer. For a service that is sold to anybody that is meant to be so.',
  fix: 'Allow the accounts that are meant (`aws ec2 modify-vpc-endpoint-service-permissions`), or suppress this for services that are for everybody.',
  semantics: ['E2', 'E3'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointServicePermissions'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Everybody may ask, and somebody decides',
      facts: provider(everybody),
      findings: [{ resource: 'vpce-svc-1', message: 'Every AWS account may ask' }],
    },
    { title: 'One account may ask', facts: provider() },
    {
      title: 'Everybody may connect without asking, which is another matter',
      facts: provider({
        ...everybody,
        vpcEndpointServiceConfigurations: [service({ AcceptanceRequired: false })],
      }),
    },
    {
      title: 'The permissions were not collected',
      facts: without(provider(), 'vpcEndpointServicePermissions'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServicePermissions'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const asks = and(its.isStanding, its.acceptanceRequired);
      if (isFalse(asks)) continue;
      const permissions = network.answerFor('vpcEndpointServicePermissions', its.id, its);
      const isOpen = and(
        asks,
        flatMap(permissions, ({ principals }) => map(principals, (all) => all.includes('*'))),
      );
      if (!isOpen.known) yield undecided(its, isOpen.missing);
      else if (isOpen.value && permissions.known) {
        yield problem({
          resource: its,
          at: permissions.value.at('/AllowedPrincipals'),
          message: `Every AWS account may ask to connect to endpoint service ${named(its)}, and only whoever accepts the requests keeps strangers out. Allow the accounts that are meant in place of *.`,
        });
      }
    }
  },
});
