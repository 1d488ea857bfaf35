import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as lattice from '@aws-sdk/client-vpc-lattice';
import { expectTypeOf, it } from 'vitest';
import type { ResourceTypes } from '../../src/model/resource-types.ts';

type Element<T> = T extends readonly (infer Item)[] ? Item : T;
type Part<T, K extends keyof T> = Element<NonNullable<T[K]>>;

/** The fields that we read and AWS's own types do not have, at any depth; `never` when there is none. */
type Unheard<Ours, Theirs> = Ours extends object
  ? string extends keyof Ours
    ? never
    : {
        [K in keyof Ours]-?: K extends keyof Theirs ? Unheard<Part<Ours, K>, Part<Theirs, K>> : K;
      }[keyof Ours]
  : never;

type Raw<Family extends keyof ResourceTypes> = ResourceTypes[Family]['raw'];

it('reads only fields that AWS describes, by their right names', () => {
  expectTypeOf<Unheard<Raw<'vpcs'>, ec2.Vpc>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcAttributes'>, ec2.DescribeVpcAttributeResult>>().toBeNever();
  expectTypeOf<Unheard<Raw<'subnets'>, ec2.Subnet>>().toBeNever();
  expectTypeOf<Unheard<Raw<'routeTables'>, ec2.RouteTable>>().toBeNever();
  expectTypeOf<Unheard<Raw<'prefixLists'>, ec2.PrefixList & ec2.ManagedPrefixList>>().toBeNever();
  expectTypeOf<Unheard<Raw<'securityGroups'>, ec2.SecurityGroup>>().toBeNever();
  expectTypeOf<Unheard<Raw<'networkAcls'>, ec2.NetworkAcl>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpoints'>, ec2.VpcEndpoint>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpointServices'>, ec2.ServiceDetail>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpointServiceConfigurations'>, ec2.ServiceConfiguration>>().toBeNever();
  expectTypeOf<Unheard<Raw<'natGateways'>, ec2.NatGateway>>().toBeNever();
  expectTypeOf<Unheard<Raw<'internetGateways'>, ec2.InternetGateway>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpnGateways'>, ec2.VpnGateway>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcPeeringConnections'>, ec2.VpcPeeringConnection>>().toBeNever();
  expectTypeOf<Unheard<Raw<'dhcpOptions'>, ec2.DhcpOptions>>().toBeNever();
  expectTypeOf<Unheard<Raw<'flowLogs'>, ec2.FlowLog>>().toBeNever();
  expectTypeOf<Unheard<Raw<'instances'>, ec2.Instance>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpointAssociations'>, ec2.VpcEndpointAssociation>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpointConnections'>, ec2.VpcEndpointConnection>>().toBeNever();
  expectTypeOf<Unheard<Raw<'vpcEndpointConnectionNotifications'>, ec2.ConnectionNotification>>().toBeNever();
  expectTypeOf<Unheard<Raw<'loadBalancers'>, elb.LoadBalancer>>().toBeNever();
  expectTypeOf<Unheard<Raw<'listeners'>, elb.Listener>>().toBeNever();
  expectTypeOf<Unheard<Raw<'targetGroups'>, elb.TargetGroup>>().toBeNever();
  expectTypeOf<Unheard<Raw<'resourceGateways'>, lattice.ResourceGatewaySummary>>().toBeNever();
  expectTypeOf<
    Unheard<Raw<'serviceNetworkResourceAssociations'>, lattice.ServiceNetworkResourceAssociationSummary>
  >().toBeNever();
  expectTypeOf<
    Unheard<
      Omit<Raw<'resourceConfigurationDetails'>, 'resourceConfigurationDefinition'>,
      lattice.GetResourceConfigurationResponse
    >
  >().toBeNever();
});
