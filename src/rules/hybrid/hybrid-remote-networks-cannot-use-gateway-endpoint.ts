import * as z from 'zod';
import { gatewayEndpointsOf, isAvailable } from '../../analysis/connectivity/gateway-endpoints.ts';
import { and, filterListing, isTrue, type Listing, map, not, someOf, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { TransitGatewayAttachment } from '../../model/resources/peering-and-transit.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, type Facts, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

/** DynamoDB and S3 have both types of endpoint. */
const services = ['dynamodb', 's3'];

const endpoint = gatewayEndpoint('s3', ['rtb-main']);
const vpnGateway: RawItem = {
  VpnGatewayId: 'vgw-1',
  State: 'available',
  VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
};

/** The attachment as both calls describe it. */
function attached(fields: RawItem): Facts {
  const attachment = {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayId: 'tgw-1',
    State: 'available',
    ...fields,
  };
  return {
    transitGatewayVpcAttachments: [{ ...attachment, VpcId: 'vpc-1', SubnetIds: ['subnet-a'] }],
    transitGatewayAttachments: [{ ...attachment, ResourceType: 'vpc', ResourceId: 'vpc-1' }],
  };
}

export default defineRule({
  id: 'hybrid-remote-networks-cannot-use-gateway-endpoint',
  topic: 'hybrid',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary: 'A VPC that other networks can enter offers them a service through a gateway endpoint only.',
  why: 'What arrives through a VPN, Direct Connect or a transit gateway cannot use a gateway endpoint. That is as it should be unless somebody there expects to reach the service privately through this VPC.',
  fix: 'If remote networks are to reach the service through this VPC, create an interface endpoint for it.',
  semantics: ['G4', 'H1', 'H5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
  ],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'vpnGateways', 'transitGatewayVpcAttachments', 'transitGatewayAttachments'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A VPN gateway is attached and S3 has a gateway endpoint only',
      facts: estate({ vpcEndpoints: [endpoint], vpnGateways: [vpnGateway] }),
      findings: [{ resource: 'vpc-1', affected: ['vpce-1'], message: 'through vgw-1' }],
    },
    {
      title: 'The VPC is attached to a transit gateway',
      facts: estate({ vpcEndpoints: [endpoint], ...attached({}) }),
      findings: [{ resource: 'vpc-1', message: 'through tgw-attach-1' }],
    },
    {
      title: 'There is an interface endpoint beside the gateway endpoint',
      facts: estate({
        vpcEndpoints: [endpoint, interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
        vpnGateways: [vpnGateway],
      }),
    },
    {
      title: 'The VPN gateway is no longer attached',
      facts: estate({
        vpcEndpoints: [endpoint],
        vpnGateways: [{ ...vpnGateway, VpcAttachments: [{ VpcId: 'vpc-1', State: 'detached' }] }],
      }),
    },
    {
      title: 'The attachment to the transit gateway was deleted',
      facts: estate({ vpcEndpoints: [endpoint], ...attached({ State: 'deleted' }) }),
    },
    {
      title: 'One of the two lists of attachments was not collected',
      facts: without(estate({ vpcEndpoints: [endpoint], ...attached({}) }), 'transitGatewayVpcAttachments'),
      findings: [{ resource: 'vpc-1' }],
    },
    {
      title: 'VPN gateways were not collected',
      facts: without(estate({ vpcEndpoints: [endpoint] }), 'vpnGateways'),
      undecided: [{ resource: 'vpc-1', missing: ['vpnGateways'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      for (const service of services) {
        const endpoints = filterListing(gatewayEndpointsOf(network, service, vpc.id, vpc), isAvailable);
        const interfaceEndpoint = someOf(network.inVpc('vpcEndpoints', vpc), (other) =>
          and(
            map(other.endpointType, (type) => type === 'interface'),
            map(other.service, (name) => name.service === service),
          ),
        );
        const entrances = entrancesOf(network, vpc);
        const applies = and(
          someOf(endpoints, () => yes),
          not(interfaceEndpoint),
          someOf(entrances, () => yes),
        );
        if (!applies.known) yield undecided(vpc, applies.missing);
        else if (isTrue(applies)) {
          const through = listed(entrances.items.map(({ id }) => id));
          yield problem({
            resource: vpc,
            key: service,
            affected: endpoints.items,
            message: `What enters ${named(vpc)} through ${through} cannot use gateway endpoint ${listed(endpoints.items.map(({ id }) => id))} for ${service}, and the VPC has no interface endpoint for it. Create one if remote networks are to reach ${service} through this VPC.`,
            evidence: entrances.items.map((entrance) => ({
              message: `Other networks enter ${vpc.id} through ${entrance.id}`,
              at: entrance.at(),
            })),
          });
        }
      }
    }
  },
});

/** The VPN gateways and transit gateway attachments by which packets enter a VPC; Direct Connect uses either. */
function entrancesOf(network: Network, vpc: Vpc): Listing<Resource> {
  const vpnGateways = network.inVpc('vpnGateways', vpc);
  const attachments = attachmentsOf(network, vpc);
  return {
    items: [...vpnGateways.items, ...attachments.items],
    missing: [...vpnGateways.missing, ...attachments.missing],
  };
}

/** Two calls describe the attachments of a VPC; the answer of either is enough. */
function attachmentsOf(network: Network, vpc: Vpc): Listing<TransitGatewayAttachment> {
  const ofVpcs = network.inVpc('transitGatewayVpcAttachments', vpc);
  const ofAll = network.inVpc('transitGatewayAttachments', vpc);
  const listing = ofVpcs.missing.length > 0 ? ofAll : ofVpcs;
  return filterListing(listing, ({ state }) =>
    map(state, (name) => name === 'available' || name === 'modifying'),
  );
}
