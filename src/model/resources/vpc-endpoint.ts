import * as z from 'zod';
import { canonicalDnsName } from '../dns-name.ts';
import { and, type Fact, flatMap, map, no } from '../fact.ts';
import { type ParsedPolicy, parsePolicy } from '../policy-document.ts';
import { parseServiceName, type ServiceName } from '../service-name.ts';
import { parseTimestamp } from '../timestamp.ts';
import { flag, list, Resource, tags, text } from './resource.ts';

export const vpcEndpointSchema = z.object({
  VpcEndpointId: z.string(),
  VpcEndpointType: text,
  VpcId: text,
  OwnerId: text,
  ServiceName: text,
  ServiceRegion: text,
  State: text,
  PolicyDocument: z.union([z.string(), z.looseObject({})]).nullish(),
  RouteTableIds: list(z.string()),
  SubnetIds: list(z.string()),
  Groups: list(z.object({ GroupId: z.string(), GroupName: text })),
  IpAddressType: text,
  DnsOptions: z
    .object({
      DnsRecordIpType: text,
      PrivateDnsOnlyForInboundResolverEndpoint: flag,
      PrivateDnsPreference: text,
    })
    .nullish(),
  PrivateDnsEnabled: flag,
  RequesterManaged: flag,
  NetworkInterfaceIds: list(z.string()),
  DnsEntries: list(z.object({ DnsName: text, HostedZoneId: text })),
  LastError: z.object({ Code: text, Message: text }).nullish(),
  FailureReason: text,
  ResourceConfigurationArn: text,
  ServiceNetworkArn: text,
  // Text, or a number of seconds; read by `parseTimestamp`, which takes nothing amiss.
  CreationTimestamp: z.unknown().optional(),
  Tags: tags,
});

export type VpcEndpointType =
  | 'gateway'
  | 'interface'
  | 'gateway-load-balancer'
  | 'resource'
  | 'service-network'
  | 'other';

const endpointTypes: ReadonlyMap<string, VpcEndpointType> = new Map([
  ['gateway', 'gateway'],
  ['interface', 'interface'],
  ['gatewayloadbalancer', 'gateway-load-balancer'],
  ['resource', 'resource'],
  ['servicenetwork', 'service-network'],
]);

/** The type by AWS's name for it, in whatever case; `other` for one that is not known here. */
export function endpointTypeOf(name: string): VpcEndpointType {
  return endpointTypes.get(name.toLowerCase()) ?? 'other';
}

export class VpcEndpoint extends Resource<z.infer<typeof vpcEndpointSchema>> {
  // Nearly every rule asks every endpoint for these.
  #endpointType: Fact<VpcEndpointType> | undefined;
  #state: Fact<string> | undefined;
  #isOwn: Fact<boolean> | undefined;
  #isAvailable: Fact<boolean> | undefined;
  #isOwnAndAvailable: Fact<boolean> | undefined;
  #groupIds: Fact<readonly string[]> | undefined;
  #service: Fact<ServiceName> | undefined;
  #policy: Fact<ParsedPolicy> | undefined;

  override get type(): string {
    return 'AWS::EC2::VPCEndpoint';
  }

  override get id(): string {
    return this.raw.VpcEndpointId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  override get region(): string | null {
    return super.region ?? (this.raw.ServiceName ? parseServiceName(this.raw.ServiceName).region : null);
  }

  get endpointType(): Fact<VpcEndpointType> {
    this.#endpointType ??= map(this.required('VpcEndpointType', this.raw.VpcEndpointType), endpointTypeOf);
    return this.#endpointType;
  }

  /** Lower case, because AWS's own pages and answers differ in it (I1): `available`, `pendingacceptance`. */
  get state(): Fact<string> {
    this.#state ??= map(this.required('State', this.raw.State), (state) => state.toLowerCase());
    return this.#state;
  }

  get serviceName(): Fact<string> {
    return this.required('ServiceName', this.raw.ServiceName);
  }

  get service(): Fact<ServiceName> {
    this.#service ??= map(this.serviceName, parseServiceName);
    return this.#service;
  }

  /** Created and managed by an AWS service: not the user's to change (I4). */
  get requesterManaged(): Fact<boolean> {
    return map(this.optional('RequesterManaged'), (managed) => managed === true);
  }

  /** Whether the endpoint is the user's to change (I4) and not on its way out. */
  get isOwn(): Fact<boolean> {
    this.#isOwn ??= flatMap(this.requesterManaged, (managed) =>
      managed ? no : map(this.state, (state) => state !== 'deleting' && state !== 'deleted'),
    );
    return this.#isOwn;
  }

  /** In the state that carries traffic (I2). */
  get isAvailable(): Fact<boolean> {
    this.#isAvailable ??= map(this.state, (state) => state === 'available');
    return this.#isAvailable;
  }

  /** Whether the endpoint is the user's to change and carries traffic. */
  get isOwnAndAvailable(): Fact<boolean> {
    this.#isOwnAndAvailable ??= and(this.isOwn, this.isAvailable);
    return this.#isOwnAndAvailable;
  }

  get privateDnsEnabled(): Fact<boolean> {
    return this.required('PrivateDnsEnabled', this.raw.PrivateDnsEnabled);
  }

  get routeTableIds(): Fact<readonly string[]> {
    return this.required('RouteTableIds', this.raw.RouteTableIds);
  }

  get subnetIds(): Fact<readonly string[]> {
    return this.required('SubnetIds', this.raw.SubnetIds);
  }

  /** Addresses of IPv6 alone; endpoints from before the choice have IPv4 and no such field (I9). */
  get isIpv6Only(): Fact<boolean> {
    return map(this.optional('IpAddressType'), (type) => type?.toLowerCase() === 'ipv6');
  }

  get networkInterfaceIds(): Fact<readonly string[]> {
    return this.required('NetworkInterfaceIds', this.raw.NetworkInterfaceIds);
  }

  get groupIds(): Fact<readonly string[]> {
    this.#groupIds ??= map(this.required('Groups', this.raw.Groups), (groups) =>
      groups.map((group) => group.GroupId),
    );
    return this.#groupIds;
  }

  /** All names that the endpoint shows, its own and those of its private DNS, each in the compared form (DNS7). */
  get dnsNames(): Fact<readonly string[]> {
    return map(this.optional('DnsEntries'), (entries) =>
      (entries ?? []).flatMap((entry) => (entry.DnsName ? canonicalDnsName(entry.DnsName) : [])),
    );
  }

  /** Lower case (5.7); null where the answer is older than the field. */
  get ipAddressType(): Fact<string | null> {
    return map(this.optional('IpAddressType'), (type) => type?.toLowerCase() ?? null);
  }

  /** Which kinds of address records the endpoint's names have, lower case (5.7); null where it does not say. */
  get dnsRecordIpType(): Fact<string | null> {
    return map(this.optional('DnsOptions'), (options) => options?.DnsRecordIpType?.toLowerCase() ?? null);
  }

  /** Private DNS answers only queries that come through an inbound Resolver endpoint (DNS16). */
  get privateDnsOnlyForInboundResolver(): Fact<boolean> {
    return map(
      this.optional('DnsOptions'),
      (options) => options?.PrivateDnsOnlyForInboundResolverEndpoint === true,
    );
  }

  /** Which names of resources it takes, lower case (I19); those that are verified where it does not say. */
  get privateDnsPreference(): Fact<string> {
    return map(
      this.optional('DnsOptions'),
      (options) => options?.PrivateDnsPreference?.toLowerCase() ?? 'verified_domains_only',
    );
  }

  /** When it was created, in milliseconds since 1970; null where the input does not tell. */
  get createdAt(): number | null {
    const created = this.optional('CreationTimestamp');
    return created.known ? parseTimestamp(created.value) : null;
  }

  /** The resource configuration that a resource endpoint leads to (I19). */
  get resourceConfigurationArn(): Fact<string> {
    return this.required('ResourceConfigurationArn');
  }

  /** The service network that a service network endpoint leads to (I20). */
  get serviceNetworkArn(): Fact<string> {
    return this.required('ServiceNetworkArn');
  }

  get failure(): string | null {
    const [error, reason] = [this.optional('LastError'), this.optional('FailureReason')];
    if (!error.known || !reason.known) return null;
    return error.value?.Message ?? reason.value ?? error.value?.Code ?? null;
  }

  /** The endpoint policy, parsed once; types of endpoint that have none give no field (I23). */
  get policy(): Fact<ParsedPolicy> {
    this.#policy ??= map(this.required('PolicyDocument', this.raw.PolicyDocument), parsePolicy);
    return this.#policy;
  }
}

/** Whether the endpoint is one of the user's own of that type and not on its way out. */
export function isOwnEndpointOfType(endpoint: VpcEndpoint, type: VpcEndpointType): Fact<boolean> {
  const actual = endpoint.endpointType;
  if (!actual.known) return actual;
  return actual.value === type ? endpoint.isOwn : no;
}
