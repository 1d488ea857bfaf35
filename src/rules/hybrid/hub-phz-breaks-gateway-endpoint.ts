import * as z from 'zod';
import { gatewayEndpointsOf, isAvailable } from '../../analysis/connectivity/gateway-endpoints.ts';
import { hubUses } from '../../analysis/connectivity/hub-uses.ts';
import { filterListing, map } from '../../model/fact.ts';
import { gatewayEndpoint, without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { soundAddresses } from '../routing/hub-examples.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule, type Facts, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

const hub = hubEstate();
const gateway = gatewayEndpoint('s3', ['rtb-spoke'], { VpcEndpointId: 'vpce-2', VpcId: 'vpc-2' });

/** The hub with its endpoint and its zone for S3 in place of KMS, and endpoints of the spoke. */
function s3Hub(...ofSpoke: readonly (typeof gateway)[]): Facts {
  const rename = (items: Facts[keyof Facts]) =>
    JSON.parse(JSON.stringify(items ?? []).replaceAll('kms', 's3')) as NonNullable<typeof items>;
  return {
    ...hub,
    vpcEndpoints: [...rename(hub.vpcEndpoints), ...ofSpoke],
    vpcEndpointServices: rename(hub.vpcEndpointServices),
    hostedZones: rename(hub.hostedZones),
    hostedZonesByVpc: rename(hub.hostedZonesByVpc),
    resourceRecordSets: rename(hub.resourceRecordSets),
  };
}

export default defineRule({
  id: 'hub-phz-breaks-gateway-endpoint',
  topic: 'hybrid',
  severity: 'warning',
  category: 'cost',
  summary: 'A hosted zone of S3 takes the traffic of a VPC from its gateway endpoint to the hub.',
  why: 'A gateway endpoint takes packets to the public addresses of S3. A hosted zone that makes the names of S3 lead to an interface endpoint in a hub leaves it without any: all traffic to S3 goes through the transit gateway and the interface endpoint, both billed by the GB, and requests come from the VPC of the hub, so that conditions on the gateway endpoint deny them.',
  fix: 'Dissociate the zone from VPCs with a gateway endpoint, unless all traffic to S3 is to go through the hub; then remove the gateway endpoint.',
  semantics: ['5.3', 'C1', 'C7', 'I25', 'P1'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The spoke has a gateway endpoint, and a zone leads it to the hub',
      facts: s3Hub(gateway),
      findings: [{ resource: 'vpce-2', affected: ['vpc-2', 'vpce-1'], message: 'vpce-1 (s3) in vpc-1' }],
    },
    { title: 'The spoke has no gateway endpoint', facts: s3Hub() },
    {
      title: 'The gateway endpoint is associated with no route table',
      facts: s3Hub({ ...gateway, RouteTableIds: [] }),
    },
    {
      title: 'The zone is of another service',
      facts: { ...hub, vpcEndpoints: [...(hub.vpcEndpoints ?? []), gateway] },
    },
    {
      title: 'The zones tell which VPCs they are for, and a resolver rule is for another domain',
      facts: without(
        {
          ...s3Hub(),
          resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
          resolverRuleAssociations: [
            { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
          ],
        },
        'hostedZonesByVpc',
      ),
      undecided: [{ missing: ['hostedZonesByVpc'] }],
    },
    ...soundAddresses,
    {
      title: 'The records of the zone were not collected',
      facts: without(s3Hub(gateway), 'resourceRecordSets'),
      undecided: [{ missing: ['resourceRecordSets'] }],
    },
  ],
  *check({ network }) {
    const { uses, missing } = hubUses(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    for (const { spoke, endpoints } of uses) {
      const ofS3 = [...endpoints.keys()].filter(
        ({ service }) => service.known && service.value.service === 's3',
      );
      if (ofS3.length === 0) continue;
      const gateways = filterListing(
        filterListing(gatewayEndpointsOf(network, 's3', spoke.id, spoke), isAvailable),
        ({ routeTableIds }) => map(routeTableIds, (ids) => ids.length > 0),
      );
      if (gateways.missing.length > 0) yield { kind: 'undecided', resource: null, missing: gateways.missing };
      for (const gateway of gateways.items) {
        yield problem({
          resource: gateway,
          at: '/RouteTableIds',
          affected: [spoke, ...ofS3],
          message: `A hosted zone leads the names of S3 in ${spoke.id} to ${listed(ofS3.map(endpointText).sort())} in ${listed([...new Set(ofS3.flatMap(({ vpcId }) => vpcId ?? []))])}, so gateway endpoint ${gateway.id} carries nothing and the traffic is billed on the way to the hub. Dissociate the zone from ${spoke.id}, or remove the gateway endpoint.`,
        });
      }
    }
  },
});
