import { textOf } from '../../infrastructure-code/declared-items.ts';
import { OpenValue } from '../../infrastructure-code/open-value.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';
import { vpcOfSubnet } from './gateways.ts';

/** Load balancers with their listeners and target groups. */
export function translateLoadBalancers(translation: Translation): void {
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')) {
    declareLoadBalancer(translation, view);
  }
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::Listener')) {
    declareListener(translation, view);
  }
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::TargetGroup')) {
    const { properties } = view;
    translation.declare(view, 'targetGroups', view.id, {
      TargetGroupName: () => properties.text('Name') ?? undefined,
      Port: () => properties.number('Port') ?? undefined,
      Protocol: () => properties.text('Protocol') ?? undefined,
      VpcId: () => properties.id('VpcId') ?? undefined,
      TargetType: () => properties.text('TargetType') ?? undefined,
    });
    translation.declare(
      view,
      'targetGroupAttributes',
      view.id,
      { Attributes: () => attributesIn(properties, 'TargetGroupAttributes') },
      { Attributes: 'TargetGroupAttributes' },
    );
  }
}

/** Given by themselves, or with an address in each. */
function subnetsOf(properties: Properties): readonly string[] {
  if (!properties.has('SubnetMappings')) properties.expect('Subnets');
  return (
    properties.ids('Subnets') ??
    (properties.blocks('SubnetMappings') ?? []).map((block) => block.requiredId('SubnetId'))
  );
}

function zoneOf(translation: Translation, subnetId: string): string {
  const zone = textOf(translation.find('subnets', subnetId), 'AvailabilityZone');
  if (zone === '') throw new OpenValue('that of a subnet which is not in the code');
  return zone;
}

function declareLoadBalancer(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  const type = () => properties.text('Type') ?? 'application';
  translation.declare(view, 'loadBalancers', view.id, {
    LoadBalancerName: () => properties.text('Name') ?? undefined,
    Type: type,
    Scheme: () => properties.text('Scheme') ?? 'internet-facing',
    State: () => ({ Code: 'active' }),
    VpcId: () => vpcOfSubnet(translation, subnetsOf(properties)[0] ?? null) ?? undefined,
    AvailabilityZones: () =>
      subnetsOf(properties).map((SubnetId) => ({ ZoneName: zoneOf(translation, SubnetId), SubnetId })),
    IpAddressType: () => properties.text('IpAddressType') ?? undefined,
    SecurityGroups: () => {
      const groups = properties.ids('SecurityGroups');
      if (groups === null && type() === 'application') throw new OpenValue('the default one of its VPC');
      return groups ?? [];
    },
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: () =>
      properties.text('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic') ?? undefined,
    Tags: () => tagsOf(view),
  });
  translation.declare(
    view,
    'loadBalancerAttributes',
    view.id,
    { Attributes: () => attributesIn(properties, 'LoadBalancerAttributes') },
    { Attributes: 'LoadBalancerAttributes' },
  );
}

function declareListener(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(view, 'listeners', view.id, {
    LoadBalancerArn: () => properties.id('LoadBalancerArn') ?? undefined,
    Port: () => properties.number('Port') ?? undefined,
    Protocol: () => properties.text('Protocol') ?? undefined,
    DefaultActions: () => {
      properties.expect('DefaultActions');
      return (properties.blocks('DefaultActions') ?? []).map(actionOf);
    },
  });
}

function actionOf(action: Properties) {
  const groups = action.block('ForwardConfig')?.blocks('TargetGroups') ?? [];
  const group = action.id('TargetGroupArn');
  const type = action.requiredText('Type');
  if (type === 'forward' && groups.length === 0) action.expect('TargetGroupArn');
  return {
    Type: type,
    ...(group === null ? {} : { TargetGroupArn: group }),
    ...(groups.length === 0
      ? {}
      : {
          ForwardConfig: {
            TargetGroups: groups.map((each) => ({ TargetGroupArn: each.requiredId('TargetGroupArn') })),
          },
        }),
  };
}

function attributesIn(properties: Properties, name: string) {
  return (properties.blocks(name) ?? []).map((attribute) => ({
    Key: attribute.requiredText('Key'),
    Value: attribute.requiredText('Value'),
  }));
}
