import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { and, type Fact, isFalse, no, not, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';

const inboundOnly = interfaceEndpoint('s3', ['subnet-a'], {
  DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
});
const gateway = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-2' });
const resolver = { Id: 'rslvr-in-1', Direction: 'INBOUND', HostVPCId: 'vpc-1', Status: 'OPERATIONAL' };

export default defineRule({
  id: 'dns-s3-inbound-only-no-inbound-resolver',
  topic: 'dns',
  severity: 'info',
  category: 'connectivity',
  summary: 'Private DNS of an endpoint answers only an inbound Resolver endpoint, and its VPC has none.',
  why: "The option is meant for networks outside the VPC: queries that come through an inbound Resolver endpoint of the VPC get the addresses of the interface endpoint, all others public ones. Without such a Resolver endpoint nobody is led to the interface endpoint by the service's names; only clients that name the endpoint itself use it.",
  fix: 'Create an inbound Resolver endpoint in the VPC, or turn private DNS of the endpoint off.',
  semantics: ['DNS16'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'resolverEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The VPC has no inbound Resolver endpoint',
      facts: estate({ vpcEndpoints: [inboundOnly, gateway] }),
      findings: [{ resource: 'vpce-1', message: 'no inbound Resolver endpoint' }],
    },
    {
      title: 'Another VPC has one',
      facts: estate({
        vpcEndpoints: [inboundOnly, gateway],
        resolverEndpoints: [{ ...resolver, HostVPCId: 'vpc-2' }],
      }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'The VPC has an inbound Resolver endpoint',
      facts: estate({ vpcEndpoints: [inboundOnly, gateway], resolverEndpoints: [resolver] }),
    },
    {
      title: 'Private DNS answers everybody',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a']), gateway] }),
    },
    {
      title: 'Private DNS is off',
      facts: estate({ vpcEndpoints: [{ ...inboundOnly, PrivateDnsEnabled: false }, gateway] }),
    },
    {
      title: 'The Resolver endpoints were not collected',
      facts: without(estate({ vpcEndpoints: [inboundOnly, gateway] }), 'resolverEndpoints'),
      undecided: [{ resource: 'vpce-1', missing: ['resolverEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = and(
        isAvailableEndpointOfType(endpoint, 'interface'),
        endpoint.privateDnsEnabled,
        endpoint.privateDnsOnlyForInboundResolver,
      );
      if (isFalse(applies)) continue;
      const verdict = and(applies, not(hasInboundResolver(network, endpoint)));
      if (isFalse(verdict)) continue;
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else {
        yield problem({
          resource: endpoint,
          at: '/DnsOptions',
          message: `Private DNS of ${endpointText(endpoint)} answers only what comes through an inbound Resolver endpoint, and ${endpoint.vpcId ?? 'its VPC'} has no inbound Resolver endpoint, so the service's names lead nobody to it. Create one, or turn private DNS off.`,
        });
      }
    }
  },
});

function hasInboundResolver(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  return someOf(
    { items: network.all('resolverEndpoints'), missing: network.missing('resolverEndpoints', endpoint) },
    (each) => {
      const untold = [endpoint, each].find(({ vpcId }) => vpcId === null);
      if (untold) return and(each.isInbound, unknown(untold.missing(`no VPC of ${untold.id}`)));
      return each.vpcId === endpoint.vpcId ? each.isInbound : no;
    },
  );
}
