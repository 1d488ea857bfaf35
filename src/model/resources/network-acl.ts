import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, map } from '../fact.ts';
import { PortSet } from '../port-set.ts';
import { cidr, flag, list, Resource, tags, text } from './resource.ts';
import { protocolNumber } from './security-group.ts';

const entrySchema = z.object({
  RuleNumber: z.int(),
  Egress: z.boolean(),
  Protocol: z.string(),
  RuleAction: z.string(),
  CidrBlock: cidr,
  Ipv6CidrBlock: cidr,
  PortRange: z.object({ From: z.int().nullish(), To: z.int().nullish() }).nullish(),
  IcmpTypeCode: z.object({ Type: z.int().nullish(), Code: z.int().nullish() }).nullish(),
});

export const networkAclSchema = z.object({
  NetworkAclId: z.string(),
  VpcId: text,
  OwnerId: text,
  IsDefault: flag,
  Associations: list(z.object({ SubnetId: text })),
  Entries: list(entrySchema),
  Tags: tags,
});

export interface NetworkAclEntry {
  readonly index: number;
  readonly ruleNumber: number;
  readonly egress: boolean;
  readonly protocol: number | 'all';
  readonly allow: boolean;
  readonly cidr: string;
  /** Those of the block. */
  readonly addresses: AddressSet;
  /** Destination ports (N5); all of them where the protocol has none (N4). */
  readonly ports: PortSet;
  readonly icmp: { readonly type: number; readonly code: number } | null;
}

export class NetworkAcl extends Resource<z.infer<typeof networkAclSchema>> {
  // Every packet that crosses a border of its subnets is held against them.
  #entries: Fact<readonly NetworkAclEntry[]> | undefined;

  override get type(): string {
    return 'AWS::EC2::NetworkAcl';
  }

  override get id(): string {
    return this.raw.NetworkAclId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  get isDefault(): Fact<boolean> {
    return this.required('IsDefault');
  }

  get subnetIds(): Fact<readonly string[]> {
    const associations = this.requiredItems('Associations', ({ SubnetId }) =>
      SubnetId ? null : 'SubnetId of an association',
    );
    return map(associations, (each) => each.flatMap(({ SubnetId }) => SubnetId ?? []));
  }

  /** Entries of both directions in the order in which they are tried (N2). */
  get entries(): Fact<readonly NetworkAclEntry[]> {
    // Where it is not known whom one allows or denies, nothing behind it is.
    const lacking = ({ RuleNumber, CidrBlock, Ipv6CidrBlock }: z.infer<typeof entrySchema>) =>
      CidrBlock || Ipv6CidrBlock ? null : `CidrBlock of rule ${RuleNumber}`;
    this.#entries ??= map(this.requiredItems('Entries', lacking), (entries) =>
      entries.map(decodeEntry).sort((a, b) => a.ruleNumber - b.ruleNumber),
    );
    return this.#entries;
  }
}

function decodeEntry(raw: z.infer<typeof entrySchema>, index: number): NetworkAclEntry {
  const protocol = protocolNumber(raw.Protocol);
  const hasPorts = protocol === 6 || protocol === 17;
  const isIcmp = protocol === 1 || protocol === 58;
  const cidr = raw.CidrBlock ?? raw.Ipv6CidrBlock ?? '';
  return {
    index,
    ruleNumber: raw.RuleNumber,
    egress: raw.Egress,
    protocol,
    allow: raw.RuleAction.toLowerCase() === 'allow',
    cidr,
    addresses: AddressSet.fromCidrs(cidr === '' ? [] : [cidr]),
    ports:
      hasPorts && raw.PortRange
        ? PortSet.ofRange(raw.PortRange.From ?? 0, raw.PortRange.To ?? 65535)
        : PortSet.all,
    icmp: isIcmp ? { type: raw.IcmpTypeCode?.Type ?? -1, code: raw.IcmpTypeCode?.Code ?? -1 } : null,
  };
}
