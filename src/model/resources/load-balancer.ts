import * as z from 'zod';
import { type Fact, flatMap, known, map, unknown } from '../fact.ts';
import { list, Resource, text } from './resource.ts';

/** What a list of load balancers, listeners or target groups is limited to that names these words as its filter. */
export const ofEndpointServices = 'load balancers of endpoint services';

export const loadBalancerSchema = z.object({
  LoadBalancerArn: z.string(),
  LoadBalancerName: text,
  Type: text,
  VpcId: text,
  State: z.object({ Code: text }).nullish(),
  SecurityGroups: list(z.string()),
  AvailabilityZones: list(z.object({ ZoneName: text, SubnetId: text })),
  IpAddressType: text,
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: text,
});

/** A load balancer of Elastic Load Balancing's second version. */
export class LoadBalancer extends Resource<z.infer<typeof loadBalancerSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::LoadBalancer';
  }

  override get id(): string {
    return this.raw.LoadBalancerArn;
  }

  override get name(): string | null {
    return this.raw.LoadBalancerName ?? super.name;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  /** Lower case: `active`, `active_impaired`, `provisioning`, `failed`. */
  get state(): Fact<string> {
    return flatMap(this.required('State'), ({ Code }) =>
      Code ? known(Code.toLowerCase()) : unknown(this.missing(`no Code of the State on ${this.id}`)),
    );
  }

  /** Where it stands: the names of its zones, as its owner calls them, and a subnet in each. */
  get zones(): Fact<readonly { readonly name: string; readonly subnetId: string }[]> {
    const lacking = ({ ZoneName }: { readonly ZoneName?: string | null | undefined }) =>
      ZoneName ? null : 'ZoneName';
    return map(this.requiredItems('AvailabilityZones', lacking), (zones) =>
      zones.map(({ ZoneName, SubnetId }) => ({ name: ZoneName ?? '', subnetId: SubnetId ?? '' })),
    );
  }

  /** Lower case: `ipv4`, `dualstack` (E10). */
  get ipAddressType(): Fact<string> {
    return map(this.required('IpAddressType'), (type) => type.toLowerCase());
  }

  /** None for one that was created without (S21). Each once, sorted. */
  get groupIds(): Fact<readonly string[]> {
    return map(this.optional('SecurityGroups'), (ids) => [...new Set(ids ?? [])].sort());
  }

  /** Whether the inbound rules of its groups apply to what endpoints bring, as they do unless that is off (S20). */
  get filtersEndpoints(): Fact<boolean> {
    return map(
      this.optional('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'),
      (setting) => setting?.toLowerCase() !== 'off',
    );
  }
}

export const loadBalancerAttributesSchema = z.object({
  LoadBalancerArn: z.string(),
  Attributes: list(z.object({ Key: text, Value: text })),
});

/** The attributes of one load balancer, the answer of a call of its own. */
export class LoadBalancerAttributes extends Resource<z.infer<typeof loadBalancerAttributesSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::LoadBalancer';
  }

  override get id(): string {
    return this.raw.LoadBalancerArn;
  }

  /** Whether nodes send to targets in all zones; off for a Network Load Balancer that says nothing (E6). */
  get crossesZones(): Fact<boolean> {
    return map(this.required('Attributes'), (attributes) =>
      attributes.some(
        ({ Key, Value }) => Key === 'load_balancing.cross_zone.enabled' && Value?.toLowerCase() === 'true',
      ),
    );
  }
}

const listenerAction = z.object({
  Type: text,
  TargetGroupArn: text,
  ForwardConfig: z.object({ TargetGroups: list(z.object({ TargetGroupArn: text })) }).nullish(),
});

export const listenerSchema = z.object({
  ListenerArn: z.string(),
  LoadBalancerArn: text,
  Port: z.int().nullish(),
  Protocol: text,
  DefaultActions: list(listenerAction),
});

/** A port of a load balancer and what it forwards to. */
export class Listener extends Resource<z.infer<typeof listenerSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::Listener';
  }

  override get id(): string {
    return this.raw.ListenerArn;
  }

  get loadBalancerArn(): Fact<string> {
    return this.required('LoadBalancerArn');
  }

  get port(): Fact<number> {
    return this.required('Port');
  }

  /** Upper case: `TCP`, `TLS`, `TCP_UDP`. */
  get protocol(): Fact<string> {
    return map(this.required('Protocol'), (protocol) => protocol.toUpperCase());
  }

  get targetGroupArns(): Fact<readonly string[]> {
    const lacking = (action: z.infer<typeof listenerAction>) =>
      isForward(action) && targetGroupsOf(action).length === 0 ? 'TargetGroupArn' : null;
    return map(this.requiredItems('DefaultActions', lacking), (actions) => [
      ...new Set(actions.flatMap(targetGroupsOf)),
    ]);
  }
}

function isForward({ Type }: z.infer<typeof listenerAction>): boolean {
  return Type?.toLowerCase() === 'forward';
}

function targetGroupsOf({
  TargetGroupArn,
  ForwardConfig,
}: z.infer<typeof listenerAction>): readonly string[] {
  return [
    ...(TargetGroupArn ? [TargetGroupArn] : []),
    ...(ForwardConfig?.TargetGroups ?? []).flatMap((group) => group.TargetGroupArn ?? []),
  ];
}

const targetHealthDescription = z.object({
  Target: z.object({ Id: text, Port: z.int().nullish(), AvailabilityZone: text }).nullish(),
  TargetHealth: z.object({ State: text }).nullish(),
});

export const targetHealthSchema = z.object({
  TargetGroupArn: z.string(),
  TargetHealthDescriptions: list(targetHealthDescription),
});

/** A registered target. */
export interface Target {
  /** An instance's id, an address, a load balancer's name. */
  readonly id: string;
  /** Lower case: `healthy`, `unhealthy`, `draining`. */
  readonly state: string;
  readonly port: number | null;
  /** `all` for an address outside of the VPC; null where the answer does not say. */
  readonly zone: string | null;
}

/** The targets of one target group, the answer of a call of its own. */
export class TargetHealth extends Resource<z.infer<typeof targetHealthSchema>> {
  override get type(): string {
    return 'AWS::ElasticLoadBalancingV2::TargetGroup';
  }

  override get id(): string {
    return this.raw.TargetGroupArn;
  }

  get targets(): Fact<readonly Target[]> {
    return map(this.requiredItems('TargetHealthDescriptions', lackingOfTarget), (descriptions) =>
      descriptions.map(({ Target, TargetHealth: health }) => ({
        id: Target?.Id ?? '',
        state: (health?.State ?? '').toLowerCase(),
        port: Target?.Port ?? null,
        zone: Target?.AvailabilityZone ?? null,
      })),
    );
  }
}

function lackingOfTarget({ Target, TargetHealth: health }: z.infer<typeof targetHealthDescription>) {
  if (!Target?.Id) return 'Id of a target';
  return health?.State ? null : `State of ${Target.Id}`;
}
