import { describe, expect, it } from 'vitest';
import { forwardedNames } from '../../../src/analysis/connectivity/forwarded-names.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  endpointInterface,
  instanceInterface,
  vpc,
  vpcAttributes,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { aws, endpoint, names, record, rules, zones } from './name/name-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const ssm = endpoint('ssm', [aws('ssm')]);
const kms = endpoint('kms', [aws('kms')], { VpcEndpointId: 'vpce-0b2' });
const compute = instanceInterface('eni-i', 'subnet-a', '10.0.1.10');
const own = [compute, endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.50')];

/** Which rules take which names from the zones of which VPCs, and what is missing to tell. */
function told(facts: Facts): readonly string[] {
  const { items, missing } = forwardedNames(networkOfFacts(facts));
  return [
    ...items.map(({ vpc: { id }, name, rule }) => `${rule.id} takes ${name} from ${id}`).sort(),
    ...missing.map(({ family, reason }) => `${family}: ${reason}`),
  ];
}

/** A VPC with compute and two endpoints, and these rules, to whose targets queries are sent. */
function forwarding(
  each: readonly (readonly [domain: string, type: string, fields?: RawItem])[],
  changes: Facts = {},
  targets: readonly string[] = ['192.168.0.53'],
): Facts {
  const associated = rules(...each);
  return {
    ...names({ vpcEndpoints: [ssm, kms], networkInterfaces: own }),
    ...associated,
    resolverRules: (associated.resolverRules ?? []).map((rule) => ({
      ...rule,
      TargetIps: targets.map((Ip) => ({ Ip })),
    })),
    ...changes,
  };
}

const taken = `rslvr-rr-0 takes ${aws('ssm')} from vpc-1`;

describe('names that resolver rules take from zones', () => {
  it('are those of the domains of rules that forward, and all below them', () => {
    expect(told(forwarding([[aws('ssm'), 'FORWARD']]))).toEqual([taken]);
    // The zone of an endpoint is more specific than a domain above it.
    expect(told(forwarding([['amazonaws.com', 'FORWARD']]))).toEqual([]);
    expect(told(forwarding([['corp.example', 'FORWARD']]))).toEqual([]);
    expect(told(forwarding([[aws('ssm'), 'SYSTEM']]))).toEqual([]);
  });

  it('are taken by each of several rules, whatever the others are for', () => {
    const all = forwarding([
      [aws('ssm'), 'FORWARD'],
      ['corp.example', 'FORWARD'],
      ['.', 'SYSTEM'],
      [aws('kms'), 'FORWARD'],
    ]);
    expect(told(all)).toEqual([taken, `rslvr-rr-3 takes ${aws('kms')} from vpc-1`]);
  });

  it('are those of wildcards by one of their names', () => {
    const ecr = endpoint('ecr.dkr', [`*.${aws('dkr.ecr')}`]);
    const facts = forwarding([[aws('dkr.ecr'), 'FORWARD']], { vpcEndpoints: [ecr] });
    expect(told(facts)).toEqual([`rslvr-rr-0 takes any.${aws('dkr.ecr')} from vpc-1`]);
  });

  it('are those of zones of the user, if AWS has names there', () => {
    const zone = (domain: string) => ({
      vpcEndpoints: [],
      ...zones([domain, record(domain, 'A', '10.0.1.50')]),
    });
    expect(told(forwarding([[aws('sqs'), 'FORWARD']], zone(aws('sqs'))))).toEqual([
      `rslvr-rr-0 takes ${aws('sqs')} from vpc-1`,
    ]);
    expect(told(forwarding([['corp.example', 'FORWARD']], zone('corp.example')))).toEqual([]);
  });

  it.each<readonly [string, Facts]>([
    ['nothing runs', { networkInterfaces: own.slice(1) }],
    [
      'hosts ask servers of the user',
      {
        dhcpOptions: [
          {
            DhcpOptionsId: 'dopt-1',
            DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '10.0.9.53' }] }],
          },
        ],
      },
    ],
    ['zones do not count', { vpcAttributes: [vpcAttributes({ EnableDnsHostnames: { Value: false } })] }],
    ['no rule is associated', { resolverRuleAssociations: [] }],
  ])('are none where %s', (_, changes) => {
    expect(told(forwarding([[aws('ssm'), 'FORWARD']], changes))).toEqual([]);
  });

  it.each<readonly [string, FamilyName, readonly string[]]>([
    ['compute', 'networkInterfaces', ['networkInterfaces: not collected']],
    ['rules', 'resolverRules', ['resolverRules: not collected']],
    ['what says whether zones count', 'vpcAttributes', ['vpcAttributes: not collected']],
  ])('are open where %s may be missing', (_, family, expected) => {
    expect(told(without(forwarding([[aws('ssm'), 'FORWARD']]), family))).toEqual(expected);
  });

  it('are open where a rule is of a type that nobody knows, or comes or goes', () => {
    expect(told(forwarding([[aws('ssm'), 'NOVEL']]))).toEqual([
      'resolverRules: what rslvr-rr-0 of type novel does',
    ]);
    const coming = forwarding([[aws('ssm'), 'FORWARD', { Status: 'CREATING' }]]);
    expect(told(coming)).toEqual([expect.stringContaining('resolverRuleAssociations: ')]);
    // What is uncertain about zones takes no name from them.
    expect(told(without(forwarding([[aws('ssm'), 'SYSTEM']]), 'vpcAttributes'))).toEqual([]);
  });
});

describe('names that come back to an endpoint', () => {
  const hub = vpc({ VpcId: 'vpc-hub', CidrBlock: '10.9.0.0/16' });
  const inbound = (id: string, address: string, VpcId = 'vpc-hub'): RawItem =>
    instanceInterface(id, 'subnet-hub', address, {
      VpcId,
      Description: `Route 53 Resolver: rslvr-in-1:${id}`,
      Attachment: { InstanceOwnerId: 'amazon-aws' },
    });
  const hubEndpoint = {
    ...ssm,
    VpcEndpointId: 'vpce-0hub',
    VpcId: 'vpc-hub',
    NetworkInterfaceIds: ['eni-endpoint-hub'],
  };
  const servers = [
    inbound('eni-in-1', '10.9.1.53'),
    inbound('eni-in-2', '10.9.2.53'),
    endpointInterface('eni-endpoint-hub', 'subnet-hub', '10.9.1.20', { VpcId: 'vpc-hub' }),
  ];
  const asking = (targets: readonly string[], changes: Facts = {}) =>
    forwarding(
      [[aws('ssm'), 'FORWARD']],
      {
        vpcs: [vpc(), hub],
        vpcAttributes: [vpcAttributes(), vpcAttributes({ VpcId: 'vpc-hub' })],
        vpcEndpoints: [ssm, hubEndpoint],
        networkInterfaces: [...own, ...servers],
        hostedZonesByVpc: ['vpc-1', 'vpc-hub'].map((VpcId) => ({ VpcId, HostedZoneSummaries: [] })),
        ...changes,
      },
      targets,
    );

  it('are not taken: all servers that are asked are inbound endpoints where the name leads to one', () => {
    expect(told(asking(['10.9.1.53', '10.9.2.53']))).toEqual([]);
  });

  it.each<readonly [string, readonly string[], Facts]>([
    ['one of the servers is another', ['10.9.1.53', '192.168.0.53'], {}],
    ['no server is named', [], {}],
    ['the server is that of Amazon', ['10.9.0.2'], {}],
    ['the name leads to no endpoint there', ['10.9.1.53'], { vpcEndpoints: [ssm] }],
    ['the VPC of the server is not in the input', ['10.9.1.53'], { vpcs: [vpc()] }],
  ])('are taken where %s', (_, targets, changes) => {
    expect(told(asking(targets, changes))).toEqual([taken]);
  });

  it('are open where it is not known what the name leads to there, or whose the server is', () => {
    expect(told(asking(['10.9.1.53'], { vpcAttributes: [vpcAttributes()] }))).toEqual([
      'vpcAttributes: not collected for vpc-hub',
    ]);
    const { TargetIps: _, ...untold } = asking([]).resolverRules?.[0] ?? {};
    expect(told(asking([], { resolverRules: [untold] }))).toEqual([
      `resolverRules: no TargetIps on rslvr-rr-0`,
    ]);
  });
});
