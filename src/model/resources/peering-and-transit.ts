import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

const peer = z.object({ VpcId: text, OwnerId: text, Region: text, CidrBlock: text }).nullish();

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
    return map(this.required('Status'), (status) => (status.Code ?? '').toLowerCase());
  }

  get requester(): Fact<PeerVpc> {
    return map(this.required('RequesterVpcInfo'), peerVpc);
  }

  get accepter(): Fact<PeerVpc> {
    return map(this.required('AccepterVpcInfo'), peerVpc);
  }
}

function peerVpc(raw: NonNullable<z.infer<typeof peer>>): PeerVpc {
  return { vpcId: raw.VpcId ?? null, account: raw.OwnerId ?? null, region: raw.Region ?? null };
}

export const transitGatewayAttachmentSchema = z.object({
  TransitGatewayAttachmentId: z.string(),
  TransitGatewayId: text,
  ResourceType: text,
  ResourceId: text,
  ResourceOwnerId: text,
  VpcId: text,
  VpcOwnerId: text,
  SubnetIds: list(z.string()),
  State: text,
  Association: z.object({ TransitGatewayRouteTableId: text, State: text }).nullish(),
  Tags: tags,
});

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

  get transitGatewayId(): Fact<string> {
    return this.required('TransitGatewayId');
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('State'), (state) => state.toLowerCase());
  }
}

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
});

export interface TransitGatewayRoute {
  readonly index: number;
  readonly cidr: string | null;
  readonly prefixListId: string | null;
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

  get routes(): Fact<readonly TransitGatewayRoute[]> {
    return map(this.required('Routes'), (routes) =>
      routes.map((route, index) => {
        const attachments = route.TransitGatewayAttachments ?? [];
        return {
          index,
          cidr: route.DestinationCidrBlock ?? null,
          prefixListId: route.PrefixListId ?? null,
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
