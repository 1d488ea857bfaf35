import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, flatMap, known, map, unknown } from '../fact.ts';
import { cidr, flag, list, Resource, tags, text } from './resource.ts';

const peer = z
  .object({
    VpcId: text,
    OwnerId: text,
    Region: text,
    CidrBlock: cidr,
    CidrBlockSet: list(z.object({ CidrBlock: cidr })),
    Ipv6CidrBlockSet: list(z.object({ Ipv6CidrBlock: cidr })),
  })
  .nullish();

export const vpcPeeringConnectionSchema = z.object({
  VpcPeeringConnectionId: z.string(),
  RequesterVpcInfo: peer,
  AccepterVpcInfo: peer,
  Status: z.object({ Code: text }).nullish(),
  Tags: tags,
});

export interface PeerVpc {
  readonly vpcId: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** As far as the connection shows them: none while it is not active. */
  readonly addresses: AddressSet;
}

export class VpcPeeringConnection extends Resource<z.infer<typeof vpcPeeringConnectionSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCPeeringConnection';
  }

  override get id(): string {
    return this.raw.VpcPeeringConnectionId;
  }

  /** Lower case: `active`, `pending-acceptance`, `deleted`. */
  get status(): Fact<string> {
    return flatMap(this.required('Status'), ({ Code }) =>
      Code ? known(Code.toLowerCase()) : unknown(this.missing(`no Code of the Status on ${this.id}`)),
    );
  }

  get requester(): Fact<PeerVpc> {
    return map(this.required('RequesterVpcInfo'), peerVpc);
  }

  get accepter(): Fact<PeerVpc> {
    return map(this.required('AccepterVpcInfo'), peerVpc);
  }
}

function peerVpc(raw: NonNullable<z.infer<typeof peer>>): PeerVpc {
  const blocks = [
    raw.CidrBlock,
    ...(raw.CidrBlockSet ?? []).map((block) => block.CidrBlock),
    ...(raw.Ipv6CidrBlockSet ?? []).map((block) => block.Ipv6CidrBlock),
  ];
  return {
    vpcId: raw.VpcId ?? null,
    account: raw.OwnerId ?? null,
    region: raw.Region ?? null,
    addresses: AddressSet.fromCidrs(blocks.filter((block) => typeof block === 'string')),
  };
}

const peerGateway = z.object({ TransitGatewayId: text, OwnerId: text, Region: text }).nullish();

export const transitGatewayAttachmentSchema = z.object({
  TransitGatewayAttachmentId: z.string(),
  TransitGatewayId: text,
  TransitGatewayOwnerId: text,
  ResourceType: text,
  ResourceId: text,
  ResourceOwnerId: text,
  VpcId: text,
  VpcOwnerId: text,
  SubnetIds: list(z.string()),
  State: text,
  Association: z.object({ TransitGatewayRouteTableId: text, State: text }).nullish(),
  Options: z
    .object({ ApplianceModeSupport: text, Ipv6Support: text, SecurityGroupReferencingSupport: text })
    .nullish(),
  RequesterTgwInfo: peerGateway,
  AccepterTgwInfo: peerGateway,
  Tags: tags,
});

/** A transit gateway on one side of a peering attachment. */
export interface PeerGateway {
  readonly transitGatewayId: string | null;
  readonly account: string | null;
  readonly region: string | null;
}

/** A resource that is attached to a transit gateway. Calls for all attachments and for those of VPCs tell different fields. */
export class TransitGatewayAttachment extends Resource<z.infer<typeof transitGatewayAttachmentSchema>> {
  override get type(): string {
    return 'AWS::EC2::TransitGatewayAttachment';
  }

  override get id(): string {
    return this.raw.TransitGatewayAttachmentId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? (this.raw.ResourceType === 'vpc' ? (this.raw.ResourceId ?? null) : null);
  }

  override get untoldVpc(): string | null {
    const { VpcId, ResourceType, ResourceId } = this.raw;
    if (VpcId) return null;
    if (this.origin.family === 'transitGatewayVpcAttachments') return 'VpcId';
    if (!ResourceType) return 'ResourceType';
    return ResourceType === 'vpc' && !ResourceId ? 'ResourceId' : null;
  }

  get transitGatewayId(): Fact<string> {
    return this.required('TransitGatewayId');
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('State'), (state) => state.toLowerCase());
  }

  /** Lower case: `vpc`, `peering`, `vpn`; null where the call that describes it does not say. */
  get resourceType(): string | null {
    return this.raw.ResourceType?.toLowerCase() ?? null;
  }

  /** One in each zone that the attachment serves. */
  get subnetIds(): Fact<readonly string[]> {
    return this.required('SubnetIds');
  }

  /** The association with a route table, its state in lower case; null where there is none. */
  get association(): Fact<{ readonly tableId: string | null; readonly state: string } | null> {
    return map(this.optional('Association'), (association) =>
      association === null
        ? null
        : {
            tableId: association.TransitGatewayRouteTableId ?? null,
            state: (association.State ?? '').toLowerCase(),
          },
    );
  }

  /** Whether an option of the attachment is on. */
  supports(
    option: 'ApplianceModeSupport' | 'Ipv6Support' | 'SecurityGroupReferencingSupport',
  ): Fact<boolean> {
    return flatMap(this.required('Options'), (options) => {
      const value = options[option];
      return value
        ? known(value.toLowerCase() === 'enable')
        : unknown(this.missing(`no ${option} on ${this.id}`));
    });
  }

  /** The gateways on both sides of a peering attachment. */
  get peers(): Fact<readonly PeerGateway[]> {
    return flatMap(this.required('RequesterTgwInfo'), (requester) =>
      map(this.required('AccepterTgwInfo'), (accepter) =>
        [requester, accepter].map(({ TransitGatewayId, OwnerId, Region }) => ({
          transitGatewayId: TransitGatewayId ?? null,
          account: OwnerId ?? null,
          region: Region ?? null,
        })),
      ),
    );
  }
}

/** Why routes that hold nothing but the static ones of each table are incomplete. */
export const staticRoutesOnly = 'static routes only';

export const transitGatewayRoutesSchema = z.object({
  TransitGatewayRouteTableId: z.string(),
  Routes: list(
    z.object({
      DestinationCidrBlock: text,
      PrefixListId: text,
      TransitGatewayAttachments: list(
        z.object({ TransitGatewayAttachmentId: text, ResourceId: text, ResourceType: text }),
      ),
      Type: text,
      State: text,
    }),
  ),
  AdditionalRoutesAvailable: flag,
});

/** One of the attachments that a route leads to. */
export interface RouteAttachment {
  readonly id: string | null;
  /** Lower case. */
  readonly resourceType: string | null;
  readonly resourceId: string | null;
}

export interface TransitGatewayRoute {
  readonly index: number;
  readonly cidr: string | null;
  readonly prefixListId: string | null;
  readonly attachments: readonly RouteAttachment[];
  readonly attachmentIds: readonly string[];
  /** VPCs that the route's attachments name. */
  readonly vpcIds: readonly string[];
  readonly type: string;
  /** `active`, `blackhole`, `pending`, `deleting`, `deleted`. */
  readonly state: string;
}

/** The routes of one transit gateway route table, the answer of a search. */
export class TransitGatewayRoutes extends Resource<z.infer<typeof transitGatewayRoutesSchema>> {
  override get type(): string {
    return 'AWS::EC2::TransitGatewayRouteTable';
  }

  override get id(): string {
    return this.raw.TransitGatewayRouteTableId;
  }

  /** Whether the search found more routes than it gave. */
  get isCut(): boolean {
    return this.raw.AdditionalRoutesAvailable === true;
  }

  get routes(): Fact<readonly TransitGatewayRoute[]> {
    return map(this.required('Routes'), (routes) =>
      routes.map((route, index) => {
        const attachments = route.TransitGatewayAttachments ?? [];
        return {
          index,
          cidr: route.DestinationCidrBlock ?? null,
          prefixListId: route.PrefixListId ?? null,
          attachments: attachments.map((entry) => ({
            id: entry.TransitGatewayAttachmentId ?? null,
            resourceType: entry.ResourceType?.toLowerCase() ?? null,
            resourceId: entry.ResourceId ?? null,
          })),
          attachmentIds: attachments.flatMap((entry) => entry.TransitGatewayAttachmentId ?? []),
          vpcIds: attachments.flatMap((entry) =>
            entry.ResourceType === 'vpc' ? (entry.ResourceId ?? []) : [],
          ),
          type: (route.Type ?? '').toLowerCase(),
          state: (route.State ?? '').toLowerCase(),
        };
      }),
    );
  }
}
