import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { parseCidr } from '../cidr.ts';
import { type Fact, map } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

export const natGatewaySchema = z.object({
  NatGatewayId: z.string(),
  VpcId: text,
  SubnetId: text,
  State: text,
  ConnectivityType: text,
  AvailabilityMode: text,
  AutoProvisionZones: text,
  RouteTableId: text,
  NatGatewayAddresses: list(
    z.object({
      PublicIp: text,
      PrivateIp: text,
      NetworkInterfaceId: text,
      AvailabilityZone: text,
      AvailabilityZoneId: text,
    }),
  ),
  Tags: tags,
});

export class NatGateway extends Resource<z.infer<typeof natGatewaySchema>> {
  override get type(): string {
    return 'AWS::EC2::NatGateway';
  }

  override get id(): string {
    return this.raw.NatGatewayId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('State'), (state) => state.toLowerCase());
  }

  /** Gateways from before private NAT gateways existed are public. */
  get isPublic(): Fact<boolean> {
    return map(this.optional('ConnectivityType'), (type) => (type ?? 'public').toLowerCase() === 'public');
  }

  get isRegional(): Fact<boolean> {
    return map(this.optional('AvailabilityMode'), (mode) => mode?.toLowerCase() === 'regional');
  }

  get subnetId(): Fact<string> {
    return this.required('SubnetId');
  }

  /** Those from which it sends to the internet. */
  get publicAddresses(): Fact<AddressSet> {
    return map(this.required('NatGatewayAddresses'), (entries) =>
      AddressSet.fromCidrs(entries.flatMap(({ PublicIp }) => parseCidr(PublicIp ?? '') ?? [])),
    );
  }

  /** Those to which an internet gateway translates what comes in for it; none where the input shows none. */
  get privateAddresses(): AddressSet {
    return AddressSet.fromCidrs(
      (this.raw.NatGatewayAddresses ?? []).flatMap(({ PrivateIp }) => parseCidr(PrivateIp ?? '') ?? []),
    );
  }

  /** Whether a regional gateway has an address in every zone of the VPC that needs one, or only where it was given one. */
  get servesEveryZone(): Fact<boolean> {
    return map(this.optional('AutoProvisionZones'), (auto) => auto?.toLowerCase() !== 'disabled');
  }

  /** The zones in which a regional gateway has an address, by name and by id. */
  get zones(): Fact<ReadonlySet<string>> {
    return map(this.required('NatGatewayAddresses'), (entries) => {
      const zones = entries.flatMap(({ AvailabilityZone, AvailabilityZoneId }) => [
        AvailabilityZone ?? [],
        AvailabilityZoneId ?? [],
      ]);
      return new Set(zones.flat());
    });
  }

  /** The table that a regional NAT gateway owns (R5). */
  get routeTableId(): Fact<string | null> {
    return this.optional('RouteTableId');
  }
}

const attachment = list(z.object({ VpcId: text, State: text }));

export const internetGatewaySchema = z.object({
  InternetGatewayId: z.string(),
  OwnerId: text,
  Attachments: attachment,
  Tags: tags,
});

export class InternetGateway extends Resource<z.infer<typeof internetGatewaySchema>> {
  override get type(): string {
    return 'AWS::EC2::InternetGateway';
  }

  override get id(): string {
    return this.raw.InternetGatewayId;
  }

  override get vpcId(): string | null {
    return this.raw.Attachments?.[0]?.VpcId ?? null;
  }
}

export const vpnGatewaySchema = z.object({
  VpnGatewayId: z.string(),
  State: text,
  VpcAttachments: attachment,
  Tags: tags,
});

export class VpnGateway extends Resource<z.infer<typeof vpnGatewaySchema>> {
  override get type(): string {
    return 'AWS::EC2::VPNGateway';
  }

  override get id(): string {
    return this.raw.VpnGatewayId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcAttachments?.find((entry) => entry.State?.toLowerCase() === 'attached')?.VpcId ?? null;
  }

  override get untoldVpc(): string | null {
    const { VpcAttachments: attachments } = this.raw;
    if (!attachments) return 'VpcAttachments';
    if (this.vpcId !== null) return null;
    if (attachments.some(({ State }) => !State)) return 'State of an attachment';
    return attachments.some(({ State }) => State?.toLowerCase() === 'attached') ? 'VpcId' : null;
  }
}
