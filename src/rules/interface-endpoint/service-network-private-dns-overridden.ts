import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { and, flatMap, isFalse, isTrue, type Listing, not, someOf } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { ServiceNetworkResourceAssociation } from '../../model/resources/vpc-lattice.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import {
  configurationArn,
  latticeEstate,
  serviceNetworkArn,
  serviceNetworkEndpoint,
} from './lattice-example-estate.ts';

const carried = (privateDnsEnabled: boolean | undefined, endpoint: Record<string, unknown> = {}) =>
  latticeEstate({
    vpcEndpoints: [serviceNetworkEndpoint(endpoint)],
    serviceNetworkResourceAssociations: [
      {
        arn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetworkresourceassociation/snra-1',
        serviceNetworkArn,
        resourceConfigurationArn: configurationArn,
        privateDnsEnabled,
      },
    ],
  });

export default defineRule({
  id: 'service-network-private-dns-overridden',
  topic: 'interface-endpoint',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary:
    'A service network endpoint has private DNS on, and a resource of its network gives no private name.',
  why: 'Private DNS of the endpoint covers only those resources of the network whose association has private DNS on too. The others are reached by the names that AWS makes for them.',
  fix: 'Turn on private DNS of the association if clients are to use the name of the resource.',
  semantics: ['I20'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-service-networks.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'serviceNetworkResourceAssociations'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The association of a resource has private DNS off',
      facts: carried(false),
      findings: [{ resource: 'vpce-1', message: '1 resource' }],
    },
    { title: 'The association has private DNS on', facts: carried(true) },
    { title: 'The endpoint has private DNS off', facts: carried(false, { PrivateDnsEnabled: false }) },
    { title: 'There is no such endpoint', facts: estate() },
    {
      title: 'Whether the association has private DNS is not in the input',
      facts: carried(undefined),
      undecided: [{ resource: 'vpce-1', missing: ['serviceNetworkResourceAssociations'] }],
    },
    {
      title: 'The associations were not collected',
      facts: without(carried(true), 'serviceNetworkResourceAssociations'),
      undecided: [{ resource: 'vpce-1', missing: ['serviceNetworkResourceAssociations'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'service-network')) {
      const gives = and(isAvailableEndpointOfType(endpoint, 'service-network'), endpoint.privateDnsEnabled);
      if (isFalse(gives)) continue;
      const lacks = flatMap(gives, () =>
        someOf(carriedBy(network, endpoint), (each) => not(each.givesPrivateName)),
      );
      if (!lacks.known) yield undecided(endpoint, lacks.missing);
      else if (lacks.value) {
        const nameless = carriedBy(network, endpoint).items.filter((each) =>
          isTrue(not(each.givesPrivateName)),
        );
        const names = nameless.map(({ raw }) => raw.resourceConfigurationArn ?? '').sort();
        yield problem({
          resource: endpoint,
          at: '/PrivateDnsEnabled',
          affected: nameless,
          message: `Service network endpoint ${named(endpoint)} has private DNS on, but ${counted(names.length, 'resource')} of its network ${names.length === 1 ? 'gives' : 'give'} no private name: ${listed(names)}. Turn on private DNS of the association if clients are to use the name of the resource.`,
        });
      }
    }
  },
});

/** The resources of the endpoint's network. */
function carriedBy(network: Network, endpoint: VpcEndpoint): Listing<ServiceNetworkResourceAssociation> {
  const { serviceNetworkArn: arn } = endpoint;
  if (!arn.known) return { items: [], missing: arn.missing };
  const byNetwork = network.index(
    'serviceNetworkResourceAssociations',
    'service network',
    (each) => each.serviceNetworkArn,
  );
  return {
    items: byNetwork.get(arn.value) ?? [],
    missing: network.missing('serviceNetworkResourceAssociations', endpoint),
  };
}
