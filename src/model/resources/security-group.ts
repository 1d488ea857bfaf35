import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { PortSet } from '../port-set.ts';
import { cidr, list, Resource, tags, text } from './resource.ts';

const permissionSchema = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().nullish(),
  ToPort: z.int().nullish(),
  IpRanges: list(z.object({ CidrIp: cidr })),
  Ipv6Ranges: list(z.object({ CidrIpv6: cidr })),
  PrefixListIds: list(z.object({ PrefixListId: text })),
  UserIdGroupPairs: list(
    z.object({
      GroupId: text,
      UserId: text,
      VpcId: text,
      VpcPeeringConnectionId: text,
      PeeringStatus: text,
    }),
  ),
});

export const securityGroupSchema = z.object({
  GroupId: z.string(),
  GroupName: text,
  VpcId: text,
  OwnerId: text,
  IpPermissions: list(permissionSchema),
  IpPermissionsEgress: list(permissionSchema),
  Tags: tags,
});

export interface GroupReference {
  readonly groupId: string;
  readonly userId: string | null;
  readonly vpcId: string | null;
  readonly vpcPeeringConnectionId: string | null;
  /** Of the connection that the reference crosses, lower case; null where it crosses none. */
  readonly peeringStatus: string | null;
}

/** One permission of a security group: its peers are alternatives (S5). */
export interface Permission {
  readonly index: number;
  /** IP protocol number, or `all` (S6). */
  readonly protocol: number | 'all';
  /** Destination ports, for TCP and UDP; all of them where the protocol has none or all match (S6). */
  readonly ports: PortSet;
  /** ICMP type and code, -1 for any; null for other protocols. */
  readonly icmp: { readonly type: number; readonly code: number } | null;
  readonly cidrs: readonly string[];
  readonly prefixListIds: readonly string[];
  readonly groups: readonly GroupReference[];
}

export class SecurityGroup extends Resource<z.infer<typeof securityGroupSchema>> {
  #ingress: Fact<readonly Permission[]> | undefined;
  #egress: Fact<readonly Permission[]> | undefined;

  override get type(): string {
    return 'AWS::EC2::SecurityGroup';
  }

  override get id(): string {
    return this.raw.GroupId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  override get name(): string | null {
    return super.name ?? this.raw.GroupName ?? null;
  }

  get groupName(): Fact<string> {
    return this.required('GroupName');
  }

  get ingress(): Fact<readonly Permission[]> {
    this.#ingress ??= map(this.requiredItems('IpPermissions', lackingInPermission), (permissions) =>
      permissions.map(decodePermission),
    );
    return this.#ingress;
  }

  get egress(): Fact<readonly Permission[]> {
    this.#egress ??= map(this.requiredItems('IpPermissionsEgress', lackingInPermission), (permissions) =>
      permissions.map(decodePermission),
    );
    return this.#egress;
  }
}

const protocolNumbers: ReadonlyMap<string, number> = new Map([
  ['tcp', 6],
  ['udp', 17],
  ['icmp', 1],
  ['icmpv6', 58],
]);

/** `tcp` → 6, `"50"` → 50, `-1` and `all` → `all` (S6). */
export function protocolNumber(protocol: string): number | 'all' {
  const name = protocol.toLowerCase();
  if (name === '-1' || name === 'all') return 'all';
  return protocolNumbers.get(name) ?? Number(name);
}

function lackingInPermission(raw: z.infer<typeof permissionSchema>): string | null {
  if (raw.IpRanges?.some(({ CidrIp }) => !CidrIp) === true) return 'CidrIp of a rule';
  if (raw.Ipv6Ranges?.some(({ CidrIpv6 }) => !CidrIpv6) === true) return 'CidrIpv6 of a rule';
  if (raw.PrefixListIds?.some(({ PrefixListId }) => !PrefixListId) === true) return 'PrefixListId of a rule';
  return raw.UserIdGroupPairs?.some(({ GroupId }) => !GroupId) === true ? 'GroupId of a rule' : null;
}

function decodePermission(raw: z.infer<typeof permissionSchema>, index: number): Permission {
  const protocol = protocolNumber(raw.IpProtocol);
  const isIcmp = protocol === 1 || protocol === 58;
  return {
    index,
    protocol,
    ports: protocol === 6 || protocol === 17 ? portRange(raw.FromPort, raw.ToPort) : PortSet.all,
    icmp: isIcmp ? { type: raw.FromPort ?? -1, code: raw.ToPort ?? -1 } : null,
    cidrs: [
      ...(raw.IpRanges ?? []).flatMap((range) => range.CidrIp ?? []),
      ...(raw.Ipv6Ranges ?? []).flatMap((range) => range.CidrIpv6 ?? []),
    ],
    prefixListIds: (raw.PrefixListIds ?? []).flatMap((entry) => entry.PrefixListId ?? []),
    groups: (raw.UserIdGroupPairs ?? []).flatMap((pair) =>
      pair.GroupId
        ? {
            groupId: pair.GroupId,
            userId: pair.UserId ?? null,
            vpcId: pair.VpcId ?? null,
            vpcPeeringConnectionId: pair.VpcPeeringConnectionId ?? null,
            peeringStatus: pair.PeeringStatus?.toLowerCase() ?? null,
          }
        : [],
    ),
  };
}

function portRange(from: number | null | undefined, to: number | null | undefined): PortSet {
  if (from === undefined || from === null || from === -1) return PortSet.all;
  return PortSet.ofRange(Math.max(0, from), Math.min(65535, to ?? from));
}
