import * as z from 'zod';
import { and, flatMap, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { base, endpointInterface, estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { counted, listed } from '../wording.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

const incomplete = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'], {
  NetworkInterfaceIds: ['eni-endpoint-a'],
});
const inSubnetA = [
  ...(base.networkInterfaces ?? []),
  endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
];

export default defineRule({
  id: 'interface-endpoint-eni-missing',
  topic: 'interface-endpoint',
  severity: 'warning',
  category: 'resilience',
  summary: 'An available endpoint has fewer network interfaces than subnets.',
  why: 'AWS gives an endpoint one network interface in each of its subnets. Where one is missing, the zone of that subnet has no address of the endpoint: its clients cross zones, names of the zone resolve to nothing, and the service is lost to them when the other zones fail.',
  fix: 'Remove the subnet from the endpoint and add it again (`aws ec2 modify-vpc-endpoint --remove-subnet-ids`, `--add-subnet-ids`). If that fails, look for free addresses in the subnet and at whether the service is offered in its zone.',
  semantics: ['I2', 'I5', 'I6'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'One of two subnets has no interface',
      facts: estate({ vpcEndpoints: [incomplete], networkInterfaces: inSubnetA }),
      findings: [{ resource: 'vpce-1', message: 'none in subnet-b' }],
    },
    {
      title: 'Which subnet it is cannot be seen',
      facts: without(estate({ vpcEndpoints: [incomplete] }), 'networkInterfaces'),
      findings: [{ resource: 'vpce-1', message: '2 subnets, but 1 network interface.' }],
    },
    {
      title: 'Every subnet has an interface',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])] }),
    },
    {
      title: 'The endpoint is being modified',
      facts: estate({ vpcEndpoints: [{ ...incomplete, State: 'pending' }] }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({ vpcEndpoints: [{ ...incomplete, RequesterManaged: true }] }),
    },
    {
      title: 'The interfaces of the endpoint are not in the input',
      facts: estate({ vpcEndpoints: [{ ...incomplete, NetworkInterfaceIds: undefined }] }),
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
      const { subnetIds, networkInterfaceIds } = endpoint;
      const lacks = and(
        isOwnEndpointWithInterfaces(endpoint),
        map(endpoint.state, (state) => state === 'available'),
        flatMap(subnetIds, (subnets) =>
          map(networkInterfaceIds, (interfaces) => interfaces.length < subnets.length),
        ),
      );
      if (isFalse(lacks)) continue;
      if (!lacks.known) yield undecided(endpoint, lacks.missing);
      else if (subnetIds.known && networkInterfaceIds.known) {
        const empty = subnetsWithoutInterface(network, endpoint, subnetIds.value, networkInterfaceIds.value);
        const where = empty === null ? '' : ` and none in ${listed(empty)}`;
        yield problem({
          resource: endpoint,
          at: '/NetworkInterfaceIds',
          message: `Endpoint ${endpointText(endpoint)} has ${counted(subnetIds.value.length, 'subnet')}, but ${counted(networkInterfaceIds.value.length, 'network interface')}${where}. Clients in the zone without one depend on other zones. Remove the subnet from the endpoint and add it again.`,
        });
      }
    }
  },
});

/** Null where the input does not describe all interfaces of the endpoint. */
function subnetsWithoutInterface(
  network: Network,
  endpoint: VpcEndpoint,
  subnetIds: readonly string[],
  interfaceIds: readonly string[],
): readonly string[] | null {
  const covered = new Set<string>();
  for (const id of interfaceIds) {
    const subnetId = flatMap(network.answerFor('networkInterfaces', id, endpoint), (found) => found.subnetId);
    if (!subnetId.known) return null;
    covered.add(subnetId.value);
  }
  return subnetIds.filter((id) => !covered.has(id));
}
