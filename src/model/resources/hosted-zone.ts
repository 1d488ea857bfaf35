import * as z from 'zod';
import { canonicalDnsName } from '../dns-name.ts';
import { type Fact, flatMap, known, map, unknown } from '../fact.ts';
import { flag, list, Resource, text } from './resource.ts';

/** The id without the prefix that some answers give it. */
export function hostedZoneId(text: string): string {
  return text.replace(/^\/hostedzone\//, '');
}

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
    return hostedZoneId(this.raw.Id);
  }

  override get name(): string | null {
    return this.raw.Name ?? null;
  }

  /** The domain for which the zone answers, in the form in which names are compared. */
  get domain(): Fact<string> {
    return map(this.required('Name'), canonicalDnsName);
  }

  get isPrivate(): Fact<boolean> {
    return flatMap(this.required('Config'), ({ PrivateZone }) =>
      PrivateZone === undefined || PrivateZone === null
        ? unknown(this.missing(`no PrivateZone on ${this.id}`))
        : known(PrivateZone),
    );
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
  /** In the form in which names are compared. */
  readonly name: string;
  readonly owningAccount: string | null;
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
    const summaries = this.requiredItems('HostedZoneSummaries', ({ HostedZoneId, Owner }) =>
      Owner ? null : `Owner of ${HostedZoneId}`,
    );
    return map(summaries, (zones) =>
      zones.map((zone) => ({
        hostedZoneId: hostedZoneId(zone.HostedZoneId),
        name: canonicalDnsName(zone.Name),
        owningAccount: zone.Owner?.OwningAccount ?? null,
        owningService: zone.Owner?.OwningService ?? null,
      })),
    );
  }
}

export const vpcsOfZoneSchema = z.object({
  HostedZoneId: z.string(),
  VPCs: list(z.object({ VPCRegion: text, VPCId: text })),
});

/** The VPCs that one private hosted zone is associated with, the answer of a call of its own. */
export class VpcsOfZone extends Resource<z.infer<typeof vpcsOfZoneSchema>> {
  override get type(): string {
    return 'AWS::Route53::HostedZone';
  }

  override get id(): string {
    return hostedZoneId(this.raw.HostedZoneId);
  }

  get vpcIds(): Fact<readonly string[]> {
    const vpcs = this.requiredItems('VPCs', ({ VPCId }) => (VPCId ? null : 'VPCId'));
    return map(vpcs, (all) => all.flatMap((vpc) => vpc.VPCId ?? []));
  }
}
