import * as z from 'zod';
import { and, isFalse, map, not, someOf } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { provider, service, serviceId, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const notification = (ConnectionEvents: readonly string[]) => ({
  vpcEndpointConnectionNotifications: [
    {
      ConnectionNotificationId: 'vpce-nfn-1',
      ServiceId: serviceId,
      ConnectionEvents,
      ConnectionNotificationState: 'Enabled',
    },
  ],
});

/** In place of the id of a service that is not known. */
const untold = '';

export default defineRule({
  id: 'endpoint-service-no-notification',
  topic: 'endpoint-service',
  severity: 'info',
  category: 'hygiene',
  summary: 'An endpoint service requires acceptance, and nobody is told when an endpoint asks for it.',
  why: 'Requests wait until somebody happens to look. Programs that poll for them need no notification.',
  fix: 'Send the event Connect to a topic (`aws ec2 create-vpc-endpoint-connection-notification`).',
  semantics: ['E2'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointConnectionNotifications'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Nobody is told of requests',
      facts: provider(),
      findings: [{ resource: 'vpce-svc-1', message: 'nobody is told' }],
    },
    {
      title: 'Only of accepted connections somebody is told',
      facts: provider(notification(['Accept', 'Delete'])),
      findings: [{ resource: 'vpce-svc-1' }],
    },
    { title: 'Somebody is told of requests', facts: provider(notification(['Connect', 'Delete'])) },
    {
      title: 'Endpoints need not ask',
      facts: provider({ vpcEndpointServiceConfigurations: [service({ AcceptanceRequired: false })] }),
    },
    {
      title: 'The notifications were not collected',
      facts: without(provider(), 'vpcEndpointConnectionNotifications'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointConnectionNotifications'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    const byService = network.index('vpcEndpointConnectionNotifications', 'service', ({ serviceId }) =>
      serviceId.known ? serviceId.value : untold,
    );
    for (const its of standingServices(network)) {
      const asks = and(its.isStanding, its.acceptanceRequired);
      if (isFalse(asks)) continue;
      const listing = {
        items: [...(byService.get(its.id) ?? []), ...(byService.get(untold) ?? [])],
        missing: network.missing('vpcEndpointConnectionNotifications', its),
      };
      const isTold = someOf(listing, (each) =>
        and(
          map(each.serviceId, (id) => id === its.id),
          each.tellsOfRequests,
        ),
      );
      const isUntold = and(asks, not(isTold));
      if (!isUntold.known) yield undecided(its, isUntold.missing);
      else if (isUntold.value) {
        yield problem({
          resource: its,
          at: '/AcceptanceRequired',
          message: `Endpoint service ${named(its)} requires acceptance, but nobody is told when an endpoint asks for it. Send the event Connect to a topic of Amazon SNS.`,
        });
      }
    }
  },
});
