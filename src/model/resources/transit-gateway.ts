import * as z from 'zod';
import { type Fact, flatMap, known, map, unknown } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

export const transitGatewaySchema = z.object({
  TransitGatewayId: z.string(),
  OwnerId: text,
  Options: z.object({ SecurityGroupReferencingSupport: text }).nullish(),
  Tags: tags,
});

export class TransitGateway extends Resource<z.infer<typeof transitGatewaySchema>> {
  override get type(): string {
    return 'AWS::EC2::TransitGateway';
  }

  override get id(): string {
    return this.raw.TransitGatewayId;
  }

  /** Whether VPCs that are attached to it may refer to each other's security groups (S11). */
  get supportsGroupReferences(): Fact<boolean> {
    return flatMap(this.required('Options'), ({ SecurityGroupReferencingSupport: support }) =>
      support
        ? known(support.toLowerCase() === 'enable')
        : unknown(this.missing(`no SecurityGroupReferencingSupport on ${this.id}`)),
    );
  }
}

export const transitGatewayRouteTableSchema = z.object({
  TransitGatewayRouteTableId: z.string(),
  TransitGatewayId: text,
  Tags: tags,
});

export class TransitGatewayRouteTable extends Resource<z.infer<typeof transitGatewayRouteTableSchema>> {
  override get type(): string {
    return 'AWS::EC2::TransitGatewayRouteTable';
  }

  override get id(): string {
    return this.raw.TransitGatewayRouteTableId;
  }

  get transitGatewayId(): Fact<string> {
    return this.required('TransitGatewayId');
  }
}

const attachedResources = list(
  z.object({ TransitGatewayAttachmentId: text, ResourceId: text, ResourceType: text, State: text }),
);

/** An attachment beside a route table, with the state of what joins them. */
export interface TableAttachment {
  readonly index: number;
  readonly attachmentId: string | null;
  readonly resourceId: string | null;
  /** Lower case, as the state. */
  readonly resourceType: string;
  readonly state: string;
}

function tableAttachments(items: NonNullable<z.infer<typeof attachedResources>>): readonly TableAttachment[] {
  return items.map((item, index) => ({
    index,
    attachmentId: item.TransitGatewayAttachmentId ?? null,
    resourceId: item.ResourceId ?? null,
    resourceType: (item.ResourceType ?? '').toLowerCase(),
    state: (item.State ?? '').toLowerCase(),
  }));
}

export const transitGatewayAssociationsSchema = z.object({
  TransitGatewayRouteTableId: z.string(),
  Associations: attachedResources,
});

/** The attachments whose packets one transit gateway route table routes. */
export class TransitGatewayAssociations extends Resource<z.infer<typeof transitGatewayAssociationsSchema>> {
  // Each attachment looks for itself among them.
  #associations: Fact<readonly TableAttachment[]> | undefined;

  override get type(): string {
    return 'AWS::EC2::TransitGatewayRouteTable';
  }

  override get id(): string {
    return this.raw.TransitGatewayRouteTableId;
  }

  get associations(): Fact<readonly TableAttachment[]> {
    this.#associations ??= map(this.required('Associations'), tableAttachments);
    return this.#associations;
  }
}

export const transitGatewayPropagationsSchema = z.object({
  TransitGatewayRouteTableId: z.string(),
  TransitGatewayRouteTablePropagations: attachedResources,
});

/** The attachments that propagate routes to one transit gateway route table. */
export class TransitGatewayPropagations extends Resource<z.infer<typeof transitGatewayPropagationsSchema>> {
  // Each attachment looks for itself among them.
  #propagations: Fact<readonly TableAttachment[]> | undefined;

  override get type(): string {
    return 'AWS::EC2::TransitGatewayRouteTable';
  }

  override get id(): string {
    return this.raw.TransitGatewayRouteTableId;
  }

  get propagations(): Fact<readonly TableAttachment[]> {
    this.#propagations ??= map(this.required('TransitGatewayRouteTablePropagations'), tableAttachments);
    return this.#propagations;
  }
}
