import type { RawItem } from '../../model/snapshot.ts';
import { base, estate, instanceInterface, permission, securityGroup } from '../example-estate.ts';
import type { Facts } from '../rule.ts';

/** An inbound Resolver endpoint of the VPC. */
function resolverEndpoint(fields: RawItem = {}): RawItem {
  return {
    Id: 'rslvr-in-1',
    Direction: 'INBOUND',
    HostVPCId: 'vpc-1',
    Status: 'OPERATIONAL',
    SecurityGroupIds: ['sg-dns'],
    ...fields,
  };
}

/** An interface of that endpoint. */
export function resolverInterface(
  id: string,
  subnetId: string,
  address: string,
  fields: RawItem = {},
): RawItem {
  return instanceInterface(id, subnetId, address, {
    Description: 'Route 53 Resolver: rslvr-in-1:rni-1',
    Groups: [{ GroupId: 'sg-dns' }],
    Attachment: { InstanceOwnerId: 'amazon-aws' },
    ...fields,
  });
}

const dns = permission(53, '192.168.0.0/16');

/** The estate with an inbound Resolver endpoint in two zones, which answers a network on premises. */
export function withResolver(endpoint: RawItem = {}, changes: Facts = {}): Facts {
  return estate({
    resolverEndpoints: [resolverEndpoint(endpoint)],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      resolverInterface('eni-dns-a', 'subnet-a', '10.0.1.53'),
      resolverInterface('eni-dns-b', 'subnet-b', '10.0.2.53'),
    ],
    securityGroups: [
      ...(base.securityGroups ?? []),
      securityGroup('sg-dns', { ingress: [dns, { ...dns, IpProtocol: 'udp' }] }),
    ],
    ...changes,
  });
}

/** The estate with another security group on the Resolver endpoint. */
export function admittingDns(...ingress: RawItem[]): Facts {
  return { securityGroups: [...(base.securityGroups ?? []), securityGroup('sg-dns', { ingress })] };
}
