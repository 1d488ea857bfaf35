import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { cidr, flag, list, Resource, tags, text } from './resource.ts';

const routeSchema = z.object({
  DestinationCidrBlock: cidr,
  DestinationIpv6CidrBlock: cidr,
  DestinationPrefixListId: text,
  GatewayId: text,
  NatGatewayId: text,
  EgressOnlyInternetGatewayId: text,
  TransitGatewayId: text,
  VpcPeeringConnectionId: text,
  NetworkInterfaceId: text,
  InstanceId: text,
  LocalGatewayId: text,
  CarrierGatewayId: text,
  CoreNetworkArn: text,
  OdbNetworkArn: text,
  Origin: text,
  State: text,
});

const associationSchema = z.object({
  Main: flag,
  SubnetId: text,
  GatewayId: text,
  AssociationState: z.object({ State: text }).nullish(),
});

export const routeTableSchema = z.object({
  RouteTableId: z.string(),
  VpcId: text,
  OwnerId: text,
  Routes: list(routeSchema),
  Associations: list(associationSchema),
  PropagatingVgws: list(z.object({ GatewayId: text })),
  Tags: tags,
});

export type RouteTargetKind =
  | 'local'
  | 'internet-gateway'
  | 'vpn-gateway'
  | 'vpc-endpoint'
  | 'nat-gateway'
  | 'egress-only-internet-gateway'
  | 'transit-gateway'
  | 'vpc-peering'
  | 'network-interface'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'core-network'
  | 'unknown';

export interface RouteTarget {
  readonly kind: RouteTargetKind;
  readonly id: string | null;
}

/** How the route came to be; the order of preference at equal length (R8, R15). */
export type RouteClass = 'static' | 'prefix-list' | 'propagated' | 'route-server';

export interface Route {
  readonly index: number;
  readonly destination:
    | { readonly kind: 'cidr'; readonly cidr: string }
    | { readonly kind: 'prefix-list'; readonly prefixListId: string }
    | { readonly kind: 'unknown' };
  readonly target: RouteTarget;
  readonly class: RouteClass;
  /** `active`, `blackhole`, `filtered`, or what else AWS says; lower case. */
  readonly state: string;
}

export interface RouteTableAssociation {
  readonly index: number;
  readonly main: boolean;
  readonly subnetId: string | null;
  readonly gatewayId: string | null;
  /** `associated` where AWS gives no state; lower case. */
  readonly state: string;
}

export class RouteTable extends Resource<z.infer<typeof routeTableSchema>> {
  #routes: Fact<readonly Route[]> | undefined;
  #associations: Fact<readonly RouteTableAssociation[]> | undefined;

  override get type(): string {
    return 'AWS::EC2::RouteTable';
  }

  override get id(): string {
    return this.raw.RouteTableId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  get routes(): Fact<readonly Route[]> {
    this.#routes ??= map(this.requiredItems('Routes', lackingInRoute), (routes) =>
      routes.map((route, index) => decodeRoute(route, index, this.origin.list.declared?.families)),
    );
    return this.#routes;
  }

  /** Associations that stand or may come to stand (R3): failed and ended ones are left out. */
  get associations(): Fact<readonly RouteTableAssociation[]> {
    this.#associations ??= map(this.required('Associations'), (associations) =>
      associations
        .map(decodeAssociation)
        .filter(({ state }) => state !== 'failed' && state !== 'disassociated'),
    );
    return this.#associations;
  }
}

function lackingInRoute(raw: z.infer<typeof routeSchema>): string | null {
  if (!raw.State) return 'State of a route';
  // What a VPN gateway propagates, or a Route Server, its origin alone tells from what somebody wrote.
  const mayBePropagated = raw.GatewayId?.startsWith('vgw-') === true || Boolean(raw.NetworkInterfaceId);
  return raw.Origin || !mayBePropagated ? null : 'Origin of a route';
}

type Families = ReadonlyMap<string, string> | undefined;

/** What stands in `GatewayId` and has no id of AWS's yet, whose prefix would tell. */
const kindsByFamily: Readonly<Record<string, RouteTargetKind>> = {
  internetGateways: 'internet-gateway',
  vpnGateways: 'vpn-gateway',
  vpcEndpoints: 'vpc-endpoint',
};

/** The route as AWS describes it, decoded by section 1.3 of the semantics. */
function decodeRoute(raw: z.infer<typeof routeSchema>, index: number, families: Families): Route {
  const block = raw.DestinationCidrBlock ?? raw.DestinationIpv6CidrBlock;
  const { DestinationPrefixListId: prefixListId } = raw;
  return {
    index,
    destination: block
      ? { kind: 'cidr', cidr: block }
      : prefixListId
        ? { kind: 'prefix-list', prefixListId }
        : { kind: 'unknown' },
    target: decodeTarget(raw, families),
    class: routeClass(raw.Origin, Boolean(prefixListId)),
    state: (raw.State ?? 'active').toLowerCase(),
  };
}

function routeClass(origin: string | null | undefined, toPrefixList: boolean): RouteClass {
  if (origin === 'EnableVgwRoutePropagation') return 'propagated';
  if (origin === 'Advertisement') return 'route-server';
  return toPrefixList ? 'prefix-list' : 'static';
}

function decodeTarget(raw: z.infer<typeof routeSchema>, families: Families): RouteTarget {
  const { GatewayId: gateway } = raw;
  const declared = gateway ? kindsByFamily[families?.get(gateway) ?? ''] : undefined;
  if (gateway && declared) return { kind: declared, id: gateway };
  if (gateway === 'local') return { kind: 'local', id: null };
  if (gateway?.startsWith('igw-')) return { kind: 'internet-gateway', id: gateway };
  if (gateway?.startsWith('vgw-')) return { kind: 'vpn-gateway', id: gateway };
  if (gateway?.startsWith('vpce-')) return { kind: 'vpc-endpoint', id: gateway };
  const targets: readonly (readonly [RouteTargetKind, string | null | undefined])[] = [
    ['nat-gateway', raw.NatGatewayId ?? (gateway?.startsWith('nat-') ? gateway : null)],
    ['egress-only-internet-gateway', raw.EgressOnlyInternetGatewayId],
    ['transit-gateway', raw.TransitGatewayId],
    ['vpc-peering', raw.VpcPeeringConnectionId],
    ['network-interface', raw.NetworkInterfaceId ?? raw.InstanceId],
    ['local-gateway', raw.LocalGatewayId],
    ['carrier-gateway', raw.CarrierGatewayId],
    ['core-network', raw.CoreNetworkArn],
  ];
  for (const [kind, id] of targets) if (id) return { kind, id };
  return { kind: 'unknown', id: gateway ?? raw.OdbNetworkArn ?? null };
}

function decodeAssociation(raw: z.infer<typeof associationSchema>, index: number): RouteTableAssociation {
  return {
    index,
    main: raw.Main === true,
    subnetId: raw.SubnetId ?? null,
    gatewayId: raw.GatewayId ?? null,
    state: (raw.AssociationState?.State ?? 'associated').toLowerCase(),
  };
}
