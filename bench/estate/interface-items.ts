import { groupOfEndpoint, zonesOfEndpoint } from './endpoint-items.ts';
import { type Item, publicAddress } from './network-items.ts';
import type { GroupName, InterfacePlan, SubnetPlan, VpcPlan, Workload } from './plan.ts';

/** How an interface shows what it serves. */
interface Appearance {
  readonly group: GroupName | null;
  readonly type: string;
  readonly description: string;
  readonly attachment: Item;
  /** Whether an AWS service made it. */
  readonly requester: string | null;
}

export function networkInterfaceItems(vpc: VpcPlan): readonly Item[] {
  const own = vpc.interfaces.map((plan) => {
    const isPublic = plan.workload === 'nat-gateway' || plan.workload === 'load-balancer';
    return describe(vpc, plan, appearanceOf(vpc, plan), isPublic ? publicAddress(plan.address) : null);
  });
  const ofEndpoints = vpc.interfaceEndpoints.flatMap((endpoint, ordinal) =>
    vpc.privateSubnets.slice(0, zonesOfEndpoint(vpc, endpoint)).map((subnet, index) => {
      const place = {
        id: endpoint.interfaceIds[index] ?? '',
        subnet,
        address: `${subnet.prefix}.${firstEndpointHost + ordinal}`,
      };
      const appearance = managedBy('vpc_endpoint', `VPC Endpoint Interface ${endpoint.id}`, 'amazon-aws');
      return describe(vpc, place, { ...appearance, group: groupOfEndpoint(vpc, endpoint) }, null);
    }),
  );
  return [...own, ...ofEndpoints];
}

const firstEndpointHost = 10;

function appearanceOf(vpc: VpcPlan, { workload, attachedTo }: InterfacePlan): Appearance {
  const { account, region } = vpc.home;
  switch (workload) {
    case 'instance':
    case 'worker':
      return {
        group: groupOfWorkload[workload],
        type: 'interface',
        description: '',
        attachment: { InstanceId: attachedTo, InstanceOwnerId: account },
        requester: null,
      };
    case 'function':
      return {
        ...managedBy('lambda', `AWS Lambda VPC ENI-function-${attachedTo}`, 'amazon-aws'),
        group: groupOfWorkload[workload],
      };
    case 'task':
      return {
        ...managedBy('interface', `arn:aws:ecs:${region}:${account}:attachment/${attachedTo}`, account),
        group: groupOfWorkload[workload],
      };
    case 'database':
      return {
        ...managedBy('interface', 'RDSNetworkInterface', 'amazon-rds'),
        group: groupOfWorkload[workload],
      };
    case 'load-balancer':
      return {
        ...managedBy('interface', `ELB app/web/${attachedTo}`, 'amazon-elb'),
        group: groupOfWorkload[workload],
      };
    case 'nat-gateway':
      return managedBy('nat_gateway', `Interface for NAT Gateway ${vpc.natGatewayId}`, account);
  }
}

const groupOfWorkload: Readonly<Record<Exclude<Workload, 'nat-gateway'>, GroupName>> = {
  instance: 'app',
  worker: 'worker',
  function: 'app',
  task: 'worker',
  database: 'data',
  'load-balancer': 'web',
};

function managedBy(type: string, description: string, requester: string): Appearance {
  return { group: null, type, description, attachment: { InstanceOwnerId: requester }, requester };
}

interface Place {
  readonly id: string;
  readonly subnet: SubnetPlan;
  readonly address: string;
}

function describe(
  vpc: VpcPlan,
  { id, subnet, address }: Place,
  { group, type, description, attachment, requester }: Appearance,
  publicIp: string | null,
): Item {
  const { account, region } = vpc.home;
  const association =
    publicIp === null ? {} : { Association: { IpOwnerId: account, PublicDnsName: '', PublicIp: publicIp } };
  return {
    ...association,
    Attachment: { ...attachment, Status: 'attached' },
    AvailabilityZone: `${region}${subnet.zone}`,
    Description: description,
    Groups: group === null ? [] : [{ GroupId: vpc.groupIds[group], GroupName: group }],
    InterfaceType: type,
    Ipv6Addresses: [],
    NetworkInterfaceId: id,
    OwnerId: account,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ ...association, Primary: true, PrivateIpAddress: address }],
    ...(requester === null ? {} : { RequesterId: requester }),
    RequesterManaged: requester !== null,
    SourceDestCheck: type !== 'nat_gateway',
    Status: 'in-use',
    SubnetId: subnet.id,
    TagSet: [],
    VpcId: vpc.id,
  };
}

/** The instances that have the interfaces, as reservations of one each. */
export function reservationItems(vpc: VpcPlan): readonly Item[] {
  return networkInterfaceItems(vpc).flatMap(
    ({ Attachment, NetworkInterfaceId, SubnetId, AvailabilityZone }) => {
      const id = (Attachment as Item)['InstanceId'];
      if (id === undefined) return [];
      const instance: Item = {
        InstanceId: id,
        InstanceType: 'm7g.large',
        State: { Code: 16, Name: 'running' },
        Placement: { AvailabilityZone },
        PlatformDetails: 'Linux/UNIX',
        VpcId: vpc.id,
        SubnetId,
        NetworkInterfaces: [{ NetworkInterfaceId, SubnetId, VpcId: vpc.id }],
        Tags: [],
      };
      return [{ OwnerId: vpc.home.account, Instances: [instance] }];
    },
  );
}
