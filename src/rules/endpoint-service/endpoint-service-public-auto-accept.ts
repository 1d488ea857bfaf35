import * as z from 'zod';
import { and, flatMap, isFalse, map, not } from '../../model/fact.ts';
import { account, estate, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const service = {
  ServiceId: 'vpce-svc-1',
  ServiceState: 'Available',
  AcceptanceRequired: false,
  ServiceType: [{ ServiceType: 'Interface' }],
};
const open = { ServiceId: 'vpce-svc-1', AllowedPrincipals: [{ PrincipalType: 'All', Principal: '*' }] };

export default defineRule({
  id: 'endpoint-service-public-auto-accept',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'security',
  securitySeverity: 8.0,
  summary: 'An endpoint service accepts connections from every AWS account without asking.',
  why: 'With * among its allowed principals and no acceptance required, anybody with an AWS account can connect to the load balancer behind the service, even if it has no public address.',
  fix: 'Require acceptance (`aws ec2 modify-vpc-endpoint-service-configuration --acceptance-required`), or allow the accounts that are meant in place of *.',
  semantics: ['E2', 'E3'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointServicePermissions'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Everybody may connect, and nobody is asked',
      facts: estate({
        vpcEndpointServiceConfigurations: [service],
        vpcEndpointServicePermissions: [open],
      }),
      findings: [{ resource: 'vpce-svc-1', message: 'every AWS account' }],
    },
    {
      title: 'Everybody may ask, and somebody decides',
      facts: estate({
        vpcEndpointServiceConfigurations: [{ ...service, AcceptanceRequired: true }],
        vpcEndpointServicePermissions: [open],
      }),
    },
    {
      title: 'One account may connect',
      facts: estate({
        vpcEndpointServiceConfigurations: [service],
        vpcEndpointServicePermissions: [
          {
            ServiceId: 'vpce-svc-1',
            AllowedPrincipals: [{ PrincipalType: 'Account', Principal: `arn:aws:iam::${account}:root` }],
          },
        ],
      }),
    },
    {
      title: 'The service is being deleted',
      facts: estate({
        vpcEndpointServiceConfigurations: [{ ...service, ServiceState: 'Deleting' }],
        vpcEndpointServicePermissions: [open],
      }),
    },
    {
      title: 'The permissions of the service were not collected',
      facts: without(
        estate({ vpcEndpointServiceConfigurations: [service] }),
        'vpcEndpointServicePermissions',
      ),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServicePermissions'] }],
    },
    {
      title: 'The endpoint services were not collected',
      facts: without(estate(), 'vpcEndpointServiceConfigurations'),
      undecided: [{ missing: ['vpcEndpointServiceConfigurations'] }],
    },
  ],
  *check({ network }) {
    for (const configuration of network.all('vpcEndpointServiceConfigurations')) {
      const isAutomatic = and(
        map(configuration.state, (state) => !['deleting', 'deleted'].includes(state)),
        not(configuration.acceptanceRequired),
      );
      if (isFalse(isAutomatic)) continue;
      const permissions = network.answerFor('vpcEndpointServicePermissions', configuration.id, configuration);
      const isPublic = flatMap(permissions, (answer) =>
        map(answer.principals, (principals) => principals.includes('*')),
      );
      const isOpen = and(isAutomatic, isPublic);
      if (!isOpen.known) yield undecided(configuration, isOpen.missing);
      else if (isOpen.value && permissions.known) {
        yield problem({
          resource: configuration,
          at: '/AcceptanceRequired',
          evidence: [{ message: 'Everybody is allowed', at: permissions.value.at('/AllowedPrincipals') }],
          message: `Endpoint service ${configuration.id} allows every AWS account (*) and accepts connections without asking, so anybody can reach its load balancer. Require acceptance, or allow only the accounts that are meant.`,
        });
      }
    }
  },
});
