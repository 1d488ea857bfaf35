import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Endpoint services that the code provides, who may connect, and who is told of it. */
export function translateEndpointServices(translation: Translation): void {
  for (const view of translation.ofType('aws_vpc_endpoint_service')) {
    if (view.resource.mode === 'managed') declareService(translation, view);
    else declareSeenService(translation, view);
  }
  for (const view of translation.ofType('aws_vpc_endpoint_service_allowed_principal')) {
    allowPrincipal(translation, view);
  }
  for (const view of translation.ofType('aws_vpc_endpoint_connection_notification')) {
    declareNotification(translation, view);
  }
}

function declareService(translation: Translation, view: ResourceView): void {
  translation.declare(
    view,
    'vpcEndpointServiceConfigurations',
    view.ownId,
    {
      ServiceName: () => view.text('service_name') ?? undefined,
      ServiceType: () => {
        const type = view.text('service_type');
        return type === null ? undefined : [{ ServiceType: type }];
      },
      ServiceState: () => (view.isOpen('state') ? 'Available' : (view.text('state') ?? undefined)),
      AvailabilityZones: () => view.texts('availability_zones') ?? undefined,
      AcceptanceRequired: () => view.flag('acceptance_required') ?? undefined,
      NetworkLoadBalancerArns: () =>
        view.ids('network_load_balancer_arns', idKinds.loadBalancer) ?? undefined,
      GatewayLoadBalancerArns: () =>
        view.ids('gateway_load_balancer_arns', idKinds.loadBalancer) ?? undefined,
      SupportedIpAddressTypes: () =>
        view.isLeftToAws('supported_ip_address_types')
          ? undefined
          : (view.texts('supported_ip_address_types') ?? undefined),
      SupportedRegions: () => regionsOf(view),
      PrivateDnsName: () =>
        view.isLeftToAws('private_dns_name') ? undefined : (view.text('private_dns_name') ?? undefined),
      PrivateDnsNameConfiguration: () => {
        const [verification] = view.blocks('private_dns_name_configuration') ?? [];
        if (!verification) return undefined;
        const text = (name: string) => verification.text(name) ?? undefined;
        return { State: text('state'), Type: text('type'), Value: text('value'), Name: text('name') };
      },
      Tags: () => tagsOf(view),
    },
    { AcceptanceRequired: 'acceptance_required', PrivateDnsName: 'private_dns_name' },
  );
  translation.declare(
    view,
    'vpcEndpointServicePermissions',
    view.ownId,
    {
      AllowedPrincipals: () =>
        view.isLeftToAws('allowed_principals')
          ? []
          : (view.texts('allowed_principals') ?? []).map((Principal) => ({ Principal })),
    },
    { AllowedPrincipals: 'allowed_principals' },
  );
}

/** Without others, a service may be used from its own Region. */
function regionsOf(view: ResourceView) {
  if (!view.has('supported_regions') || view.isLeftToAws('supported_regions')) return undefined;
  return view.texts('supported_regions')?.map((Region) => ({ Region, ServiceState: 'Available' }));
}

/** A service that the code only looks up, of AWS or of somebody else. */
function declareSeenService(translation: Translation, view: ResourceView): void {
  const name = valueOrReason(() => view.text('service_name'));
  if ('reason' in name || name.value === null) return;
  translation.declare(view, 'vpcEndpointServices', name.value, {
    ServiceId: () => view.text('service_id') ?? undefined,
    ServiceType: () => {
      const type = view.text('service_type');
      return type === null ? undefined : [{ ServiceType: type }];
    },
    AvailabilityZones: () => view.texts('availability_zones') ?? undefined,
    Owner: () => view.text('owner') ?? undefined,
    PrivateDnsName: () => view.text('private_dns_name') ?? undefined,
    VpcEndpointPolicySupported: () => view.flag('vpc_endpoint_policy_supported') ?? undefined,
  });
}

function allowPrincipal(translation: Translation, view: ResourceView): void {
  const service = valueOrReason(() => view.id('vpc_endpoint_service_id', idKinds.endpointService));
  const principal = valueOrReason(() => view.requiredText('principal_arn'));
  const all = translation.ofFamily('vpcEndpointServicePermissions');
  for (const item of 'value' in service ? all.filter(({ id }) => id === service.value) : all) {
    if ('reason' in service) leaveOpen(item, 'AllowedPrincipals', service.reason);
    else if ('reason' in principal) leaveOpen(item, 'AllowedPrincipals', principal.reason);
    else addMember(item, 'AllowedPrincipals', { Principal: principal.value }, view.resource.pointer);
  }
}

/** Who is told of what happens to a service's endpoints, or to one endpoint. */
function declareNotification(translation: Translation, view: ResourceView): void {
  translation.declare(
    view,
    'vpcEndpointConnectionNotifications',
    view.ownId,
    {
      ServiceId: () => view.id('vpc_endpoint_service_id', idKinds.endpointService) ?? undefined,
      ConnectionEvents: () => view.texts('connection_events') ?? undefined,
      ConnectionNotificationState: () =>
        view.isOpen('state') ? 'Enabled' : (view.text('state') ?? undefined),
    },
    { ConnectionEvents: 'connection_events' },
  );
}
