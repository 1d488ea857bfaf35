import { and, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { parseTimestamp } from '../../model/timestamp.ts';
import { costOptions } from '../cost/cost-options.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { billedText } from './billed-text.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

const hour = 60 * 60 * 1000;

const toCustomer = (fields: Record<string, unknown>) =>
  estate({
    vpcEndpoints: [
      interfaceEndpoint('ssm', ['subnet-a'], {
        ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
        State: 'pendingAcceptance',
        ...fields,
      }),
    ],
  });

export default defineRule({
  id: 'interface-endpoint-pending-acceptance',
  topic: 'interface-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: 'An endpoint has been waiting for more than an hour for the owner of the service to accept it.',
  why: 'The owner of the service accepts each connection by hand. Until then the endpoint carries no traffic, and its hours are billed. One that is younger than an hour, or of unknown age, is shown for information.',
  fix: 'Ask the owner of the service to accept the connection (`aws ec2 accept-vpc-endpoint-connections`), or delete the endpoint.',
  semantics: ['I1', 'I2', 'E2', 'I24'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: costOptions,
  examples: [
    {
      title: 'The endpoint waits, it is not known for how long',
      facts: toCustomer({ CreationTimestamp: '2026-11-20T08:00:00Z' }),
      findings: [{ resource: 'vpce-1', severity: 'info', message: 'waits for the owner' }],
    },
    {
      title: 'The state is capitalised',
      facts: toCustomer({ State: 'PendingAcceptance' }),
      findings: [{ resource: 'vpce-1', severity: 'info' }],
    },
    {
      title: 'A Gateway Load Balancer endpoint waits, which is billed too',
      facts: toCustomer({ VpcEndpointType: 'GatewayLoadBalancer' }),
      options: { prices: { 'eu-west-1': { gatewayLoadBalancerEndpointHour: 0.02 } } },
      findings: [{ resource: 'vpce-1', severity: 'info', message: '730 h × $0.02 = $14.60 a month.' }],
    },
    {
      title: 'The connection was accepted',
      facts: toCustomer({ State: 'available' }),
    },
    {
      title: 'The connection was accepted and is being made',
      facts: toCustomer({ State: 'pending' }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: toCustomer({ RequesterManaged: true }),
    },
    {
      title: 'The state is not in the input',
      facts: toCustomer({ State: undefined }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options: { prices } }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const waits = and(
        isOwnEndpointWithInterfaces(endpoint),
        map(endpoint.state, (state) => state === 'pendingacceptance'),
      );
      if (isFalse(waits)) continue;
      if (!waits.known) yield undecided(endpoint, waits.missing);
      else {
        const { serviceName } = endpoint;
        yield problem({
          resource: endpoint,
          at: '/State',
          severity: isOlderThanAnHour(network, endpoint) ? 'warning' : 'info',
          code: 'BAD_STATE',
          message: `Endpoint ${endpoint.id} waits for the owner of ${serviceName.known ? serviceName.value : 'its service'} to accept it, and carries no traffic until then.${billedText(endpoint, prices)} Ask the owner to accept the connection, or delete the endpoint.`,
        });
      }
    }
  },
});

/** Known to be: by the time of the snapshot, not by a clock. */
function isOlderThanAnHour({ collectedAt }: Network, { createdAt }: VpcEndpoint): boolean {
  const then = parseTimestamp(collectedAt);
  return then !== null && createdAt !== null && then - createdAt >= hour;
}
