import * as z from 'zod';
import { canonicalDnsName } from '../dns-name.ts';
import { type Fact, map } from '../fact.ts';
import { hostedZoneId } from './hosted-zone.ts';
import { list, Resource, text } from './resource.ts';

const recordSet = z.object({
  Name: z.string(),
  Type: text,
  ResourceRecords: list(z.object({ Value: text })),
  AliasTarget: z.object({ HostedZoneId: text, DNSName: text }).nullish(),
});

export const recordSetsOfZoneSchema = z.object({
  HostedZoneId: z.string(),
  ResourceRecordSets: list(recordSet),
});

/** The records of one name and type, or an alias in their place. */
export interface RecordSet {
  readonly index: number;
  /** In the form in which names are compared. */
  readonly name: string;
  /** `A`, `AAAA`, `CNAME`, … */
  readonly type: string;
  readonly values: readonly string[];
  readonly alias: { readonly target: string; readonly hostedZoneId: string } | null;
}

/** The record sets of one hosted zone, the answer of a call of its own. */
export class RecordSetsOfZone extends Resource<z.infer<typeof recordSetsOfZoneSchema>> {
  override get type(): string {
    return 'AWS::Route53::HostedZone';
  }

  override get id(): string {
    return hostedZoneId(this.raw.HostedZoneId);
  }

  get recordSets(): Fact<readonly RecordSet[]> {
    return map(this.requiredItems('ResourceRecordSets', lackingIn), (sets) =>
      sets.map(({ Name, Type, ResourceRecords, AliasTarget }, index) => ({
        index,
        name: canonicalDnsName(Name),
        type: (Type ?? '').toUpperCase(),
        values: (ResourceRecords ?? []).flatMap((record) => record.Value ?? []),
        alias: AliasTarget?.DNSName
          ? {
              target: canonicalDnsName(AliasTarget.DNSName),
              hostedZoneId: hostedZoneId(AliasTarget.HostedZoneId ?? ''),
            }
          : null,
      })),
    );
  }
}

/** What every record set has: a type, and values or the target of an alias. */
function lackingIn({ Name, Type, ResourceRecords, AliasTarget }: z.infer<typeof recordSet>): string | null {
  if (!Type) return `Type of ${Name}`;
  if (AliasTarget) return AliasTarget.DNSName ? null : `DNSName of ${Name}`;
  return ResourceRecords?.every(({ Value }) => Value) ? null : `ResourceRecords of ${Name}`;
}
