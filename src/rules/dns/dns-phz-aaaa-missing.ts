import * as z from 'zod';
import { ipv6Compute } from '../../analysis/connectivity/ipv6-compute.ts';
import { endpointAddresses } from '../../analysis/connectivity/name/endpoint-addresses.ts';
import { endpointsLedTo } from '../../analysis/connectivity/name/endpoints-at.ts';
import { zoneAnswers } from '../../analysis/connectivity/zone-answers.ts';
import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import {
  base,
  endpointInterface,
  instanceInterface,
  interfaceEndpoint,
  subnet,
  without,
} from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { spelledWays } from '../routing/hub-examples.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule, type Facts, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { aliasRecord, ssm, withZone } from './zone-gap-examples.ts';

const ipv6Only = instanceInterface('eni-6', 'subnet-6', '', {
  PrivateIpAddress: undefined,
  PrivateIpAddresses: [],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:6::10' }],
});

/** A dual-stack endpoint behind a zone, and an instance of IPv6 alone. */
function withIpv6(fields: Parameters<typeof interfaceEndpoint>[2], changes: Facts = {}): Facts {
  return withZone(ssm, [aliasRecord(ssm)], {
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { PrivateDnsEnabled: false, ...fields })],
    subnets: [
      ...(base.subnets ?? []),
      {
        ...subnet('subnet-6', '', 'a'),
        CidrBlock: undefined,
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:6::/64' }],
      },
    ],
    networkInterfaces: [
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20', {
        Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::20' }],
      }),
      ipv6Only,
    ],
    ...changes,
  });
}

/** In the spoke runs one more instance, of IPv6 alone, and the endpoint of the hub has IPv6 addresses too. */
const hubWithIpv6: Facts = {
  networkInterfaces: [
    ...(hubEstate().networkInterfaces ?? []).filter(({ NetworkInterfaceId: id }) => id !== 'eni-endpoint-a'),
    endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20', {
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::20' }],
    }),
    { ...ipv6Only, SubnetId: 'subnet-spoke', VpcId: 'vpc-2' },
  ],
};

const dualStack = { IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'dualstack' } };

export default defineRule({
  id: 'dns-phz-aaaa-missing',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A hosted zone gives only IPv4 addresses of a dual-stack endpoint to compute that has IPv6 alone.',
  why: 'A zone that has an A record of a name and no AAAA record answers queries for IPv6 addresses with nothing, and nobody else is asked. Compute without IPv4 addresses cannot connect, though the endpoint has IPv6 addresses.',
  fix: 'Add an alias record of type AAAA beside that of type A (`aws route53 change-resource-record-sets`).',
  semantics: ['5.3', '5.7', 'R6'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The zone has a record of type A, and an instance has no IPv4 address',
      facts: withIpv6(dualStack),
      findings: [{ resource: 'Z1', affected: ['eni-6', 'vpc-1', 'vpce-1'], message: ssm }],
    },
    {
      title: 'A transit gateway leads to the endpoint',
      facts: spelledWays.gateway(hubWithIpv6),
      findings: [{ resource: 'Z1', affected: ['eni-6', 'vpc-2', 'vpce-1'] }],
    },
    {
      title: 'A peering connection leads to the endpoint',
      facts: spelledWays.peering(hubWithIpv6),
      findings: [{ resource: 'Z1', affected: ['eni-6', 'vpc-2', 'vpce-1'] }],
    },
    {
      title: 'The endpoint has IPv4 alone',
      facts: withIpv6(
        { IpAddressType: 'ipv4' },
        {
          networkInterfaces: [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'), ipv6Only],
        },
      ),
    },
    {
      title: 'The zone has records of both types',
      facts: withIpv6(dualStack, {
        resourceRecordSets: [
          {
            HostedZoneId: 'Z1',
            ResourceRecordSets: [aliasRecord(ssm), { ...aliasRecord(ssm), Type: 'AAAA' }],
          },
        ],
      }),
    },
    {
      title: 'All compute has IPv4 addresses',
      facts: withIpv6(dualStack, {
        networkInterfaces: [
          endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20', {
            Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::20' }],
          }),
          ...(base.networkInterfaces ?? []),
        ],
      }),
    },
    {
      title: 'A resolver rule is for another domain, and the zones tell which VPCs they are for',
      facts: without(
        withIpv6(
          { IpAddressType: 'ipv4' },
          {
            networkInterfaces: [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'), ipv6Only],
            resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
            resolverRuleAssociations: [
              { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-1', Status: 'COMPLETE' },
            ],
          },
        ),
        'hostedZonesByVpc',
      ),
      undecided: [{ missing: ['hostedZonesByVpc'] }],
    },
    {
      title: 'The subnets were not collected, so that one may make up IPv6 addresses',
      facts: without(withIpv6(dualStack), 'subnets'),
      undecided: [{ missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    const { items, missing } = zoneAnswers(network);
    const open: MissingFact[] = [...missing];
    const found = new Map<string, Unanswered>();
    for (const { zone, vpc, name, answer } of items) {
      const at = answer.decisions.at(-1)?.at;
      if (!at || answer.decisions.some(({ decision }) => decision !== 'pass')) continue;
      const led = AddressSet.unionAll(answer.destinations.map(({ addresses }) => addresses));
      if (led.hasIpv6()) continue;
      const compute = ipv6Compute(network, vpc);
      const stranded = compute.items.filter(({ isIpv6Only }) => isIpv6Only);
      if (stranded.length + compute.missing.length === 0) continue;
      const { items: endpoints, missing: unseen } = endpointsLedTo(network, vpc, answer);
      open.push(...unseen);
      const dual = endpoints.filter((endpoint) => {
        const addresses = endpointAddresses(network, endpoint, null);
        if (!addresses.known) open.push(...addresses.missing);
        return addresses.known && addresses.value.hasIpv6();
      });
      if (dual.length === 0) continue;
      open.push(...compute.missing);
      if (stranded.length === 0) continue;
      const unanswered = found.get(zone.hostedZoneId) ?? {
        at,
        domain: zone.domain,
        names: new Set<string>(),
        vpcs: new Set<Vpc>(),
        endpoints: new Set<VpcEndpoint>(),
        stranded: new Set<NetworkInterface>(),
      };
      found.set(zone.hostedZoneId, unanswered);
      unanswered.names.add(name);
      unanswered.vpcs.add(vpc);
      for (const endpoint of dual) unanswered.endpoints.add(endpoint);
      for (const { source } of stranded) unanswered.stranded.add(source);
    }
    if (open.length > 0) yield { kind: 'undecided', resource: null, missing: distinctMissing(open) };
    for (const { at, domain, names, vpcs, endpoints, stranded } of found.values()) {
      yield problem({
        resource: at.resource,
        at,
        affected: [...vpcs, ...endpoints, ...stranded],
        message: `Hosted zone ${at.resource.id} (${domain}) has only IPv4 addresses for ${listed([...names].sort())}, so compute of ${listed([...vpcs].map(({ id }) => id).sort())} without IPv4 addresses cannot connect, though ${listed([...endpoints].map(endpointText).sort())} has IPv6 addresses. Add an alias record of type AAAA.`,
      });
    }
  },
});

interface Unanswered {
  readonly at: Place;
  readonly domain: string;
  readonly names: Set<string>;
  readonly vpcs: Set<Vpc>;
  readonly endpoints: Set<VpcEndpoint>;
  readonly stranded: Set<NetworkInterface>;
}
