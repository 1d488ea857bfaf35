import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { flag, list, Resource, text } from './resource.ts';

export const hostedZoneSchema = z.object({
  Id: z.string(),
  Name: text,
  Config: z.object({ PrivateZone: flag, Comment: text }).nullish(),
});

/** A Route 53 hosted zone; its id is given with or without the `/hostedzone/` prefix. */
export class HostedZone extends Resource<z.infer<typeof hostedZoneSchema>> {
  override get type(): string {
    return 'AWS::Route53::HostedZone';
  }

  override get id(): string {
    return this.raw.Id.replace(/^\/hostedzone\//, '');
  }

  override get name(): string | null {
    return this.raw.Name ?? null;
  }

  get isPrivate(): Fact<boolean> {
    return map(this.required('Config'), (config) => config.PrivateZone === true);
  }
}

export const zonesOfVpcSchema = z.object({
  VpcId: z.string(),
  HostedZoneSummaries: list(
    z.object({
      HostedZoneId: z.string(),
      Name: z.string(),
      Owner: z.object({ OwningAccount: text, OwningService: text }).nullish(),
    }),
  ),
});

export interface AssociatedZone {
  readonly hostedZoneId: string;
  /** Lower case, without the trailing dot. */
  readonly name: string;
  readonly owningService: string | null;
}

/** The private hosted zones of one VPC, the answer of a call of its own (DNS15). */
export class ZonesOfVpc extends Resource<z.infer<typeof zonesOfVpcSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPC';
  }

  override get id(): string {
    return this.raw.VpcId;
  }

  override get vpcId(): string {
    return this.raw.VpcId;
  }

  get zones(): Fact<readonly AssociatedZone[]> {
    return map(this.required('HostedZoneSummaries'), (zones) =>
      zones.map((zone) => ({
        hostedZoneId: zone.HostedZoneId,
        name: zone.Name.toLowerCase().replace(/\.$/, ''),
        owningService: zone.Owner?.OwningService ?? null,
      })),
    );
  }
}
