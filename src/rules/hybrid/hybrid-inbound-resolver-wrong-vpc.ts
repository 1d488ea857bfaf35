import * as z from 'zod';
import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { and, type Fact, filterListing, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResolverEndpoint } from '../../model/resources/resolver-endpoint.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { account, base, interfaceEndpoint, region, vpc, vpcAttributes, without } from '../example-estate.ts';
import { defineRule, type Facts, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';
import { withResolver } from './resolver-examples.ts';

const elsewhere = interfaceEndpoint('ssm', ['subnet-z'], {
  VpcId: 'vpc-2',
  DnsEntries: [{ DnsName: `ssm.${region}.amazonaws.com`, HostedZoneId: 'Z9' }],
});

/** The Resolver endpoint stands in vpc-1, the endpoint of the service in vpc-2. */
function besideEndpoint(endpoint: RawItem, zones: readonly RawItem[], changes: Facts = {}): Facts {
  return withResolver(
    {},
    {
      vpcs: [...(base.vpcs ?? []), vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' })],
      vpcAttributes: [...(base.vpcAttributes ?? []), vpcAttributes({ VpcId: 'vpc-2' })],
      vpcEndpoints: [endpoint],
      hostedZonesByVpc: [
        { VpcId: 'vpc-1', HostedZoneSummaries: zones },
        { VpcId: 'vpc-2', HostedZoneSummaries: [] },
      ],
      ...changes,
    },
  );
}

const corpZone: Facts = {
  hostedZones: [{ Id: '/hostedzone/Z1', Name: 'corp.example.', Config: { PrivateZone: true } }],
  hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [{ VPCId: 'vpc-1', VPCRegion: region }] }],
};

export default defineRule({
  id: 'hybrid-inbound-resolver-wrong-vpc',
  topic: 'hybrid',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'An inbound Resolver endpoint stands in a VPC that has no private name, while endpoints stand in others.',
  why: 'An inbound Resolver endpoint answers as the DNS server of its own VPC does. Private DNS of an endpoint is known in the VPC of that endpoint only, so queries that come in through another VPC without hosted zones get the public addresses that any DNS server gives.',
  fix: 'Create the inbound Resolver endpoint in the VPC of the endpoints, or associate hosted zones of the names of the services with its VPC.',
  semantics: ['DNS7', 'DNS29', 'DNS30', 'DNS32'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['resolverEndpoints', 'vpcEndpoints'],
  needs: [
    'resolverEndpoints',
    'vpcEndpoints',
    'vpcs',
    'vpcEndpointServices',
    'hostedZonesByVpc',
    'hostedZones',
    'hostedZoneVpcs',
    'profileAssociations',
    'resolverRuleAssociations',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The VPC of the Resolver endpoint has no zone, another one has an endpoint',
      facts: besideEndpoint(elsewhere, []),
      findings: [{ resource: 'rslvr-in-1', affected: ['vpce-1'], message: 'vpce-1 (ssm)' }],
    },
    {
      title: 'An endpoint stands in the VPC of the Resolver endpoint too',
      facts: besideEndpoint(elsewhere, [], {
        vpcEndpoints: [elsewhere, interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
        vpcEndpointServices: [
          {
            ServiceName: `com.amazonaws.${region}.ssm`,
            PrivateDnsNames: [{ PrivateDnsName: `ssm.${region}.amazonaws.com` }],
          },
        ],
      }),
    },
    {
      title: 'A zone of the user is associated with the VPC of the Resolver endpoint',
      facts: besideEndpoint(
        elsewhere,
        [{ HostedZoneId: 'Z1', Name: 'corp.example.', Owner: { OwningAccount: account } }],
        corpZone,
      ),
    },
    {
      title: 'The zones tell which VPCs they are for',
      facts: without(besideEndpoint(elsewhere, [], corpZone), 'hostedZonesByVpc'),
    },
    {
      title: 'Neither the hosted zones nor the Profiles were collected',
      facts: without(besideEndpoint(elsewhere, []), 'hostedZonesByVpc', 'hostedZones', 'profileAssociations'),
      undecided: [{ resource: 'rslvr-in-1', missing: ['hostedZonesByVpc', 'profileAssociations'] }],
    },
  ],
  *check({ network }) {
    const inbound = network.all('resolverEndpoints').filter(({ isInbound }) => !isFalse(isInbound));
    for (const endpoint of inbound) {
      const { isInbound } = endpoint;
      const elsewhere = endpointsPerhapsWithNames(network).filter(
        ({ vpcId, region: its }) => vpcId !== endpoint.vpcId && its === endpoint.region,
      );
      if (elsewhere.length === 0) continue;
      const vpc = vpcOf(network, endpoint);
      if (!vpc.known || !isInbound.known) {
        yield undecided(
          endpoint,
          [vpc, isInbound].flatMap((fact) => (fact.known ? [] : fact.missing)),
        );
        continue;
      }
      const { zones, zoneDoubts, profileDoubts, uncollected } = authoritiesOf(network, vpc.value);
      if (zones.size > 0) continue;
      const doubts = [
        ...[...zoneDoubts, ...profileDoubts].flatMap(({ missing }) => missing),
        ...uncollected.flatMap(({ kind, missing }) => (kind === 'resolver rule' ? [] : missing)),
      ];
      const others = filterListing({ items: elsewhere, missing: [] }, hasNames);
      if (others.items.length === 0) doubts.push(...others.missing);
      if (doubts.length > 0) yield undecided(endpoint, doubts);
      else yield finding(endpoint, others.items);
    }
  },
});

function finding(endpoint: ResolverEndpoint, others: readonly VpcEndpoint[]) {
  const vpcs = [...new Set(others.flatMap(({ vpcId }) => vpcId ?? []))].sort();
  return problem({
    resource: endpoint,
    at: '/HostVPCId',
    affected: others,
    message: `Inbound Resolver endpoint ${named(endpoint)} stands in ${endpoint.vpcId ?? 'a VPC'}, which has no private name, so it leads nobody to ${listed(others.map(endpointText).sort())} in ${listed(vpcs)}. Create it in the VPC of the endpoints, or associate hosted zones of their names with ${endpoint.vpcId ?? 'its VPC'}.`,
  });
}

/** The endpoints that are not known to have no private name of an AWS service. */
function endpointsPerhapsWithNames(network: Network): readonly VpcEndpoint[] {
  return network.memo('endpoints that may have private DNS', () =>
    network.all('vpcEndpoints').filter((endpoint) => !isFalse(hasNames(endpoint))),
  );
}

/** Whether it is an endpoint of an AWS service whose private DNS answers its VPC. */
function hasNames(endpoint: VpcEndpoint): Fact<boolean> {
  return and(
    isAvailableEndpointOfType(endpoint, 'interface'),
    map(endpoint.service, ({ kind }) => kind === 'aws'),
    namesLeadToEndpoint(endpoint),
  );
}
