import * as z from 'zod';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { beingDeleted, provider, service, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const inState = (ServiceState: string | undefined) =>
  provider({ vpcEndpointServiceConfigurations: [service({ ServiceState })] });

export default defineRule({
  id: 'endpoint-service-not-available',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'An endpoint service has failed.',
  why: 'Nobody can connect to a service that has failed, and what its endpoints bring goes nowhere.',
  fix: 'Look for what made it fail (its load balancers above all), delete the service and create it anew.',
  semantics: ['E4'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service failed',
      facts: inState('Failed'),
      findings: [{ resource: 'vpce-svc-1', message: 'has failed' }],
    },
    { title: 'The service is available', facts: inState('available') },
    { title: 'The service is being made', facts: inState('Pending') },
    { title: 'The service is being deleted', facts: provider(beingDeleted) },
    {
      title: 'The state is not in the input',
      facts: inState(undefined),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServiceConfigurations'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const { state } = its;
      if (!state.known) yield undecided(its, state.missing);
      else if (state.value === 'failed') {
        yield problem({
          resource: its,
          at: '/ServiceState',
          message: `Endpoint service ${named(its)} has failed, so that nobody can connect to it and its endpoints reach nothing. Look for what made it fail, delete it and create it anew.`,
        });
      }
    }
  },
});
