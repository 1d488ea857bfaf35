import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, map } from '../fact.ts';
import { cidr, flag, list, Resource, tags, text } from './resource.ts';

export const subnetSchema = z.object({
  SubnetId: z.string(),
  VpcId: text,
  OwnerId: text,
  AvailabilityZone: text,
  AvailabilityZoneId: text,
  CidrBlock: cidr,
  AvailableIpAddressCount: z.int().nullish(),
  EnableDns64: flag,
  Ipv6CidrBlockAssociationSet: list(
    z.object({
      Ipv6CidrBlock: cidr,
      // An object from AWS; emulators have been seen to print it as text.
      Ipv6CidrBlockState: z.union([z.object({ State: text }), z.string()]).nullish(),
    }),
  ),
  BlockPublicAccessStates: z.object({ InternetGatewayBlockMode: text }).nullish(),
  Tags: tags,
});

export class Subnet extends Resource<z.infer<typeof subnetSchema>> {
  #addresses: Fact<AddressSet> | undefined;

  override get type(): string {
    return 'AWS::EC2::Subnet';
  }

  override get id(): string {
    return this.raw.SubnetId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  /** Whether the subnet shows that VPC Block Public Access is on (R24). */
  get blocksPublicAccess(): boolean {
    return (this.raw.BlockPublicAccessStates?.InternetGatewayBlockMode ?? 'off').toLowerCase() !== 'off';
  }

  get availabilityZone(): Fact<string> {
    return this.required('AvailabilityZone');
  }

  get availabilityZoneId(): Fact<string> {
    return this.required('AvailabilityZoneId');
  }

  /** How many IPv4 addresses nothing has yet. */
  get freeAddresses(): Fact<number> {
    return this.required('AvailableIpAddressCount');
  }

  /** Whether the resolver makes up IPv6 addresses for names that have none, which lead to a NAT gateway. */
  get hasDns64(): Fact<boolean> {
    return map(this.optional('EnableDns64'), (enabled) => enabled === true);
  }

  get ipv6Addresses(): AddressSet {
    const blocks = (this.raw.Ipv6CidrBlockAssociationSet ?? []).filter(
      ({ Ipv6CidrBlockState: state }) =>
        typeof state !== 'object' || (state?.State ?? 'associated').toLowerCase() === 'associated',
    );
    return AddressSet.fromCidrs(blocks.flatMap((block) => block.Ipv6CidrBlock ?? []));
  }

  /** Addresses of both families; an IPv6-only subnet has no `CidrBlock`. */
  get addresses(): Fact<AddressSet> {
    this.#addresses ??= this.#readAddresses();
    return this.#addresses;
  }

  #readAddresses(): Fact<AddressSet> {
    const ipv6 = this.optional('Ipv6CidrBlockAssociationSet');
    if (!ipv6.known) return ipv6;
    if (!this.raw.CidrBlock && !this.ipv6Addresses.isEmpty()) {
      return { known: true, value: this.ipv6Addresses };
    }
    return map(this.required('CidrBlock'), (block) =>
      AddressSet.fromCidrs([block]).union(this.ipv6Addresses),
    );
  }
}
