/** The example estate with a database behind a resource gateway, and a resource endpoint that leads to it. */
import type { RawItem } from '../../model/snapshot.ts';
import {
  account,
  allTraffic,
  base,
  estate,
  interfaceEndpoint,
  permission,
  region,
  securityGroup,
} from '../example-estate.ts';
import type { Facts } from '../rule.ts';

const arn = (rest: string) => `arn:aws:vpc-lattice:${region}:${account}:${rest}`;
export const configurationArn = arn('resourceconfiguration/rcfg-1');
export const serviceNetworkArn = arn('servicenetwork/sn-1');

export function resourceEndpoint(fields: RawItem = {}): RawItem {
  return interfaceEndpoint('none', ['subnet-a'], {
    VpcEndpointType: 'Resource',
    ServiceName: undefined,
    ResourceConfigurationArn: configurationArn,
    PrivateDnsEnabled: false,
    ...fields,
  });
}

export function serviceNetworkEndpoint(fields: RawItem = {}): RawItem {
  return resourceEndpoint({
    VpcEndpointType: 'ServiceNetwork',
    ResourceConfigurationArn: undefined,
    ServiceNetworkArn: serviceNetworkArn,
    PrivateDnsEnabled: true,
    ...fields,
  });
}

export function configuration(fields: RawItem = {}): RawItem {
  return {
    arn: configurationArn,
    name: 'orders-db',
    type: 'SINGLE',
    protocol: 'TCP',
    resourceGatewayId: 'rgw-1',
    portRanges: ['5432'],
    resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.2.50' } },
    ...fields,
  };
}

export function gateway(fields: RawItem = {}): RawItem {
  return {
    arn: arn('resourcegateway/rgw-1'),
    id: 'rgw-1',
    name: 'orders',
    status: 'ACTIVE',
    vpcIdentifier: 'vpc-1',
    subnetIds: ['subnet-a', 'subnet-b'],
    securityGroupIds: ['sg-gateway'],
    ...fields,
  };
}

/** The groups of endpoint and gateway: the one by its inbound rules, the other by its outbound ones. */
export function groups({ ingress, egress }: { ingress?: RawItem; egress?: RawItem }): Facts {
  return {
    securityGroups: [
      ...(base.securityGroups ?? []).filter(({ GroupId }) => GroupId !== 'sg-endpoint'),
      securityGroup('sg-endpoint', { ingress: [ingress ?? permission(5432, '10.0.0.0/16')] }),
      securityGroup('sg-gateway', { egress: [egress ?? allTraffic] }),
    ],
  };
}

export function latticeEstate(changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [resourceEndpoint()],
    vpcEndpointAssociations: [],
    resourceConfigurationDetails: [configuration()],
    resourceGateways: [gateway()],
    serviceNetworkResourceAssociations: [],
    ...groups({}),
    ...changes,
  });
}
