/** The one estate that the end-to-end vectors vary: a VPC with three subnets on one table and one instance. */
import type { RawItem } from '../../../../src/model/snapshot.ts';
import {
  aclEntry,
  defaultSecurityGroup,
  endpointInterface,
  estate,
  gatewayEndpoint,
  instanceInterface,
  interfaceEndpoint,
  networkAcl,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  subnet,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';

export const aws = (host: string): string => `${host}.${region}.amazonaws.com`;

const everything = ['ingress allow all all 0.0.0.0/0', 'egress allow all all 0.0.0.0/0'];

/** A network ACL of some subnets with the entries, numbered in their order. */
export function aclOf(
  id: string,
  subnetIds: readonly string[],
  entries: readonly string[] = everything,
): RawItem {
  return networkAcl(
    id,
    subnetIds,
    entries.map((entry, index) => {
      const { CidrBlock, ...rest } = aclEntry(100 + index, entry);
      return { ...rest, [String(CidrBlock).includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: CidrBlock };
    }),
  );
}

export const defaultAcl = aclOf('acl-default', ['subnet-a1', 'subnet-a2', 'subnet-ep1']);
const endpointGroup = securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] });
const appGroup = securityGroup('sg-app', { egress: [permission(443, '0.0.0.0/0')] });
export const subnets = [
  subnet('subnet-a1', '10.0.1.0/24', 'a'),
  subnet('subnet-a2', '10.0.2.0/24', 'b'),
  subnet('subnet-ep1', '10.0.9.0/28', 'a'),
];
export const source = instanceInterface('eni-1', 'subnet-a1', '10.0.1.10');
/** Compute in the other zone. */
const neighbour = instanceInterface('eni-a2', 'subnet-a2', '10.0.2.10');

/** The table of all three subnets, with routes beside the local one. */
export function privateTable(...routes: readonly RawItem[]): RawItem {
  return routeTable('rtb-priv', ['subnet-a1', 'subnet-a2', 'subnet-ep1'], routes);
}

/** The estate with some families replaced. */
export function common(changes: Facts = {}): Facts {
  return estate({
    subnets,
    routeTables: [privateTable()],
    networkAcls: [defaultAcl],
    securityGroups: [defaultSecurityGroup, appGroup, endpointGroup],
    networkInterfaces: [source, neighbour],
    vpcEndpointServices: services,
    ...changes,
  });
}

const services = ['ssm', 'sqs', 'kms', 's3'].map((name) => ({
  ServiceName: `com.amazonaws.${region}.${name}`,
  PrivateDnsName: aws(name),
  PrivateDnsNames: [{ PrivateDnsName: aws(name) }],
}));

/** Filters of the source that let everything out to addresses of both families. */
export const openToBoth: Facts = {
  securityGroups: [
    defaultSecurityGroup,
    securityGroup('sg-app', {
      egress: [{ ...permission(443, '0.0.0.0/0'), Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
    }),
  ],
  networkAcls: [
    aclOf(
      'acl-default',
      ['subnet-a1', 'subnet-a2', 'subnet-ep1'],
      ['0.0.0.0/0', '::/0'].flatMap((block) =>
        ['ingress', 'egress'].map((direction) => `${direction} allow all all ${block}`),
      ),
    ),
  ],
};

/** An interface endpoint in the subnet for endpoints; its interface is `eni-endpoint-ep1`. */
export function endpointFor(service: string, fields: RawItem = {}): RawItem {
  const isPrivate = fields['PrivateDnsEnabled'] !== false;
  const own = { DnsName: `vpce-0${service}-abcd.${service}.${region}.vpce.amazonaws.com` };
  return interfaceEndpoint(service, ['subnet-ep1'], {
    VpcEndpointId: `vpce-0${service}`,
    DnsEntries: [own, ...(isPrivate ? [{ DnsName: aws(service) }] : [])],
    ...fields,
  });
}

const endpointAddress = '10.0.9.4';
export const endpointsInterface = endpointInterface('eni-endpoint-ep1', 'subnet-ep1', endpointAddress);

/** The estate with an interface endpoint for ssm (T1 is the plain one). */
export function withSsm(fields: RawItem = {}, changes: Facts = {}): Facts {
  return common({
    vpcEndpoints: [endpointFor('ssm', fields)],
    networkInterfaces: [source, neighbour, endpointsInterface],
    ...changes,
  });
}

export const toS3 = route('pl-s3', 'vpce-0gw');
export const s3Gateway = gatewayEndpoint('s3', ['rtb-priv'], { VpcEndpointId: 'vpce-0gw' });

/** The estate with a gateway endpoint for S3 (T8 is the plain one); routes beside the one to it. */
export function withS3(routes: readonly RawItem[] = [], changes: Facts = {}): Facts {
  return common({ vpcEndpoints: [s3Gateway], routeTables: [privateTable(toS3, ...routes)], ...changes });
}

/** S3 by both kinds of endpoint, the interface endpoint with private DNS. */
export function withBothS3(onlyForInboundResolver: boolean, changes: Facts = {}): Facts {
  const DnsOptions = { PrivateDnsOnlyForInboundResolverEndpoint: onlyForInboundResolver };
  return withS3([], {
    vpcEndpoints: [s3Gateway, endpointFor('s3', { DnsOptions })],
    networkInterfaces: [source, neighbour, endpointsInterface],
    ...changes,
  });
}

/** A NAT gateway that works, in a public subnet of its own. */
export function withNat(facts: Facts): Facts {
  const more = (family: keyof Facts, ...items: readonly RawItem[]) => [...(facts[family] ?? []), ...items];
  return {
    ...facts,
    subnets: more('subnets', subnet('subnet-public', '10.0.8.0/28', 'a')),
    routeTables: more(
      'routeTables',
      routeTable('rtb-public', ['subnet-public'], [route('0.0.0.0/0', 'igw-1')]),
    ),
    networkAcls: more('networkAcls', aclOf('acl-public', ['subnet-public'])),
    natGateways: [
      {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-public',
        State: 'available',
        ConnectivityType: 'public',
      },
    ],
    internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  };
}
