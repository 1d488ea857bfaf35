import * as z from 'zod';
import { forwardedNames } from '../../analysis/connectivity/forwarded-names.ts';
import type { ResolverRule } from '../../model/resources/resolver-rule.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { RawItem } from '../../model/snapshot.ts';
import {
  base,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  region,
  vpc,
  vpcAttributes,
  without,
} from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { spelledWays } from '../routing/hub-examples.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule, type Facts, problem } from '../rule.ts';
import { listed } from '../wording.ts';

const ssmName = `ssm.${region}.amazonaws.com`;
const ssm = interfaceEndpoint('ssm', ['subnet-a']);

/** Private DNS of Systems Manager, and a resolver rule for a domain on the VPC. */
function forwarding(DomainName: string, fields: RawItem = {}, changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [ssm],
    vpcEndpointServices: [
      {
        ServiceName: `com.amazonaws.${region}.ssm`,
        ServiceType: [{ ServiceType: 'Interface' }],
        PrivateDnsNames: [{ PrivateDnsName: ssmName }],
      },
    ],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
    ],
    resolverRules: [
      { Id: 'rslvr-rr-1', DomainName, RuleType: 'FORWARD', TargetIps: [{ Ip: '192.168.0.53' }], ...fields },
    ],
    resolverRuleAssociations: [
      { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-1', Status: 'COMPLETE' },
    ],
    ...changes,
  });
}

const inHub = {
  vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' })],
  vpcAttributes: [vpcAttributes(), vpcAttributes({ VpcId: 'vpc-2' })],
  vpcEndpoints: [
    ssm,
    { ...ssm, VpcEndpointId: 'vpce-2', VpcId: 'vpc-2', NetworkInterfaceIds: ['eni-endpoint-hub'] },
  ],
  networkInterfaces: [
    ...(base.networkInterfaces ?? []),
    endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
    endpointInterface('eni-endpoint-hub', 'subnet-hub', '10.2.1.20', { VpcId: 'vpc-2' }),
    instanceInterface('eni-dns', 'subnet-hub', '10.2.1.53', {
      VpcId: 'vpc-2',
      Description: 'Route 53 Resolver: rslvr-in-1:rni-1',
      Attachment: { InstanceOwnerId: 'amazon-aws' },
    }),
  ],
  hostedZonesByVpc: [
    { VpcId: 'vpc-1', HostedZoneSummaries: [] },
    { VpcId: 'vpc-2', HostedZoneSummaries: [] },
  ],
};

const zoneOfBoth: Facts = {
  vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { PrivateDnsEnabled: false })],
  hostedZones: [{ Id: '/hostedzone/Z1', Name: `${ssmName}.`, Config: { PrivateZone: true } }],
  hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [{ VPCId: 'vpc-1' }, { VPCId: 'vpc-2' }] }],
  resourceRecordSets: [
    {
      HostedZoneId: 'Z1',
      ResourceRecordSets: [{ Name: `${ssmName}.`, Type: 'A', ResourceRecords: [{ Value: '10.0.1.20' }] }],
    },
  ],
};

/** A rule of the spoke asks an inbound Resolver endpoint in the hub, whose VPC has the zone of the spoke too. */
const askingHub: Facts = {
  resolverRules: [
    {
      Id: 'rslvr-rr-1',
      DomainName: `kms.${region}.amazonaws.com.`,
      RuleType: 'FORWARD',
      TargetIps: [{ Ip: '10.0.1.53' }],
    },
  ],
  resolverRuleAssociations: [
    { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
  ],
  networkInterfaces: [
    ...(hubEstate().networkInterfaces ?? []),
    instanceInterface('eni-dns', 'subnet-a', '10.0.1.53', {
      Description: 'Route 53 Resolver: rslvr-in-1:rni-1',
      Attachment: { InstanceOwnerId: 'amazon-aws' },
    }),
  ],
  hostedZoneVpcs: [{ HostedZoneId: 'Z1', VPCs: [{ VPCId: 'vpc-1' }, { VPCId: 'vpc-2' }] }],
};

export default defineRule({
  id: 'dns-forward-rule-captures-service',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A resolver rule sends the names of an endpoint to other DNS servers, past the zone that leads there.',
  why: 'At the same domain a forwarding rule comes before a hosted zone, and a rule for a longer name before a zone of a shorter one. The queries leave for the targets of the rule; unless these ask an inbound Resolver endpoint of this VPC in turn, they answer with public addresses, and the endpoint is not used.',
  fix: 'Dissociate the rule from the VPC, forward a domain above the names of AWS, or add a rule of type SYSTEM for the name (`aws route53resolver create-resolver-rule --rule-type SYSTEM`).',
  semantics: ['5.3', 'DNS13', 'DNS29'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
  ],
  subject: ['vpcEndpoints', 'vpcs', 'resolverRuleAssociations'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The rule is for the very name of the endpoint',
      facts: forwarding(`${ssmName}.`),
      findings: [{ resource: 'rslvr-rr-1', affected: ['vpc-1', 'vpce-1'], message: ssmName }],
    },
    {
      title: 'The rule is for the names of AWS, and the zone of the endpoint is more specific',
      facts: forwarding('amazonaws.com.'),
    },
    {
      title: 'A rule of type SYSTEM takes no name away',
      facts: forwarding(`${ssmName}.`, { RuleType: 'SYSTEM' }),
    },
    {
      title: 'The target is an inbound Resolver endpoint of a VPC with such an endpoint',
      facts: forwarding(`${ssmName}.`, { TargetIps: [{ Ip: '10.2.1.53' }] }, inHub),
    },
    {
      title: 'A hosted zone of both VPCs leads to the endpoint',
      facts: without(
        forwarding(`${ssmName}.`, { TargetIps: [{ Ip: '10.2.1.53' }] }, { ...inHub, ...zoneOfBoth }),
        'hostedZonesByVpc',
      ),
    },
    {
      title: 'The zone of both has an address in the hub, to which a transit gateway leads the spoke',
      facts: without(spelledWays.gateway(askingHub), 'hostedZonesByVpc'),
    },
    {
      title: 'The zone of both has an address in the hub, to which a peering connection leads the spoke',
      facts: without(spelledWays.peering(askingHub), 'hostedZonesByVpc'),
    },
    {
      title: 'The rules were not collected',
      facts: without(forwarding(`${ssmName}.`), 'resolverRules'),
      undecided: [{ missing: ['resolverRules'] }],
    },
  ],
  *check({ network }) {
    const { items, missing } = forwardedNames(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    const byRule = new Map<ResolverRule, Captured>();
    for (const { rule, vpc: its, zone, name } of items) {
      const captured = byRule.get(rule) ?? {
        names: new Set<string>(),
        affected: new Set<Resource>(),
        vpcs: new Set<string>(),
      };
      byRule.set(rule, captured);
      captured.names.add(name);
      captured.vpcs.add(its.id);
      captured.affected.add(its);
      if (zone.kind === 'managed-zone') captured.affected.add(zone.endpoint);
    }
    for (const [rule, { names, vpcs, affected }] of byRule) {
      const { targets } = rule;
      yield problem({
        resource: rule,
        at: '/DomainName',
        affected: [...affected],
        message: `Resolver rule ${rule.id} sends queries of ${listed([...vpcs].sort())} for ${listed([...names].sort())} to ${listed(targets.known ? targets.value : [])}, before the zones that lead to endpoints. Unless these servers ask an inbound Resolver endpoint of the VPC in turn, the endpoints are not used. Dissociate the rule, or add a SYSTEM rule for the names.`,
      });
    }
  },
});

interface Captured {
  readonly names: Set<string>;
  readonly vpcs: Set<string>;
  readonly affected: Set<Resource>;
}
