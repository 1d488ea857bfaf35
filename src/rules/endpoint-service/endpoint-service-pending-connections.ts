import * as z from 'zod';
import { connectionsOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, and, flatMap, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { EndpointConnection } from '../../model/resources/endpoint-connection.ts';
import { parseTimestamp } from '../../model/timestamp.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, named } from '../wording.ts';
import { connection, provider, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const day = 24 * 60 * 60 * 1000;
const asking = (fields: Record<string, unknown> = {}) =>
  provider({
    vpcEndpointConnections: [connection({ VpcEndpointState: 'pendingAcceptance', ...fields })],
  });

export default defineRule({
  id: 'endpoint-service-pending-connections',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Endpoints have been waiting for more than a day to be accepted by an endpoint service.',
  why: 'Whoever made them pays for them and reaches nothing until somebody accepts or rejects them. Those that are younger than the option days, or of unknown age, are shown for information.',
  fix: 'Accept or reject them (`aws ec2 accept-vpc-endpoint-connections`, `reject-vpc-endpoint-connections`), and have a notification sent when one asks.',
  semantics: ['E2', 'E14'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointConnections'],
  options: z.strictObject({
    days: z.number().min(0).default(1).describe('From which age on it is a warning.'),
  }),
  examples: [
    {
      title: 'An endpoint waits, it is not known for how long',
      facts: asking({ CreationTimestamp: '2026-11-20T08:00:00Z' }),
      findings: [
        {
          resource: 'vpce-svc-1',
          severity: 'info',
          affected: ['vpce-customer'],
          message: '1 endpoint waits',
        },
      ],
    },
    { title: 'The endpoint was accepted', facts: provider() },
    {
      title: 'The endpoint was rejected',
      facts: asking({ VpcEndpointState: 'rejected' }),
    },
    {
      title: 'The state of the endpoint is not in the input',
      facts: asking({ VpcEndpointState: undefined }),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointConnections'] }],
    },
    {
      title: 'The connections were not collected',
      facts: without(provider(), 'vpcEndpointConnections'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointConnections'] }],
    },
    servicesNotCollected,
  ],
  *check({ network, options: { days } }) {
    for (const its of standingServices(network)) {
      const waiting = flatMap(connectionsOf(network, its), (connections) =>
        map(
          all(
            connections.map((each) =>
              map(each.state, (state) => (state === 'pendingacceptance' ? [each] : [])),
            ),
          ),
          (found) => found.flat(),
        ),
      );
      const found = and(
        its.isStanding,
        map(waiting, (each) => each.length > 0),
      );
      if (isFalse(found)) continue;
      if (!found.known) yield undecided(its, found.missing);
      else if (waiting.known) {
        const count = waiting.value.length;
        const isOld = waiting.value.some((each) => isOlderThan(network, each, days * day));
        yield problem({
          resource: its,
          severity: isOld ? 'warning' : 'info',
          affected: waiting.value,
          at: '/AcceptanceRequired',
          message: `${counted(count, 'endpoint')} ${count === 1 ? 'waits' : 'wait'} for endpoint service ${named(its)} to accept ${count === 1 ? 'it' : 'them'}, and ${count === 1 ? 'reaches' : 'reach'} nothing until then. Accept or reject ${count === 1 ? 'it' : 'them'}.`,
        });
      }
    }
  },
});

/** Known to be: by the time of the snapshot, not by a clock. */
function isOlderThan({ collectedAt }: Network, { createdAt }: EndpointConnection, age: number): boolean {
  const then = parseTimestamp(collectedAt);
  return then !== null && createdAt.known && createdAt.value !== null && then - createdAt.value >= age;
}
