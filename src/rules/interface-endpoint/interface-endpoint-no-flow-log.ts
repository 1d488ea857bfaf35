import * as z from 'zod';
import { and, type Fact, filterListing, isFalse, isTrue, map, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

const vpcEndpoints = [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])];
const log = (ResourceId: string, fields: object = {}) => ({
  FlowLogId: `fl-${ResourceId}`,
  ResourceId,
  FlowLogStatus: 'ACTIVE',
  DeliverLogsStatus: 'SUCCESS',
  TrafficType: 'ALL',
  ...fields,
});

export default defineRule({
  id: 'interface-endpoint-no-flow-log',
  topic: 'interface-endpoint',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'No flow log watches the network interfaces of interface endpoints.',
  why: 'When a client cannot reach an endpoint, a flow log shows whether its packets arrive and whether they are refused. There are no flow logs of endpoints: those of a VPC, of subnets and of network interfaces cover the interfaces of endpoints.',
  fix: 'Create a flow log of the VPC, or of the subnets of the endpoints (`aws ec2 create-flow-logs --resource-type VPC`).',
  semantics: ['I5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html'],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'flowLogs'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The VPC has no flow log',
      facts: estate({ vpcEndpoints }),
      findings: [{ resource: 'vpc-1', affected: ['vpce-1'], message: '1 endpoint' }],
    },
    {
      title: 'The records of its flow log do not arrive',
      facts: estate({ vpcEndpoints, flowLogs: [log('vpc-1', { DeliverLogsStatus: 'FAILED' })] }),
      findings: [{ resource: 'vpc-1' }],
    },
    {
      title: 'One of two subnets of the endpoint has a flow log',
      facts: estate({ vpcEndpoints, flowLogs: [log('subnet-a')] }),
      findings: [{ resource: 'vpc-1' }],
    },
    {
      title: 'The VPC has a flow log',
      facts: estate({ vpcEndpoints, flowLogs: [log('vpc-1')] }),
    },
    {
      title: 'Both subnets of the endpoint have flow logs',
      facts: estate({ vpcEndpoints, flowLogs: [log('subnet-a'), log('subnet-b')] }),
    },
    {
      title: 'The interfaces of the endpoint have flow logs',
      facts: estate({ vpcEndpoints, flowLogs: [log('eni-endpoint-a'), log('eni-endpoint-b')] }),
    },
    { title: 'The VPC has no endpoint with interfaces', facts: estate() },
    {
      title: 'The flow logs were not collected',
      facts: without(estate({ vpcEndpoints }), 'flowLogs'),
      undecided: [{ resource: 'vpc-1', missing: ['flowLogs'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const endpoints = filterListing(network.inVpc('vpcEndpoints', vpc), isOwnEndpointWithInterfaces);
      if (endpoints.items.length === 0 && endpoints.missing.length === 0) continue;
      const isWatchless = someOf(endpoints, (endpoint) => isUnwatched(network, vpc, endpoint));
      if (isFalse(isWatchless)) continue;
      if (!isWatchless.known) yield undecided(vpc, isWatchless.missing);
      else {
        const bare = endpoints.items.filter((endpoint) => isTrue(isUnwatched(network, vpc, endpoint)));
        yield problem({
          resource: vpc,
          affected: bare,
          message: `No working flow log covers the network interfaces of ${counted(bare.length, 'endpoint')} in VPC ${named(vpc)}: ${listed(bare.map(({ id }) => id))}. Create one of the VPC or of their subnets, to see which packets arrive and which are refused.`,
        });
      }
    }
  },
});

/** Whether no flow log watches all interfaces of an endpoint: by the VPC, by its subnets, or one by one. */
function isUnwatched(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<boolean> {
  const { subnetIds, networkInterfaceIds } = endpoint;
  if (!subnetIds.known) return subnetIds;
  if (!networkInterfaceIds.known) return networkInterfaceIds;
  const watched = (id: string): Fact<boolean> =>
    someOf({ items: network.all('flowLogs'), missing: network.missing('flowLogs', vpc) }, (each) =>
      and(
        map(each.resourceId, (its) => its === id),
        each.works,
      ),
    );
  const answers = [[vpc.id], subnetIds.value, networkInterfaceIds.value]
    .filter((ids) => ids.length > 0)
    .map((ids) => and(...ids.map(watched)));
  if (answers.some(isTrue)) return { known: true, value: false };
  const missing = answers.flatMap((answer) => (answer.known ? [] : answer.missing));
  return missing.length > 0 ? unknown(...missing) : { known: true, value: true };
}
