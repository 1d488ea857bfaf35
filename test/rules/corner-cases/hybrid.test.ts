import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  base,
  estate,
  interfaceEndpoint,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  vpc,
  vpcAttributes,
} from '../../../src/rules/example-estate.ts';
import hybridInboundResolverWrongVpc from '../../../src/rules/hybrid/hybrid-inbound-resolver-wrong-vpc.ts';
import hybridNoReturnRoute from '../../../src/rules/hybrid/hybrid-no-return-route.ts';
import { withResolver } from '../../../src/rules/hybrid/resolver-examples.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { decides } from './decide.ts';

/** An inbound Resolver endpoint in vpc-1, and endpoints of other VPCs, which have no hosted zones. */
function beside(resolver: RawItem, ...endpoints: readonly RawItem[]): Facts {
  return withResolver(resolver, {
    vpcs: [...(base.vpcs ?? []), vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' })],
    vpcAttributes: [...(base.vpcAttributes ?? []), vpcAttributes({ VpcId: 'vpc-2' })],
    vpcEndpoints: endpoints,
    hostedZonesByVpc: ['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, HostedZoneSummaries: [] })),
  });
}

function elsewhere(id: string, fields: RawItem = {}): RawItem {
  return interfaceEndpoint('ssm', ['subnet-z'], {
    VpcEndpointId: id,
    VpcId: 'vpc-2',
    DnsEntries: [{ DnsName: `ssm.${region}.amazonaws.com`, HostedZoneId: 'Z9' }],
    ...fields,
  });
}

decides(hybridInboundResolverWrongVpc, [
  {
    title: 'endpoints without a private name have nothing to do with it',
    facts: beside({}, elsewhere('vpce-1', { PrivateDnsEnabled: false })),
  },
  {
    title: 'they are left out where others have one',
    facts: beside({}, elsewhere('vpce-2'), elsewhere('vpce-1', { PrivateDnsEnabled: false })),
    findings: [{ resource: 'rslvr-in-1', affected: ['vpce-2'], message: 'to vpce-2 (ssm) in vpc-2.' }],
  },
  {
    title: 'nobody knows whether queries come in or go out through it',
    facts: beside({ Direction: undefined }, elsewhere('vpce-1')),
    undecided: [{ resource: 'rslvr-in-1', missing: ['resolverEndpoints'] }],
  },
  {
    title: 'the VPC of the Resolver endpoint is not in the input',
    facts: beside({ HostVPCId: 'vpc-9' }, elsewhere('vpce-1')),
    undecided: [{ resource: 'rslvr-in-1', missing: ['vpcs'] }],
  },
]);

/** The estate with an endpoint that admits a network which its route table does not lead to. */
function admitting(network: string, changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('kms', ['subnet-a'])],
    routeTables: [routeTable('rtb-main', [], [route('172.16.0.0/12', 'tgw-1')])],
    securityGroups: [securityGroup('sg-endpoint', { ingress: [permission(443, network)] })],
    ...changes,
  });
}

decides(hybridNoReturnRoute, [
  {
    title: 'the subnets of the endpoint are not known',
    facts: admitting('192.168.0.0/16', {
      vpcEndpoints: [interfaceEndpoint('kms', ['subnet-a'], { SubnetIds: undefined })],
    }),
    undecided: [{ missing: ['vpcEndpoints'] }],
  },
  {
    title: 'another VPC has the addresses, so its own whole way is judged',
    facts: admitting('192.168.0.0/16', {
      vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '192.168.0.0/16' })],
    }),
  },
]);
