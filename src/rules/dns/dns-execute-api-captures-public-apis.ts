import * as z from 'zod';
import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
  vpcOfEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import { computeBySubnet } from '../../analysis/connectivity/compute.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import { and, isFalse, map } from '../../model/fact.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed } from '../wording.ts';

const api = interfaceEndpoint('execute-api', ['subnet-a']);

export default defineRule({
  id: 'dns-execute-api-captures-public-apis',
  topic: 'dns',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary: 'Private DNS of an API Gateway endpoint takes the requests to public APIs as well.',
  why: 'Private DNS covers every name of API Gateway in the region, not only those of private APIs. From then on all compute of the VPC that calls a regional or edge-optimized API by its default name, its own or that of somebody else, gets 403 Forbidden. APIs with a domain name of their own are not affected. Which APIs are called is not in the configuration of the network, so this rule only tells who is concerned.',
  fix: 'Call public APIs by custom domain names, or turn private DNS off and call private APIs by the name of the endpoint with the id of the API in front.',
  semantics: ['DNS7', 'DNS26'],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Private DNS is on, and compute runs in two subnets',
      facts: estate({ vpcEndpoints: [api] }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-a', 'subnet-b'], message: '2 subnets' }],
    },
    {
      title: 'Private DNS is off',
      facts: estate({ vpcEndpoints: [{ ...api, PrivateDnsEnabled: false }] }),
    },
    {
      title: 'Nothing runs in the VPC',
      facts: estate({ vpcEndpoints: [api], networkInterfaces: [] }),
    },
    {
      title: 'The endpoint is of another service',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [api] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = and(
        map(endpoint.service, ({ service }) => service === 'execute-api'),
        isAvailableEndpointOfType(endpoint, 'interface'),
        namesLeadToEndpoint(endpoint),
      );
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      if (!applies.known || !vpc.known) {
        yield undecided(endpoint, [
          ...(applies.known ? [] : applies.missing),
          ...(vpc.known ? [] : vpc.missing),
        ]);
        continue;
      }
      const { bySubnet, missing } = computeBySubnet(network, vpc.value);
      const ids = [...bySubnet.keys()].sort();
      if (ids.length === 0) {
        if (missing.length > 0) yield undecided(endpoint, missing);
        continue;
      }
      yield problem({
        resource: endpoint,
        at: '/PrivateDnsEnabled',
        affected: describedSubnets(network, ids, vpc.value),
        message: `Private DNS of ${endpoint.id} leads every default name of API Gateway there, for compute in ${counted(ids.length, 'subnet')} of ${vpc.value.id} (${listed(ids)}). Calls to public APIs by such names give 403 Forbidden. Call these by custom domain names, or turn private DNS off.`,
      });
    }
  },
});
