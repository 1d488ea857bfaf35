import * as z from 'zod';
import { vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { hasStandingEndpoint } from '../../analysis/workloads/standing-endpoint.ts';
import { and, flatMap, isFalse, map } from '../../model/fact.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const old = interfaceEndpoint('ec2messages', ['subnet-a']);
const current = interfaceEndpoint('ssmmessages', ['subnet-a'], { VpcEndpointId: 'vpce-2' });

export default defineRule({
  id: 'bundle-ssm-ec2messages-optional',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  onRequest: true,
  summary: 'A VPC pays for an endpoint of ec2messages beside that of ssmmessages.',
  why: 'From version 3.3.40.0 on, the agent of Systems Manager takes commands through ssmmessages where it reaches it, and asks ec2messages only where it does not. Beside an endpoint for ssmmessages, the one for ec2messages then serves nobody and costs by the hour and zone.',
  fix: 'When no agent older than 3.3.40.0 runs in the VPC (`aws ssm describe-instance-information` shows the versions), delete the endpoint (`aws ec2 delete-vpc-endpoints`).',
  semantics: [],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A VPC has endpoints for both',
      facts: estate({ vpcEndpoints: [old, current] }),
      findings: [{ resource: 'vpce-1', message: 'from 3.3.40.0 on' }],
    },
    {
      title: 'The endpoint for ec2messages stands alone',
      facts: estate({ vpcEndpoints: [old] }),
    },
    {
      title: 'The state of the endpoint is not in the input',
      facts: estate({ vpcEndpoints: [{ ...old, State: undefined }, current] }),
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
      const isOld = map(endpoint.service, ({ service }) => service === 'ec2messages');
      if (isFalse(isOld)) continue;
      const isSpare = and(
        isOld,
        isOwnEndpointOfType(endpoint, 'interface'),
        flatMap(vpcOfEndpoint(network, endpoint), (vpc) => hasStandingEndpoint(network, vpc, 'ssmmessages')),
      );
      if (!isSpare.known) yield undecided(endpoint, isSpare.missing);
      else if (isSpare.value) {
        yield problem({
          resource: endpoint,
          message: `${endpoint.vpcId ?? 'The VPC'} has endpoints for ec2messages (${endpoint.id}) and ssmmessages, and agents of Systems Manager need only the second from 3.3.40.0 on. Delete ${endpoint.id} when no older agent is left.`,
        });
      }
    }
  },
});
