import type { RawItem } from '../../model/snapshot.ts';
import { serviceInterface } from '../cluster-example-estate.ts';
import {
  account,
  endpointInterface,
  gatewayEndpoint,
  interfaceEndpoint,
  region,
  route,
  routeTable,
} from '../example-estate.ts';

export function task(id: string, owner = account): RawItem {
  const description = `arn:aws:ecs:${region}:${owner}:attachment/1b2c3d4e-0000-4000-8000-000000000000`;
  return serviceInterface(id, 'subnet-a', '10.0.1.40', description);
}

export function endpoints(...services: readonly string[]): readonly RawItem[] {
  return services.map((service, index) => ({
    ...(service === 's3'
      ? gatewayEndpoint(service, ['rtb-main'])
      : interfaceEndpoint(service, ['subnet-a', 'subnet-b'], {
          DnsEntries: [{ DnsName: `${service.split('.').reverse().join('.')}.${region}.amazonaws.com` }],
        })),
    VpcEndpointId: `vpce-${index + 1}`,
  }));
}

/** One of the two instances has a tag with that key. */
export const tagged = (Key: string) => ({
  instances: [{ InstanceId: 'i-a', VpcId: 'vpc-1', SubnetId: 'subnet-a', Tags: [{ Key, Value: 'shop' }] }],
});

export const profile = `arn:aws:iam::${account}:instance-profile/app`;

/** Instance i-a has a role to which policies of AWS are attached. */
export const withRole = (...policies: readonly string[]) => ({
  instances: [
    { InstanceId: 'i-a', VpcId: 'vpc-1', SubnetId: 'subnet-a', IamInstanceProfile: { Arn: profile } },
    { InstanceId: 'i-b', VpcId: 'vpc-1', SubnetId: 'subnet-b' },
  ],
  roles: [
    {
      Arn: `arn:aws:iam::${account}:role/app`,
      RoleName: 'app',
      InstanceProfileList: [{ Arn: profile }],
      AttachedManagedPolicies: policies.map((name) => ({
        PolicyName: name,
        PolicyArn: `arn:aws:iam::aws:policy/${name}`,
      })),
    },
  ],
});

export const toS3 = { routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])] };
/** The interfaces of the endpoints, in one subnet. */
export const endpointInterfaces = [
  endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
  endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.20'),
];

export const declared = (runs: readonly string[], uses: readonly string[] = []) => ({
  workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, runs, uses }],
});
