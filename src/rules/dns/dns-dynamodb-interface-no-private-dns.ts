import * as z from 'zod';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { gatewayEndpointsOf } from '../../analysis/connectivity/gateway-endpoints.ts';
import { and, flatMap, isFalse, map, not, someOf, yes } from '../../model/fact.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const dynamodb = interfaceEndpoint('dynamodb', ['subnet-a'], { PrivateDnsEnabled: false });
const gateway = gatewayEndpoint('dynamodb', ['rtb-main'], { VpcEndpointId: 'vpce-2' });

export default defineRule({
  id: 'dns-dynamodb-interface-no-private-dns',
  topic: 'dns',
  severity: 'info',
  category: 'connectivity',
  summary: 'A VPC has an interface endpoint of DynamoDB, and no gateway endpoint that takes the usual name.',
  why: 'DynamoDB has no private DNS: the usual name stays public in the VPC, whatever endpoint there is. Clients use the interface endpoint only if each of them is given its own name as endpoint URL; all others go through NAT, or nowhere. A gateway endpoint costs nothing and takes the traffic of the usual name.',
  fix: 'Create a gateway endpoint of DynamoDB for the route tables of the VPC, or give every client the name of the interface endpoint as endpoint URL.',
  semantics: ['DNS22', 'G1'],
  references: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The VPC has the interface endpoint alone',
      facts: estate({ vpcEndpoints: [dynamodb] }),
      findings: [{ resource: 'vpce-1', affected: ['vpc-1'], message: 'endpoint URL' }],
    },
    {
      title: 'A gateway endpoint takes the usual name',
      facts: estate({ vpcEndpoints: [dynamodb, gateway] }),
    },
    {
      title: 'Nothing runs in the VPC: the endpoint is for others',
      facts: estate({ vpcEndpoints: [dynamodb], networkInterfaces: [] }),
    },
    {
      title: 'The endpoint is of another service',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [dynamodb] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = and(
        map(endpoint.service, ({ service }) => service === 'dynamodb'),
        isAvailableEndpointOfType(endpoint, 'interface'),
      );
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      const verdict = and(
        applies,
        not(flatMap(vpc, (its) => someOf(gatewayEndpointsOf(network, 'dynamodb', its.id, its), () => yes))),
        flatMap(vpc, (its) => someOf(computeInVpc(network, its), () => yes)),
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value && vpc.known) {
        yield problem({
          resource: endpoint,
          at: '/ServiceName',
          affected: [vpc.value],
          message: `DynamoDB has no private DNS, so compute of ${vpc.value.id} uses interface endpoint ${endpoint.id} only where its own name is set as endpoint URL; all other requests go to public addresses. Add a gateway endpoint of DynamoDB, which takes the usual name.`,
        });
      }
    }
  },
});
