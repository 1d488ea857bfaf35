import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../../src/collectors/cloudformation/is-template.ts';
import { readYamlTemplate } from '../../../src/collectors/cloudformation/yaml-template.ts';
import { type Fields, isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import { changeOf, pathsIn, sampled, withoutPath } from '../infrastructure-code/deletion-law.ts';
import { account, randomFacts, region } from '../infrastructure-code/random-facts.ts';
import { tellings } from '../infrastructure-code/tellings.ts';
import { templateReader } from './template-file.ts';
import { templateOf } from './write-template.ts';

const read = templateReader();
const corpus = '../shared/corpus/cloudformation';

function valueIn(name: string): unknown {
  const found = readYamlTemplate(readFileSync(join(corpus, name), 'utf8'));
  return 'value' in found ? found.value : null;
}

const published = (existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }) : [])
  .filter((name) => /\.(ya?ml|json)$/.test(name))
  .sort()
  .map((name) => [name, valueIn(name)] as const)
  .filter(([, value]) => isTemplate(value));

const templates: readonly (readonly [string, unknown])[] = [
  ...fc.sample(randomFacts, 1).map((facts) => ['a template of ours', templateOf(facts)] as const),
  ...published,
];

const told = (template: unknown) =>
  tellings(
    read({ 'net.json': template }, { 'AWS::Region': region, 'AWS::AccountId': account }).network,
    (text) => text,
  );

function resourcesIn(template: unknown): readonly (readonly [string, Fields])[] {
  const resources = isFields(template) ? template['Resources'] : null;
  return Object.entries(isFields(resources) ? resources : {}).flatMap(([name, resource]) =>
    isFields(resource) ? [[name, resource] as const] : [],
  );
}

/** Resources that are members of a list of something else, or say something of it that has a default. */
const parts: readonly (readonly [RegExp, RegExp])[] = [
  [/::Route$/, / routes: /],
  [/::(Subnet|Gateway)RouteTableAssociation$/, / subnets: /],
  [/::SecurityGroup(In|E)gress$/, / (in|e)gress: /],
  [/::NetworkAclEntry$/, / entries: /],
  [/::SubnetNetworkAclAssociation$/, / subnets: /],
  // The default ACL has the subnets that no other has, and those only that there are.
  [/::(NetworkAcl|Subnet)$/, /\.DefaultNetworkAcl subnets: /],
  // The routes that a gateway endpoint makes go with it.
  [/::VPCEndpoint$/, / routes: has fewer/],
  [/::VPCCidrBlock$/, / (cidrs|routes): /],
  // Which routes a gateway propagates is not known; without it there are none of these.
  [/::VPNGatewayRoutePropagation$/, / routes: null/],
  [/::VPCEndpointServicePermissions$/, / principals: /],
  [
    /::TransitGateway(Route|RouteTableAssociation|RouteTablePropagation)$/,
    / (routes|associations|propagations): /,
  ],
  [/::(RecordSet|RecordSetGroup)$/, / records: /],
  [/::HostedZone$/, / zones: /],
  [/::NetworkInterfaceAttachment$/, / role: /],
  [/::VPCGatewayAttachment$/, / vpc: /],
  [/^AWS::IAM::/, / (inline|attached): /],
  [/^Custom::VpcRestrictDefaultSG$/, / (in|e)gress: /],
];

/** Properties that need not be given, and what holds where they are not, as their pages say. */
const optional: readonly (readonly [RegExp, string])[] = [
  [/::VPC\.EnableDns(Support|Hostnames)$/, 'on, and off'],
  [/::NetworkAclEntry\.Egress$/, 'what comes in'],
  [/::Subnet\.Ipv6CidrBlock$/, 'none'],
  [/::DHCPOptions\.DomainNameServers$/, 'none'],
  [/::VPCEndpoint\.VpcEndpointType$/, 'Gateway'],
  [/::VPCEndpoint\.RouteTableIds$/, 'none, and no routes in them'],
  [/::VPCEndpoint\.SecurityGroupIds$/, 'the default group of the VPC'],
  [/::VPCEndpoint\.PolicyDocument$/, 'full access'],
  [/::VPCEndpoint\.(Ip|Dns)\w*$/, 'IPv4'],
  [/::SecurityGroup\.SecurityGroup(In|E)gress$/, 'nothing comes in, everything goes out'],
  [/::SecurityGroup\.GroupName$/, 'one that AWS makes up'],
  [/::HostedZone\.VPCs$/, 'a public zone'],
  [/::VPCPeeringConnection\.Peer(OwnerId|Region)$/, 'those of the requester'],
  [/::TransitGateway\w*Attachment\.Options(\.\w+)?$/, 'off'],
  [/::TransitGatewayRoute\.Blackhole$/, 'no'],
  [
    /::VPCEndpointService\.(AcceptanceRequired|SupportedIpAddressTypes|SupportedRegions)$/,
    'no; IPv4; its own',
  ],
  [/::LoadBalancer\.(Type|Scheme|LoadBalancerAttributes|SecurityGroups|Enforce\w+)$/, 'what ELB takes'],
  [/::TargetGroup\.TargetGroupAttributes$/, 'as the load balancer'],
  [/::NatGateway\.ConnectivityType$/, 'public'],
  [/::NetworkInterface\.GroupSet$/, 'the default group of the VPC'],
  [/::NetworkInterface\.InterfaceType$/, 'interface'],
  [/::Instance\.(SecurityGroupIds|NetworkInterfaces(\.GroupSet)?)$/, 'the default group of the VPC'],
  [/::Role\.(Policies|ManagedPolicyArns|PermissionsBoundary)$/, 'none'],
  [/^AWS::IAM::ManagedPolicy\.Roles$/, 'none'],
  [/::(ResolverRule|ResolverEndpoint)\.Name$/, 'none'],
  [/::\w+\.(.*\.)?\w*Policy(Document|Text)?\./, 'a policy is one value'],
  [/::(Queue|Topic|Table|Repository|ManagedPolicy|Role)\.\w*Name$/, 'one that AWS makes up'],
];

describe.each(templates)('%s', (_, template) => {
  const full = told(template);
  const resources = resourcesIn(template);

  it('without any one of its resources tells nothing that it did not tell', () => {
    const guesses = sampled(resources, 12).flatMap(([name, { Type: type }]) => {
      const { guesses: found, lost } = changeOf(full, told(withoutPath(template, ['Resources', name])));
      const allowed = parts.filter(([kind]) => kind.test(String(type))).map(([, about]) => about);
      return [...found, ...lost.map((about) => `${about}: has fewer`)]
        .filter((guess) => !allowed.some((about) => about.test(guess)))
        .map((guess) => `${guess} (without ${String(type)} ${name})`);
    });
    expect(guesses).toEqual([]);
  });

  it('without any one property tells nothing that it did not tell', () => {
    const properties = resources.flatMap(([name, { Type: type, Properties: own }]) =>
      pathsIn(own).map((path) => ({
        path: ['Resources', name, 'Properties', ...path],
        name,
        type: String(type),
      })),
    );
    const guesses = sampled(properties, 25).flatMap(({ path, name, type }) => {
      const property = path
        .slice(3)
        .filter((step) => typeof step === 'string')
        .join('.');
      if (optional.some(([attribute]) => attribute.test(`${type}.${property}`))) return [];
      const { guesses: found, lost } = changeOf(full, told(withoutPath(template, path)));
      return [...found, ...lost.map((about) => `${about}: has fewer`)].map(
        (guess) => `${guess} (without ${property} of ${type} ${name})`,
      );
    });
    expect(guesses).toEqual([]);
  });
});
