import * as z from 'zod';
import { runsCompute } from '../../analysis/connectivity/compute.ts';
import { isFalse, isTrue } from '../../model/fact.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

export default defineRule({
  id: 'gateway-endpoint-no-route-tables',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A gateway endpoint is associated with no route table.',
  why: 'A gateway endpoint works through routes that AWS adds to the route tables it is associated with. Without one, no subnet sends anything through it: traffic to the service goes through NAT or the internet, or nowhere. The severity is error in a VPC that is known to run compute, and warning otherwise.',
  fix: 'Associate the endpoint with the route tables of the subnets that use the service (`aws ec2 modify-vpc-endpoint --add-route-table-ids`), or delete it.',
  semantics: ['G1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No route table is associated',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', [])] }),
      findings: [{ resource: 'vpce-1', message: 'associated with no route table' }],
    },
    {
      title: 'No route table is associated, in a VPC without compute',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', [])], networkInterfaces: [] }),
      findings: [{ resource: 'vpce-1', severity: 'warning' }],
    },
    {
      title: 'One route table is associated',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', [], { State: 'deleting' })] }),
    },
    {
      title: 'The list of route tables is not in the input',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', [], { RouteTableIds: undefined })] }),
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
      const { routeTableIds } = endpoint;
      if (routeTableIds.known && routeTableIds.value.length > 0) continue;
      const missing = [
        ...(applies.known ? [] : applies.missing),
        ...(routeTableIds.known ? [] : routeTableIds.missing),
      ];
      if (missing.length > 0) yield undecided(endpoint, missing);
      else {
        yield problem({
          resource: endpoint,
          severity: isTrue(runsCompute(network, endpoint)) ? 'error' : 'warning',
          at: '/RouteTableIds',
          message: `Gateway endpoint ${endpoint.id} is associated with no route table, so no subnet of ${endpoint.vpcId ?? 'its VPC'} reaches ${endpoint.raw.ServiceName ?? 'the service'} through it. Associate it with the route tables of the subnets that use the service.`,
        });
      }
    }
  },
});
