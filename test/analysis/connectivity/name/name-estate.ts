import { resolveName } from '../../../../src/analysis/connectivity/name/resolve-name.ts';
import type { Network } from '../../../../src/model/network.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import {
  endpointInterface,
  estate,
  interfaceEndpoint,
  region,
  vpc,
  vpcAttributes,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfFacts } from '../network-of-facts.ts';

/** An answer in the words of a test: addresses, those of which only some are meant, and how it came about. */
export interface ShownAnswer {
  readonly verdict: 'resolved' | 'blocked' | 'unknown';
  readonly addresses: readonly string[];
  /** The number of addresses among which the name has some, by what would tell which. */
  readonly among: readonly string[];
  readonly reasons: readonly string[];
  /** Families. */
  readonly missing: readonly string[];
  readonly assumptions: readonly string[];
  /** The deciding places and what is said of them. */
  readonly places: readonly string[];
  readonly message: string;
}

export function ask(network: Network, name: string, vpcId = 'vpc-1'): ShownAnswer {
  const asking = network.all('vpcs').find(({ id }) => id === vpcId);
  if (!asking) throw new Error(`no ${vpcId} in the estate`);
  const { destinations, decisions, missing, assumptions } = resolveName(network, asking, name);
  const blocked = decisions.some(({ decision }) => decision === 'block');
  return {
    verdict: blocked ? 'blocked' : missing.length > 0 ? 'unknown' : 'resolved',
    addresses: destinations.flatMap((each) => (each.vague.length === 0 ? each.addresses.toCidrs() : [])),
    among: destinations.flatMap(({ addresses, vague }) =>
      vague.length === 0
        ? []
        : [
            `${addresses.ipv4Only().isEmpty() ? 'IPv6' : 'IPv4'}: ${vague.map(({ family }) => family).join()}`,
          ],
    ),
    reasons: decisions.map(({ reason }) => reason),
    missing: [...new Set(missing.map(({ family }) => family))].sort(),
    assumptions,
    places: decisions.map(({ at }) => `${at.resource.id}${at.path}`),
    message: decisions.map(({ message }) => message).join('; '),
  };
}

export function askIn(facts: Facts, name: string, vpcId = 'vpc-1'): ShownAnswer {
  return ask(networkOfFacts(facts), name, vpcId);
}

export const aws = (host: string) => `${host}.${region}.amazonaws.com`;

/** An interface endpoint in subnet-a with address 10.0.1.50, showing its own name and private names. */
export function endpoint(service: string, names: readonly string[], fields: RawItem = {}): RawItem {
  const id = typeof fields.VpcEndpointId === 'string' ? fields.VpcEndpointId : 'vpce-0a1';
  const own = ['', `-${region}a`].map((zone) => `${id}-abcd${zone}.${service}.${region}.vpce.amazonaws.com`);
  return interfaceEndpoint(service, ['subnet-a'], {
    VpcEndpointId: id,
    DnsEntries: [...own, ...names].map((DnsName) => ({ DnsName, HostedZoneId: 'Z0' })),
    ...fields,
  });
}

export const ssm = endpoint('ssm', [aws('ssm')]);

const services: readonly RawItem[] = [
  service('ssm', aws('ssm')),
  service('kms', aws('kms'), aws('kms-fips')),
  service('s3', aws('s3'), aws('s3-control')),
  service('ecr.dkr', `*.${aws('dkr.ecr')}`),
];

export function service(name: string, ...names: readonly string[]): RawItem {
  return {
    ServiceName: `com.amazonaws.${region}.${name}`,
    PrivateDnsNames: names.map((PrivateDnsName) => ({ PrivateDnsName })),
  };
}

/** The base estate with an endpoint's interface in it, and the names of services. */
export function names(changes: Facts = {}): Facts {
  return estate({
    networkInterfaces: [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.50')],
    vpcEndpointServices: services,
    ...changes,
  });
}

/** Hosted zones associated with vpc-1, each with its record sets. */
export function zones(...each: readonly (readonly [domain: string, ...records: RawItem[]])[]): Facts {
  const id = (index: number) => `Z0PRIVATE${index}`;
  return {
    hostedZonesByVpc: [
      {
        VpcId: 'vpc-1',
        HostedZoneSummaries: each.map(([domain], index) => ({
          HostedZoneId: id(index),
          Name: `${domain}.`,
          Owner: { OwningAccount: '111122223333' },
        })),
      },
    ],
    resourceRecordSets: each.map(([domain, ...records], index) => ({
      HostedZoneId: id(index),
      ResourceRecordSets: [
        { Name: `${domain}.`, Type: 'NS', ResourceRecords: [{ Value: 'ns-0.awsdns-00.com.' }] },
        { Name: `${domain}.`, Type: 'SOA', ResourceRecords: [{ Value: 'ns-0.awsdns-00.com. …' }] },
        ...records,
      ],
    })),
  };
}

export function record(Name: string, Type: string, ...values: readonly string[]): RawItem {
  return { Name: `${Name}.`, Type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })) };
}

export function alias(Name: string, target: string, Type = 'A', HostedZoneId = 'Z38GZ743OKFT7T'): RawItem {
  return {
    Name: `${Name}.`,
    Type,
    AliasTarget: { HostedZoneId, DNSName: `${target}.`, EvaluateTargetHealth: false },
  };
}

export function rules(
  ...each: readonly (readonly [domain: string, type: string, fields?: RawItem])[]
): Facts {
  return {
    resolverRules: each.map(([DomainName, RuleType], index) => ({
      Id: `rslvr-rr-${index}`,
      DomainName,
      RuleType,
      Status: 'COMPLETE',
    })),
    resolverRuleAssociations: each.map(([, , fields], index) => ({
      Id: `rslvr-rrassoc-${index}`,
      ResolverRuleId: `rslvr-rr-${index}`,
      VPCId: 'vpc-1',
      Status: 'COMPLETE',
      ...fields,
    })),
  };
}

export const attributes = (support: boolean, hostnames: boolean) => ({
  vpcAttributes: [
    vpcAttributes({ EnableDnsSupport: { Value: support }, EnableDnsHostnames: { Value: hostnames } }),
  ],
});

/** A second VPC, with Amazon DNS and no zones of its own. */
export const hub: RawItem = vpc({ VpcId: 'vpc-hub', CidrBlock: '10.9.0.0/16' });
