import { addMember, leaveOpen, notWritten } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

const afterDeployment = 'known after deployment';

/** Endpoint services that the code provides, who may connect, and who is told of it. */
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
      NetworkLoadBalancerArns: () => {
        if (!properties.has('GatewayLoadBalancerArns')) properties.expect('NetworkLoadBalancerArns');
        return properties.ids('NetworkLoadBalancerArns') ?? [];
      },
      GatewayLoadBalancerArns: () => properties.ids('GatewayLoadBalancerArns') ?? [],
      SupportedIpAddressTypes: () => properties.texts('SupportedIpAddressTypes') ?? undefined,
      SupportedRegions: () =>
        properties
          .blocks('SupportedRegions')
          ?.map((block) => ({ Region: block.text('Region'), ServiceState: 'Available' })),
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
      ServiceId: () => {
        // It is for a service or for one endpoint.
        if (!properties.has('VPCEndpointId')) properties.expect('ServiceId');
        return properties.id('ServiceId') ?? undefined;
      },
      ConnectionEvents: () => properties.texts('ConnectionEvents') ?? undefined,
      ConnectionNotificationState: () => 'Enabled',
    },
    { ConnectionEvents: 'ConnectionEvents' },
  );
}
