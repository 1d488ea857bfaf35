import * as z from 'zod';
import { runsCompute } from '../../analysis/connectivity/compute.ts';
import { isUnderWay } from '../../analysis/connectivity/gateway-endpoints.ts';
import { isFalse, isTrue } from '../../model/fact.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const lost = new Set(['failed', 'rejected', 'expired']);

const failed = gatewayEndpoint('s3', ['rtb-main'], {
  State: 'failed',
  LastError: { Code: 'RouteTableLimit', Message: 'A route table holds no more routes' },
});

export default defineRule({
  id: 'gateway-endpoint-not-available',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A gateway endpoint is not in the state available.',
  why: 'A gateway endpoint carries traffic only while it is available. In any other state what its route tables send to the service is dropped or takes another way out. The severity is error for an endpoint that failed, expired or was rejected in a VPC that runs compute, and warning otherwise.',
  fix: 'Wait for an endpoint that is still pending. Remove the cause that AWS names for one that failed, then delete it and create it again.',
  semantics: ['I1', 'I2', 'I3'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The endpoint failed',
      facts: estate({ vpcEndpoints: [failed] }),
      findings: [{ resource: 'vpce-1', message: 'is failed: A route table holds no more routes' }],
    },
    {
      title: 'The endpoint failed in a VPC without compute',
      facts: estate({ vpcEndpoints: [failed], networkInterfaces: [] }),
      findings: [{ resource: 'vpce-1', severity: 'warning' }],
    },
    {
      title: 'The endpoint is still pending',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'pending' })] }),
      findings: [{ resource: 'vpce-1', severity: 'warning', message: 'is pending' }],
    },
    {
      title: 'The endpoint is available, in capital letters',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'Available' })] }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'deleting' })] }),
    },
    {
      title: 'An AWS service created the endpoint',
      facts: estate({ vpcEndpoints: [{ ...failed, RequesterManaged: true }] }),
    },
    {
      title: 'The state is one that nobody knows',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'hibernating' })] }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'gateway')) {
      const applies = isOwnEndpointOfType(endpoint, 'gateway');
      if (isFalse(applies)) continue;
      const { state } = endpoint;
      if (state.known && state.value === 'available') continue;
      if (!applies.known) yield undecided(endpoint, applies.missing);
      else if (!state.known) yield undecided(endpoint, state.missing);
      else if (isUnderWay(state.value)) {
        yield problem({
          resource: endpoint,
          severity: 'warning',
          at: '/State',
          message: `Gateway endpoint ${endpoint.id} is ${state.value}${reasonOf(endpoint)}, so it may not carry traffic to ${serviceOf(endpoint)} yet. Wait until it is available before you rely on it.`,
          code: 'BAD_STATE',
        });
      } else if (lost.has(state.value)) {
        yield problem({
          resource: endpoint,
          severity: isTrue(runsCompute(network, endpoint)) ? 'error' : 'warning',
          at: '/State',
          message: `Gateway endpoint ${endpoint.id} is ${state.value}${reasonOf(endpoint)}, so nothing in ${endpoint.vpcId ?? 'its VPC'} reaches ${serviceOf(endpoint)} through it. Remove the cause, then delete the endpoint and create it again.`,
          code: 'BAD_STATE',
        });
      } else {
        const reason = `${endpoint.id} is in the state ${state.value}, which is not understood`;
        yield undecided(endpoint, [endpoint.missing(reason)]);
      }
    }
  },
});

function reasonOf({ failure }: VpcEndpoint): string {
  return failure === null ? '' : `: ${failure.replace(/\.$/, '')}`;
}

function serviceOf(endpoint: VpcEndpoint): string {
  return endpoint.raw.ServiceName ?? 'the service';
}
