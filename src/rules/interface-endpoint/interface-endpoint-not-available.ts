import { isFalse } from '../../model/fact.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { costOptions } from '../cost/cost-options.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { withoutFullStop } from '../wording.ts';
import { billedText } from './billed-text.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

interface Fault {
  readonly what: string;
  readonly remedy: string;
  /** Where something may work all the same. */
  readonly severity?: 'warning';
}

/** What became of the connection, and how to get it back, by the states that never end by themselves (I1). */
const lostStates: ReadonlyMap<string, Fault> = new Map([
  [
    'rejected',
    {
      what: 'was rejected by the owner of the service and carries no traffic',
      remedy: 'Ask the owner to accept the connection, or delete the endpoint.',
    },
  ],
  [
    'failed',
    {
      what: 'has failed and carries no traffic',
      remedy: 'Remove what made it fail, then delete the endpoint and create it anew.',
    },
  ],
  [
    'expired',
    {
      what: 'expired before the owner of the service accepted it and carries no traffic',
      remedy: 'Delete the endpoint, create it anew and have the owner accept it.',
    },
  ],
  [
    'partial',
    {
      what: 'is in the state partial: a part of it did not come about, and AWS does not say which',
      remedy:
        'Compare its subnets and network interfaces with what was asked for, and create the endpoint anew.',
      severity: 'warning',
    },
  ],
]);

/** States that say for sure whether the endpoint carries traffic; of these only `available` does (I2). */
const clearStates: ReadonlySet<string> = new Set(['available', 'pendingacceptance', ...lostStates.keys()]);

const ssm = (fields: Record<string, unknown>) =>
  estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], fields)] });

export default defineRule({
  id: 'interface-endpoint-not-available',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'An endpoint was rejected, failed, expired or came about in part only.',
  why: 'Only an endpoint that is available carries traffic. In these states nothing that is sent to it arrives, the names of the service may still lead there, and its hours are still billed. One in the state partial may carry some traffic, which is a warning.',
  fix: 'Read what AWS gives as the reason, have the connection accepted or create the endpoint anew, and delete it if nobody needs it.',
  semantics: ['I1', 'I2', 'I3', 'I24'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: costOptions,
  examples: [
    {
      title: 'The provider rejected the connection',
      facts: ssm({ State: 'Rejected' }),
      findings: [
        { resource: 'vpce-1', message: 'It is billed all the same: 730 h × $0.011 = $8.03 a month.' },
      ],
    },
    {
      title: 'The endpoint failed, and AWS says why',
      facts: ssm({
        State: 'failed',
        LastError: { Code: 'Some.Code', Message: 'no free address in subnet-a' },
      }),
      findings: [{ resource: 'vpce-1', message: 'AWS says: no free address in subnet-a.' }],
    },
    {
      title: 'The endpoint of a Gateway Load Balancer expired',
      facts: ssm({ State: 'expired', VpcEndpointType: 'GatewayLoadBalancer', Groups: undefined }),
      findings: [{ resource: 'vpce-1', message: 'expired' }],
    },
    {
      title: 'A part of the endpoint did not come about',
      facts: ssm({ State: 'Partial' }),
      findings: [{ resource: 'vpce-1', severity: 'warning', message: 'in the state partial' }],
    },
    {
      title: 'The endpoint is available',
      facts: ssm({}),
    },
    {
      title: 'The endpoint waits for acceptance',
      facts: ssm({ State: 'pendingAcceptance' }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: ssm({ State: 'deleting' }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: ssm({ State: 'failed', RequesterManaged: true }),
    },
    {
      title: 'A gateway endpoint is another matter',
      facts: ssm({ State: 'failed', VpcEndpointType: 'Gateway' }),
    },
    {
      title: 'The endpoint is pending, and may carry traffic if it is being modified',
      facts: ssm({ State: 'pending' }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The state is not in the input',
      facts: ssm({ State: undefined }),
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
      const applies = isOwnEndpointWithInterfaces(endpoint);
      if (isFalse(applies)) continue;
      const { state } = endpoint;
      if (!state.known) yield undecided(endpoint, state.missing);
      else if (!clearStates.has(state.value)) {
        const reason = `whether ${endpoint.id} carries traffic while ${state.value}`;
        yield undecided(endpoint, [endpoint.missing(reason)]);
      } else {
        const lost = lostStates.get(state.value);
        if (!lost) continue;
        if (!applies.known) yield undecided(endpoint, applies.missing);
        else {
          yield problem({
            resource: endpoint,
            at: '/State',
            ...(lost.severity ? { severity: lost.severity } : {}),
            code: 'BAD_STATE',
            message: `Endpoint ${endpoint.id}${serviceText(endpoint)} ${lost.what}.${reasonText(endpoint)}${state.value === 'rejected' ? billedText(endpoint, prices) : ''} ${lost.remedy}`,
          });
        }
      }
    }
  },
});

function serviceText({ serviceName }: VpcEndpoint): string {
  return serviceName.known ? ` for ${serviceName.value}` : '';
}

function reasonText({ failure }: VpcEndpoint): string {
  return failure === null ? '' : ` AWS says: ${withoutFullStop(failure)}.`;
}
