import { textOf } from '../../infrastructure-code/declared-items.ts';
import { OpenValue } from '../../infrastructure-code/open-value.ts';
import { type Attributes, afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { vpcOfSubnet } from './gateways.ts';

/** Load balancers with their listeners and target groups. */
export function translateLoadBalancers(translation: Translation): void {
  for (const view of translation.ofType('aws_lb', 'aws_alb')) declareLoadBalancer(translation, view);
  for (const view of translation.ofType('aws_lb_listener', 'aws_alb_listener')) {
    translation.declare(view, 'listeners', view.ownId, {
      LoadBalancerArn: () => view.id('load_balancer_arn', idKinds.loadBalancer) ?? undefined,
      Port: () => view.number('port') ?? undefined,
      Protocol: () => view.text('protocol') ?? undefined,
      DefaultActions: () => (view.blocks('default_action') ?? []).map(actionOf),
    });
  }
  for (const view of translation.ofType('aws_lb_target_group', 'aws_alb_target_group')) {
    declareTargetGroup(translation, view);
  }
}

const crossZone = 'load_balancing.cross_zone.enabled';

function declareLoadBalancer(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'loadBalancers', view.ownId, {
    LoadBalancerName: () => view.text('name') ?? undefined,
    Type: () => view.text('load_balancer_type') ?? undefined,
    Scheme: () => (view.flag('internal') === true ? 'internal' : 'internet-facing'),
    // The apply ends when it is there.
    State: () => ({ Code: 'active' }),
    VpcId: () =>
      (view.isOpen('vpc_id') ? vpcOfSubnet(translation, subnetsOf(view)[0] ?? null) : view.text('vpc_id')) ??
      undefined,
    AvailabilityZones: () =>
      subnetsOf(view).map((SubnetId) => ({ ZoneName: zoneOf(translation, SubnetId), SubnetId })),
    IpAddressType: () => view.text('ip_address_type') ?? undefined,
    SecurityGroups: () => groupsOf(view),
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: () => {
      const name = 'enforce_security_group_inbound_rules_on_private_link_traffic';
      view.expect(name);
      return view.isLeftToAws(name) ? undefined : (view.text(name) ?? undefined);
    },
    Tags: () => tagsOf(view),
  });
  translation.declare(
    view,
    'loadBalancerAttributes',
    view.ownId,
    {
      Attributes: () => {
        const isOn = view.flag('enable_cross_zone_load_balancing');
        return isOn === null ? undefined : [{ Key: crossZone, Value: String(isOn) }];
      },
    },
    { Attributes: 'enable_cross_zone_load_balancing' },
  );
}

/** A Network Load Balancer that is made without groups has none (S21). */
function groupsOf(view: ResourceView): readonly string[] | undefined {
  const isNetwork = view.text('load_balancer_type') === 'network';
  if (isNetwork && view.isLeftToAws('security_groups')) return [];
  return view.ids('security_groups', idKinds.securityGroup) ?? undefined;
}

/** Given by themselves, or with an address in each. */
function subnetsOf(view: ResourceView): readonly string[] {
  if (!view.isLeftToAws('subnets')) return view.ids('subnets', idKinds.subnet) ?? [];
  if (view.isLeftToAws('subnet_mapping')) throw new OpenValue(afterApply);
  return (view.blocks('subnet_mapping') ?? []).flatMap(
    (block) => block.id('subnet_id', idKinds.subnet) ?? [],
  );
}

function zoneOf(translation: Translation, subnetId: string): string {
  const zone = textOf(translation.find('subnets', subnetId), 'AvailabilityZone');
  if (zone === '') throw new OpenValue('that of a subnet which is not in the code');
  return zone;
}

function actionOf(action: Attributes) {
  const group = action.id('target_group_arn', idKinds.targetGroup);
  const forwards = action.has('forward') ? (action.blocks('forward') ?? []) : [];
  const groups = forwards.flatMap((forward) => forward.blocks('target_group') ?? []);
  return {
    Type: action.text('type'),
    ...(group === null ? {} : { TargetGroupArn: group }),
    ...(groups.length === 0
      ? {}
      : {
          ForwardConfig: {
            TargetGroups: groups.map((each) => ({ TargetGroupArn: each.id('arn', idKinds.targetGroup) })),
          },
        }),
  };
}

function declareTargetGroup(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'targetGroups', view.ownId, {
    TargetGroupName: () => view.text('name') ?? undefined,
    Port: () => view.number('port') ?? undefined,
    Protocol: () => view.text('protocol') ?? undefined,
    VpcId: () => view.id('vpc_id', idKinds.vpc) ?? undefined,
    TargetType: () => view.text('target_type') ?? undefined,
  });
  const attribute = 'load_balancing_cross_zone_enabled';
  translation.declare(
    view,
    'targetGroupAttributes',
    view.ownId,
    {
      Attributes: () => {
        // Without it, a group leaves it to its load balancer (E6).
        const own = view.isLeftToAws(attribute) ? null : view.text(attribute);
        return own === null ? (view.has(attribute) ? [] : undefined) : [{ Key: crossZone, Value: own }];
      },
    },
    { Attributes: attribute },
  );
}
