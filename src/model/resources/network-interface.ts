import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, flatMap, known, map } from '../fact.ts';
import { address, flag, list, Resource, text } from './resource.ts';

const tagSet = list(z.object({ Key: z.string(), Value: text }));

export const networkInterfaceSchema = z.object({
  NetworkInterfaceId: z.string(),
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  InterfaceType: text,
  Description: text,
  RequesterId: text,
  RequesterManaged: flag,
  SourceDestCheck: flag,
  Groups: list(z.object({ GroupId: z.string(), GroupName: text })),
  PrivateIpAddress: address,
  PrivateIpAddresses: list(
    z.object({ PrivateIpAddress: address, Association: z.object({ PublicIp: text }).nullish() }),
  ),
  Association: z.object({ PublicIp: text }).nullish(),
  Ipv6Addresses: list(z.object({ Ipv6Address: address })),
  Attachment: z.object({ InstanceId: text, InstanceOwnerId: text }).nullish(),
  TagSet: tagSet,
  Tags: tagSet,
});

/** What stands behind an interface. Only compute is a source of traffic of its own. */
export type InterfaceRole = 'instance' | 'lambda' | 'container' | 'not-compute';

export class NetworkInterface extends Resource<z.infer<typeof networkInterfaceSchema>> {
  // Whatever is sent into a VPC is held against all of its interfaces.
  #addresses: Fact<AddressSet> | undefined;

  override get type(): string {
    return 'AWS::EC2::NetworkInterface';
  }

  override get id(): string {
    return this.raw.NetworkInterfaceId;
  }

  override get name(): string | null {
    return this.raw.TagSet?.find((tag) => tag.Key === 'Name')?.Value || super.name;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  get subnetId(): Fact<string> {
    return this.required('SubnetId', this.raw.SubnetId);
  }

  /** Each once, sorted. */
  get groupIds(): Fact<readonly string[]> {
    return map(this.required('Groups', this.raw.Groups), (groups) =>
      groups.length === 1 ? groups.map(idOf) : [...new Set(groups.map(idOf))].sort(),
    );
  }

  /** Whether it drops packets that are not to or from an address of its own. */
  get checksAddresses(): Fact<boolean> {
    return this.required('SourceDestCheck');
  }

  get instanceId(): string | null {
    return this.raw.Attachment?.InstanceId ?? null;
  }

  get addresses(): Fact<AddressSet> {
    this.#addresses ??= flatMap(this.optional('PrivateIpAddresses'), (entries) => {
      const own = this.raw.PrivateIpAddress;
      // The first of the list is most often all of it, and the interface's own address again.
      const others = (entries ?? []).map((entry) => entry.PrivateIpAddress).filter((other) => other !== own);
      const ipv6 = (this.raw.Ipv6Addresses ?? []).map((entry) => entry.Ipv6Address);
      const addresses = [own, ...others, ...ipv6].filter((address) => typeof address === 'string');
      return known(AddressSet.fromCidrs(addresses));
    });
    return this.#addresses;
  }

  /** Whether it is that of an endpoint, described or not (I5). */
  get isOfEndpoint(): boolean {
    return this.raw.InterfaceType === 'vpc_endpoint';
  }

  /** Whether it is that of a Gateway Load Balancer endpoint, described or not (I5). */
  get isOfGatewayLoadBalancerEndpoint(): boolean {
    return this.raw.InterfaceType === 'gateway_load_balancer_endpoint';
  }

  /** Whether it is that of a NAT gateway, to which nothing connects. */
  get isOfNatGateway(): boolean {
    return this.raw.InterfaceType === 'nat_gateway';
  }

  /** Those of its addresses that an internet gateway translates. An association of its own is that of the first. */
  get publicAddresses(): AddressSet {
    const { Association, PrivateIpAddress, PrivateIpAddresses } = this.raw;
    const entries = [{ PrivateIpAddress, Association }, ...(PrivateIpAddresses ?? [])];
    const associated = entries.filter((entry) => entry.Association?.PublicIp);
    return AddressSet.fromCidrs(associated.flatMap((entry) => entry.PrivateIpAddress ?? []));
  }

  /** Interfaces of instances, Lambda, containers and pods are compute; all others are not. */
  get role(): Fact<InterfaceRole> {
    return map(this.required('InterfaceType', this.raw.InterfaceType), (type) =>
      interfaceRole(type, this.raw.Description ?? '', this.instanceId),
    );
  }
}

function idOf({ GroupId }: { readonly GroupId: string }): string {
  return GroupId;
}

const ofInstances: ReadonlySet<string> = new Set(['interface', 'efa', 'efa-only', 'ena_express']);

function interfaceRole(type: string, description: string, instanceId: string | null): InterfaceRole {
  if (type === 'lambda' || description.startsWith('AWS Lambda VPC ENI')) return 'lambda';
  // A task's own interface: of a Fargate task, or a branch or trunk of an instance's.
  if (type === 'branch' || type === 'trunk' || /^arn:[^:]+:ecs:/.test(description)) return 'container';
  if (description.startsWith('aws-K8S-')) return 'container';
  return instanceId && ofInstances.has(type) ? 'instance' : 'not-compute';
}
