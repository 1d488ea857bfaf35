import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { list, Resource, text } from './resource.ts';

export const targetGroupSchema = z.object({
  TargetGroupArn: z.string(),
  TargetGroupName: text,
  Protocol: text,
  Port: z.int().nullish(),
  VpcId: text,
  TargetType: text,
});

/** A group of targets of a load balancer. Who is in it stands in `targetHealth`. */
export class TargetGroup extends Resource<z.infer<typeof targetGroupSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::TargetGroup';
  }

  override get id(): string {
    return this.raw.TargetGroupArn;
  }

  override get name(): string | null {
    return this.raw.TargetGroupName ?? null;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  /** Upper case: `TCP`, `TLS`, `UDP`. */
  get protocol(): Fact<string> {
    return map(this.required('Protocol'), (protocol) => protocol.toUpperCase());
  }
}

export const targetGroupAttributesSchema = z.object({
  TargetGroupArn: z.string(),
  Attributes: list(z.object({ Key: text, Value: text })),
});

/** The attributes of one target group, the answer of a call of its own. */
export class TargetGroupAttributes extends Resource<z.infer<typeof targetGroupAttributesSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::TargetGroup';
  }

  override get id(): string {
    return this.raw.TargetGroupArn;
  }

  /** Whether it has targets in all zones used, whatever its load balancer says; null where it leaves that to it (E6). */
  get crossesZones(): Fact<boolean | null> {
    return map(this.required('Attributes'), (attributes) => {
      const own = attributes.find(({ Key }) => Key === 'load_balancing.cross_zone.enabled')?.Value;
      const value = own?.toLowerCase();
      return value === 'true' ? true : value === 'false' ? false : null;
    });
  }
}
