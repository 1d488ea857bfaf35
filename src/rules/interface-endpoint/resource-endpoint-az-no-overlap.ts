import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import {
  configurationOf,
  gatewayOf,
  zoneIdsOf,
} from '../../analysis/connectivity/resource-endpoint-target.ts';
import { type Fact, flatMap, isFalse, known, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { ResourceGateway } from '../../model/resources/vpc-lattice.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { configuration, gateway, latticeEstate } from './lattice-example-estate.ts';

export default defineRule({
  id: 'resource-endpoint-az-no-overlap',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A resource endpoint and the resource gateway behind it have no zone in common.',
  why: 'Traffic goes from an endpoint to the gateway within a zone. Without a zone in common the endpoint reaches nothing.',
  fix: 'Give the resource gateway subnets in the zones of the endpoint, or create the endpoint anew in those of the gateway.',
  semantics: ['I6', 'I19'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'resourceConfigurationDetails', 'resourceGateways', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The gateway stands in another zone than the endpoint',
      facts: latticeEstate({ resourceGateways: [gateway({ subnetIds: ['subnet-b'] })] }),
      findings: [{ resource: 'vpce-1', message: 'euw1-az2' }],
    },
    { title: 'They have a zone in common', facts: latticeEstate() },
    {
      title: 'A member of a group, whose gateway is that of the group',
      facts: latticeEstate({
        resourceConfigurationDetails: [configuration({ type: 'CHILD', resourceGatewayId: undefined })],
      }),
    },
    {
      title: 'The resource gateways were not collected',
      facts: without(latticeEstate(), 'resourceGateways'),
      undecided: [{ resource: 'vpce-1', missing: ['resourceGateways'] }],
    },
    {
      title: 'The resource configuration belongs to somebody else',
      facts: latticeEstate({ resourceConfigurationDetails: [] }),
      undecided: [{ resource: 'vpce-1', missing: ['resourceConfigurationDetails'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'resource')) {
      const applies = isAvailableEndpointOfType(endpoint, 'resource');
      if (isFalse(applies)) continue;
      const apart = flatMap(applies, () => zonesApart(network, endpoint));
      if (!apart.known) yield undecided(endpoint, apart.missing);
      else if (apart.value) {
        const { own, theirs, gateway: its } = apart.value;
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: [its],
          message: `Resource endpoint ${named(endpoint)} stands in ${listed(own)}, and resource gateway ${its.gatewayId ?? its.id} behind it in ${listed(theirs)}: with no zone in common, nothing gets through. Give the gateway subnets in the zones of the endpoint.`,
        });
      }
    }
  },
});

interface Apart {
  readonly own: readonly string[];
  readonly theirs: readonly string[];
  readonly gateway: ResourceGateway;
}

function zonesApart(network: Network, endpoint: VpcEndpoint): Fact<Apart | null> {
  return flatMap(configurationOf(network, endpoint), (its) =>
    flatMap(gatewayOf(network, its), (found): Fact<Apart | null> => {
      if (found === null) return known(null);
      return flatMap(endpoint.subnetIds, (ownIds) =>
        flatMap(found.subnetIds, (theirIds) =>
          flatMap(zoneIdsOf(network, ownIds, endpoint), (own) =>
            map(zoneIdsOf(network, theirIds, found), (theirs) =>
              own.length === 0 || theirs.length === 0 || own.some((zone) => theirs.includes(zone))
                ? null
                : { own, theirs, gateway: found },
            ),
          ),
        ),
      );
    }),
  );
}
