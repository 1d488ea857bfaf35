import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, flatMap, known, unknown } from '../fact.ts';
import { address, flag, list, type Origin, Resource, text } from './resource.ts';

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
  // What every run asks of every interface is read while it is at hand: later the parser's objects are far away.
  readonly #id: string;
  readonly #vpcId: string | null;
  readonly #instanceId: string | null;
  readonly #isAttached: boolean;
  readonly #description: string;
  readonly #subnetId: Fact<string>;
  readonly #groupIds: Fact<readonly string[]>;
  readonly #role: Fact<InterfaceRole>;
  readonly #mayHaveIpv6: boolean;

  constructor(raw: z.infer<typeof networkInterfaceSchema>, origin: Origin, index: number) {
    super(raw, origin, index);
    this.#id = raw.NetworkInterfaceId;
    this.#vpcId = raw.VpcId ?? null;
    this.#instanceId = raw.Attachment?.InstanceId ?? null;
    this.#isAttached = Boolean(raw.Attachment);
    this.#description = raw.Description ?? '';
    const subnetId = this.required('SubnetId', raw.SubnetId);
    this.#subnetId = subnetId.known ? knownSubnet(subnetId.value) : subnetId;
    const groups = this.required('Groups', raw.Groups);
    this.#groupIds = groups.known ? knownGroups(groups.value) : groups;
    this.#role = this.#readRole();
    this.#mayHaveIpv6 = origin.conflicts !== null || (raw.Ipv6Addresses ?? []).length > 0;
  }

  override get type(): string {
    return 'AWS::EC2::NetworkInterface';
  }

  override get id(): string {
    return this.#id;
  }

  override get name(): string | null {
    return this.raw.TagSet?.find((tag) => tag.Key === 'Name')?.Value || super.name;
  }

  override get vpcId(): string | null {
    return this.#vpcId;
  }

  get subnetId(): Fact<string> {
    return this.#subnetId;
  }

  /** Each once, sorted. */
  get groupIds(): Fact<readonly string[]> {
    return this.#groupIds;
  }

  /** Whether it drops packets that are not to or from an address of its own. */
  get checksAddresses(): Fact<boolean> {
    return this.required('SourceDestCheck');
  }

  /** What AWS says that it is for; `description` is empty where that is not told. */
  get describedAs(): Fact<string> {
    return this.required('Description', this.raw.Description);
  }

  get instanceId(): string | null {
    return this.#instanceId;
  }

  get isAttached(): boolean {
    return this.#isAttached;
  }

  /** What AWS or a user wrote of it; empty where nothing is. */
  get description(): string {
    return this.#description;
  }

  get addresses(): Fact<AddressSet> {
    this.#addresses ??= this.#disputed() ?? this.#readAddresses();
    return this.#addresses;
  }

  /** Where two descriptions differ in one of the fields that hold addresses, none is taken as its own. */
  #disputed(): Fact<never> | null {
    const { conflicts } = this.origin;
    if (conflicts === null) return null;
    const doubts = (['PrivateIpAddress', 'Ipv6Addresses'] as const)
      .filter((field) => conflicts.has(field))
      .flatMap((field) => {
        const doubt = this.optional(field);
        return doubt.known ? [] : doubt.missing;
      });
    return doubts.length > 0 ? unknown(...doubts) : null;
  }

  #readAddresses(): Fact<AddressSet> {
    return flatMap(this.optional('PrivateIpAddresses'), (entries) => {
      const own = this.raw.PrivateIpAddress;
      // The first of the list is most often all of it, and the interface's own address again.
      const others = (entries ?? []).map((entry) => entry.PrivateIpAddress).filter((other) => other !== own);
      const ipv6 = (this.raw.Ipv6Addresses ?? []).map((entry) => entry.Ipv6Address);
      const addresses = [own, ...others, ...ipv6].filter((address) => typeof address === 'string');
      return known(AddressSet.fromCidrs(addresses));
    });
  }

  /** False where it surely has no IPv6 address. */
  get mayHaveIpv6(): boolean {
    return this.#mayHaveIpv6;
  }

  /** Whether it is that of an endpoint, described or not (I5). */
  get isOfEndpoint(): boolean {
    return this.raw.InterfaceType === 'vpc_endpoint';
  }

  /** False where its type tells that it is something else. */
  get mayBeOfEndpoint(): boolean {
    return this.isOfEndpoint || !this.raw.InterfaceType;
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
    return this.#role;
  }

  #readRole(): Fact<InterfaceRole> {
    const type = this.required('InterfaceType', this.raw.InterfaceType);
    if (!type.known) return type;
    const role = interfaceRole(type.value, this.#description, this.#instanceId);
    if (role !== 'not-compute' || !ofInstances.has(type.value)) return roles[role];
    // Of an interface that no instance has, the description alone tells whose it is.
    const description = this.describedAs;
    return description.known ? roles[role] : description;
  }
}

/** What interfaces that are described one after another have in common, they share. */
const knownSubnet = rememberingLast((id: string) => known(id));
const knownGroups = rememberingLast((groups: readonly NamedGroup[]) => known(idsOf(groups)));

/** A function that gives its last result again where it is asked the same again. */
function rememberingLast<A, B extends object>(compute: (of: A) => B): (of: A) => B {
  let last: { readonly of: A; readonly result: B } | undefined;
  return (of) => {
    if (last === undefined || last.of !== of) last = { of, result: compute(of) };
    return last.result;
  };
}

interface NamedGroup {
  readonly GroupId: string;
}

function idsOf(groups: readonly NamedGroup[]): readonly string[] {
  return groups.length === 1 ? groups.map(idOf) : [...new Set(groups.map(idOf))].sort();
}

function idOf({ GroupId }: NamedGroup): string {
  return GroupId;
}

const roles: Readonly<Record<InterfaceRole, Fact<InterfaceRole>>> = {
  instance: known('instance'),
  lambda: known('lambda'),
  container: known('container'),
  'not-compute': known('not-compute'),
};

const ofInstances: ReadonlySet<string> = new Set(['interface', 'efa', 'efa-only', 'ena_express']);

function interfaceRole(type: string, description: string, instanceId: string | null): InterfaceRole {
  if (type === 'lambda' || description.startsWith('AWS Lambda VPC ENI')) return 'lambda';
  // A task's own interface: of a Fargate task, or a branch or trunk of an instance's.
  if (type === 'branch' || type === 'trunk' || /^arn:[^:]+:ecs:/.test(description)) return 'container';
  if (description.startsWith('aws-K8S-')) return 'container';
  return instanceId && ofInstances.has(type) ? 'instance' : 'not-compute';
}
