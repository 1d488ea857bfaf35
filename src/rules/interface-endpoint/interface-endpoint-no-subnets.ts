import * as z from 'zod';
import { runsCompute } from '../../analysis/connectivity/compute.ts';
import { and, isFalse, isTrue, map } from '../../model/fact.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

const nowhere = interfaceEndpoint('ssm', []);

export default defineRule({
  id: 'interface-endpoint-no-subnets',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'An endpoint stands in no subnet.',
  why: 'An interface endpoint has its addresses in the subnets that it is created in. AWS creates it without any, as when Terraform code leaves out subnet_ids, and calls it available; but it has no address that anybody could connect to. The severity is error in a VPC that is known to run compute, and warning otherwise.',
  fix: 'Add a subnet in each zone where clients run (`aws ec2 modify-vpc-endpoint --add-subnet-ids`), or delete the endpoint.',
  semantics: ['I2', 'I5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No subnet is given',
      facts: estate({ vpcEndpoints: [nowhere] }),
      findings: [{ resource: 'vpce-1', message: 'stands in no subnet' }],
    },
    {
      title: 'No subnet is given, in a VPC without compute',
      facts: estate({ vpcEndpoints: [nowhere], networkInterfaces: [] }),
      findings: [{ resource: 'vpce-1', severity: 'warning' }],
    },
    {
      title: 'The endpoint stands in a subnet',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'A gateway endpoint has no subnets',
      facts: estate({ vpcEndpoints: [{ ...nowhere, VpcEndpointType: 'Gateway' }] }),
    },
    {
      title: 'The endpoint waits for acceptance',
      facts: estate({ vpcEndpoints: [{ ...nowhere, State: 'pendingAcceptance' }] }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({ vpcEndpoints: [{ ...nowhere, RequesterManaged: true }] }),
    },
    {
      title: 'The subnets of the endpoint are not in the input',
      facts: estate({ vpcEndpoints: [{ ...nowhere, SubnetIds: undefined }] }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const standsNowhere = and(
        isOwnEndpointWithInterfaces(endpoint),
        map(endpoint.state, (state) => state === 'available'),
        map(endpoint.subnetIds, (ids) => ids.length === 0),
      );
      if (isFalse(standsNowhere)) continue;
      if (!standsNowhere.known) yield undecided(endpoint, standsNowhere.missing);
      else {
        yield problem({
          resource: endpoint,
          severity: isTrue(runsCompute(network, endpoint)) ? 'error' : 'warning',
          at: '/SubnetIds',
          message: `Endpoint ${endpointText(endpoint)} stands in no subnet, so it has no address and nobody can connect to it. Add a subnet in each zone where clients run, or delete the endpoint.`,
        });
      }
    }
  },
});
