import type { RawItem } from '../../model/snapshot.ts';
import {
  account,
  base,
  endpointInterface,
  estate,
  interfaceEndpoint,
  region,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

/** A record set of type A with an address. */
export function record(name: string, Value: string): RawItem {
  return { Name: `${name}.`, Type: 'A', TTL: 60, ResourceRecords: [{ Value }] };
}

/** A record set of type A that is an alias of the endpoint of `withZone`. */
export function aliasRecord(name: string): RawItem {
  const DNSName = `vpce-1-abcd.ssm.${region}.vpce.amazonaws.com`;
  return { Name: `${name}.`, Type: 'A', AliasTarget: { DNSName, HostedZoneId: 'Z7' } };
}

/** A service as the list of services shows it. */
function service(name: string, ...privateNames: readonly string[]): RawItem {
  return {
    ServiceName: `com.amazonaws.${region}.${name}`,
    ServiceType: [{ ServiceType: 'Interface' }],
    PrivateDnsNames: privateNames.map((each) => ({ PrivateDnsName: `${each}.${region}.amazonaws.com` })),
  };
}

/** An estate with one private hosted zone on its VPC, and an endpoint of another service. */
export function withZone(domain: string, records: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
    ],
    vpcEndpointServices: [
      service('ssm', 'ssm'),
      service('kms', 'kms'),
      service('ecr.dkr', '*.dkr.ecr'),
      service('sqs', 'sqs'),
    ],
    hostedZones: [{ Id: '/hostedzone/Z1', Name: `${domain}.`, Config: { PrivateZone: true } }],
    hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [{ VPCId: 'vpc-1', VPCRegion: region }] }],
    hostedZonesByVpc: [
      {
        VpcId: 'vpc-1',
        HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name: `${domain}.`, Owner: { OwningAccount: account } }],
      },
    ],
    resourceRecordSets: [{ HostedZoneId: 'Z1', ResourceRecordSets: records }],
    ...changes,
  });
}

export const kms = `kms.${region}.amazonaws.com`;
export const ssm = `ssm.${region}.amazonaws.com`;
export const dkr = `dkr.ecr.${region}.amazonaws.com`;

/** Examples that every rule about names that zones lack shares. */
export const soundZones: readonly RuleExample[] = [
  {
    title: 'The zones tell which VPCs they are for, and a resolver rule is for another domain',
    facts: without(
      withZone(kms, [record(kms, '10.0.1.10')], {
        resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
        resolverRuleAssociations: [
          { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-1', Status: 'COMPLETE' },
        ],
      }),
      'hostedZonesByVpc',
    ),
    undecided: [{ missing: ['hostedZonesByVpc'] }],
  },
  {
    title: 'The hosts of the VPC ask DNS servers of their own',
    facts: withZone(kms, [], {
      dhcpOptions: [
        {
          DhcpOptionsId: 'dopt-1',
          DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '10.0.9.53' }] }],
        },
      ],
    }),
  },
  {
    title: 'The records of the zone were not collected',
    facts: without(withZone(kms, []), 'resourceRecordSets'),
    undecided: [{ missing: ['resourceRecordSets'] }],
  },
];
