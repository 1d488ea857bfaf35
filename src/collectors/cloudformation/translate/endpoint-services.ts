import { addMember, leaveOpen, notWritten } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

const afterDeployment = 'known after deployment';

/** Endpoint services that the code provides, who may connect, and the load balancers behind them. */
export function translateEndpointServices(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::VPCEndpointService')) declareService(translation, view);
  for (const view of translation.ofType('AWS::EC2::VPCEndpointServicePermissions')) {
    allowPrincipals(translation, view);
  }
  for (const view of translation.ofType('AWS::EC2::VPCEndpointService')) {
    const item = translation.declared('vpcEndpointServicePermissions', view.id);
    const principals = item?.fields.get('AllowedPrincipals');
    if (item && Array.isArray(principals) && principals.length === 0) {
      leaveOpen(item, 'AllowedPrincipals', notWritten);
    }
  }
  for (const view of translation.ofType('AWS::EC2::VPCEndpointConnectionNotification')) {
    declareNotification(translation, view);
  }
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')) {
    declareLoadBalancer(translation, view);
  }
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::Listener')) {
    declareListener(translation, view);
  }
  for (const view of translation.ofType('AWS::ElasticLoadBalancingV2::TargetGroup')) {
    const { properties } = view;
    translation.declare(view, 'targetGroups', view.id, {
      Port: () => properties.number('Port') ?? undefined,
      Protocol: () => properties.text('Protocol') ?? undefined,
      VpcId: () => properties.id('VpcId') ?? undefined,
    });
  }
}

function declareService(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(
    view,
    'vpcEndpointServiceConfigurations',
    view.id,
    {
      ServiceName: () => {
        throw new OpenValue(afterDeployment);
      },
      ServiceType: () => [
        {
          ServiceType:
            (properties.ids('GatewayLoadBalancerArns') ?? []).length > 0
              ? 'GatewayLoadBalancer'
              : 'Interface',
        },
      ],
      ServiceState: () => 'Available',
      AvailabilityZones: () => {
        throw new OpenValue(afterDeployment);
      },
      // The default (its page says so) is that nobody has to accept.
      AcceptanceRequired: () => properties.flag('AcceptanceRequired') ?? false,
      NetworkLoadBalancerArns: () => properties.ids('NetworkLoadBalancerArns') ?? [],
      GatewayLoadBalancerArns: () => properties.ids('GatewayLoadBalancerArns') ?? [],
      Tags: () => tagsOf(view),
    },
    { AcceptanceRequired: 'AcceptanceRequired', NetworkLoadBalancerArns: 'NetworkLoadBalancerArns' },
  );
  translation.declare(view, 'vpcEndpointServicePermissions', view.id, { AllowedPrincipals: () => [] });
}

function allowPrincipals(translation: Translation, view: ResourceView): void {
  const family = 'vpcEndpointServicePermissions';
  const item = translation.target(view, 'ServiceId', family, 'AllowedPrincipals');
  if (!item) return;
  const principals = valueOrReason(() => view.properties.texts('AllowedPrincipals') ?? []);
  if ('reason' in principals) leaveOpen(item, 'AllowedPrincipals', principals.reason);
  else {
    for (const Principal of principals.value) {
      addMember(item, 'AllowedPrincipals', { Principal }, view.properties.placeOf('AllowedPrincipals'));
    }
  }
}

/** Who is told of what happens to a service's endpoints, or to one endpoint. */
function declareNotification(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(
    view,
    'vpcEndpointConnectionNotifications',
    view.id,
    {
      ServiceId: () => properties.id('ServiceId') ?? undefined,
      ConnectionEvents: () => properties.texts('ConnectionEvents') ?? undefined,
      ConnectionNotificationState: () => 'Enabled',
    },
    { ConnectionEvents: 'ConnectionEvents' },
  );
}

function declareLoadBalancer(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  const type = () => properties.text('Type') ?? 'application';
  translation.declare(view, 'loadBalancers', view.id, {
    LoadBalancerName: () => properties.text('Name') ?? undefined,
    Type: type,
    Scheme: () => properties.text('Scheme') ?? 'internet-facing',
    State: () => ({ Code: 'active' }),
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
    {
      Attributes: () =>
        (properties.blocks('LoadBalancerAttributes') ?? []).map((attribute) => ({
          Key: attribute.text('Key'),
          Value: attribute.text('Value'),
        })),
    },
    { Attributes: 'LoadBalancerAttributes' },
  );
}

function declareListener(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(view, 'listeners', view.id, {
    LoadBalancerArn: () => properties.id('LoadBalancerArn') ?? undefined,
    Port: () => properties.number('Port') ?? undefined,
    Protocol: () => properties.text('Protocol') ?? undefined,
    DefaultActions: () => (properties.blocks('DefaultActions') ?? []).map(actionOf),
  });
}

function actionOf(action: Properties) {
  const groups = action.block('ForwardConfig')?.blocks('TargetGroups') ?? [];
  const group = action.id('TargetGroupArn');
  return {
    Type: action.text('Type'),
    ...(group === null ? {} : { TargetGroupArn: group }),
    ...(groups.length === 0
      ? {}
      : {
          ForwardConfig: {
            TargetGroups: groups.map((each) => ({ TargetGroupArn: each.id('TargetGroupArn') })),
          },
        }),
  };
}
