import * as z from 'zod';
import { isOfferedInZoneOf } from '../../analysis/connectivity/service-zones.ts';
import { and, type Fact, flatMap, isFalse, map, some } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { account, estate, interfaceEndpoint, subnet, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { isOwnEndpointWithInterfaces, isToBeMade } from './endpoint-with-interfaces.ts';

const failed = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'], {
  State: 'failed',
  NetworkInterfaceIds: [],
});
const offeredInA = [
  {
    ServiceName: 'com.amazonaws.eu-west-1.ssm',
    ServiceType: [{ ServiceType: 'Interface' }],
    AvailabilityZones: ['eu-west-1a'],
  },
];
const virginia = (id: string, cidr: string, zone: string) =>
  subnet(id, cidr, 'a', { AvailabilityZone: 'us-east-1a', AvailabilityZoneId: zone });

export default defineRule({
  id: 'interface-endpoint-unsupported-az',
  topic: 'interface-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: 'An endpoint that is to be made, or that failed, has a subnet in a zone without its service.',
  why: 'A service is offered in some Availability Zones, and AWS creates no endpoint for it in the others: the deployment fails, for one subnet too many. An endpoint that has an interface in each of its subnets is past that.',
  fix: 'Leave out the subnet, or take one in a zone that `aws ec2 describe-vpc-endpoint-services` lists for the service. Clients in the other zones reach the endpoint across zones.',
  semantics: ['I5', 'I6', 'I7', 'I10'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'subnets', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The endpoint failed, and its service is offered in one of its two zones',
      facts: estate({ vpcEndpoints: [failed], vpcEndpointServices: offeredInA }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: 'eu-west-1b' }],
    },
    {
      title: 'Whether the endpoint has its interfaces is not told',
      facts: estate({
        vpcEndpoints: [{ ...failed, State: 'available', NetworkInterfaceIds: undefined }],
        vpcEndpointServices: offeredInA,
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'A zone that no service of another region reaches',
      facts: estate({
        vpcEndpoints: [{ ...failed, ServiceName: 'com.amazonaws.us-west-2.s3', ServiceRegion: 'us-west-2' }],
        subnets: [
          virginia('subnet-a', '10.0.1.0/24', 'use1-az1'),
          virginia('subnet-b', '10.0.2.0/24', 'use1-az3'),
        ],
      }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: 'use1-az3' }],
    },
    {
      title: 'The service is offered in both zones',
      facts: estate({
        vpcEndpoints: [failed],
        vpcEndpointServices: [{ ...offeredInA[0], AvailabilityZones: ['eu-west-1a', 'eu-west-1b'] }],
      }),
    },
    {
      title: 'The endpoint has an interface in each of its subnets, whatever the list says today',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])],
        vpcEndpointServices: offeredInA,
      }),
    },
    {
      title: 'The endpoint was rejected, so its zones do not matter',
      facts: estate({ vpcEndpoints: [{ ...failed, State: 'rejected' }], vpcEndpointServices: offeredInA }),
    },
    {
      title: 'The subnet is shared by an account whose names for zones are not in the input',
      facts: estate({
        vpcEndpoints: [{ ...failed, SubnetIds: ['subnet-b'] }],
        subnets: [subnet('subnet-b', '10.0.2.0/24', 'b', { OwnerId: account.replace('1', '9') })],
        vpcEndpointServices: offeredInA,
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
    {
      title: 'The services were not collected',
      facts: without(estate({ vpcEndpoints: [failed] }), 'vpcEndpointServices'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const open = and(isOwnEndpointWithInterfaces(endpoint), isToBeMade(endpoint));
      if (isFalse(open)) continue;
      const subnets = endpoint.subnetIds;
      const judged = (subnets.known ? subnets.value : []).map((id) => judge(network, endpoint, id));
      const outside = judged.flatMap((fact) => (fact.known && fact.value ? [fact.value] : []));
      const verdict = and(
        open,
        subnets.known ? some(judged, (fact) => map(fact, (found) => found !== null)) : subnets,
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value) {
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: outside,
          message: `Endpoint ${endpointText(endpoint)} is to stand in ${listed(outside.map(subnetText))}, where its service is not offered, so that AWS does not create it. Leave out the subnet, or take one in a zone of the service.`,
        });
      }
    }
  },
});

/** The subnet, where the service is not offered in its zone; else null. */
function judge(network: Network, endpoint: VpcEndpoint, id: string): Fact<Subnet | null> {
  return flatMap(network.answerFor('subnets', id, endpoint), (subnet) =>
    map(isOfferedInZoneOf(network, endpoint, subnet), (offered) => (offered ? null : subnet)),
  );
}

function subnetText({ id, raw }: Subnet): string {
  const zones = [raw.AvailabilityZone, raw.AvailabilityZoneId].flatMap((zone) => zone ?? []);
  return zones.length === 0 ? id : `${id} (${zones.join(', ')})`;
}
