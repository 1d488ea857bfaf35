import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Internet, NAT, VPN and other gateways of VPCs. */
export function translateGateways(translation: Translation): void {
  for (const view of translation.ofType('aws_internet_gateway')) declareInternetGateway(translation, view);
  for (const view of translation.ofType('aws_internet_gateway_attachment')) {
    attach(translation, view, 'internetGateways', 'internet_gateway_id', 'Attachments');
  }
  for (const view of translation.ofType('aws_vpn_gateway')) declareVpnGateway(translation, view);
  for (const view of translation.ofType('aws_vpn_gateway_attachment')) {
    attach(translation, view, 'vpnGateways', 'vpn_gateway_id', 'VpcAttachments');
  }
  for (const view of translation.ofType('aws_nat_gateway')) declareNatGateway(translation, view);
  for (const view of translation.ofType('aws_egress_only_internet_gateway')) {
    translation.declare(view, 'egressOnlyInternetGateways', view.ownId, {
      Attachments: () => attachmentsOf(view),
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('aws_customer_gateway')) {
    translation.declare(view, 'customerGateways', view.ownId, { Tags: () => tagsOf(view) });
  }
  for (const view of translation.ofType('aws_vpn_connection')) {
    translation.declare(view, 'vpnConnections', view.ownId, {
      VpnGatewayId: () => view.id('vpn_gateway_id', idKinds.gateway) ?? undefined,
      TransitGatewayId: () => view.id('transit_gateway_id', idKinds.transitGateway) ?? undefined,
      State: () => 'available',
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('aws_dx_gateway')) {
    translation.declare(view, 'directConnectGateways', view.ownId, {});
  }
}

function declareInternetGateway(translation: Translation, view: ResourceView): void {
  translation.declare(
    view,
    'internetGateways',
    view.ownId,
    {
      OwnerId: () => view.text('owner_id') ?? undefined,
      Attachments: () => (view.isLeftToAws('vpc_id') ? [] : attachmentsOf(view)),
      Tags: () => tagsOf(view),
    },
    { Attachments: 'vpc_id' },
  );
}

function declareVpnGateway(translation: Translation, view: ResourceView): void {
  translation.declare(
    view,
    'vpnGateways',
    view.ownId,
    {
      State: () => 'available',
      VpcAttachments: () => (view.isLeftToAws('vpc_id') ? [] : attachmentsOf(view)),
      Tags: () => tagsOf(view),
    },
    { VpcAttachments: 'vpc_id' },
  );
}

function attachmentsOf(view: ResourceView) {
  const VpcId = view.id('vpc_id', idKinds.vpc);
  return VpcId === null ? [] : [{ VpcId, State: 'attached' }];
}

function attach(
  translation: Translation,
  view: ResourceView,
  family: 'internetGateways' | 'vpnGateways',
  attribute: string,
  field: string,
): void {
  const gateway = valueOrReason(() => view.id(attribute, idKinds.gateway));
  const item = 'value' in gateway ? translation.find(family, gateway.value ?? '') : null;
  if ('reason' in gateway) {
    for (const each of translation.ofFamily(family)) leaveOpen(each, field, gateway.reason);
  }
  if (!item) return;
  const vpc = valueOrReason(() => view.id('vpc_id', idKinds.vpc));
  if ('reason' in vpc) leaveOpen(item, field, vpc.reason);
  else addMember(item, field, { VpcId: vpc.value, State: 'attached' }, view.resource.pointer);
}

function declareNatGateway(translation: Translation, view: ResourceView): void {
  const subnetId = () => view.id('subnet_id', idKinds.subnet);
  translation.declare(
    view,
    'natGateways',
    view.ownId,
    {
      SubnetId: () => subnetId() ?? undefined,
      VpcId: () => vpcOfSubnet(translation, subnetId()) ?? ownVpcOf(view) ?? undefined,
      State: () => 'available',
      ConnectivityType: () =>
        view.isLeftToAws('connectivity_type') ? 'public' : (view.text('connectivity_type') ?? undefined),
      AvailabilityMode: () =>
        view.isLeftToAws('availability_mode') ? undefined : (view.text('availability_mode') ?? undefined),
      NatGatewayAddresses: () => {
        const [PublicIp, PrivateIp] = [view.text('public_ip'), view.text('private_ip')];
        const NetworkInterfaceId = view.text('network_interface_id');
        return [{ PublicIp, PrivateIp, NetworkInterfaceId }];
      },
      Tags: () => tagsOf(view),
    },
    { SubnetId: 'subnet_id' },
  );
}

/** A regional NAT gateway is of a VPC; of others, older versions of the provider do not tell. */
function ownVpcOf(view: ResourceView): string | null {
  return view.has('vpc_id') ? view.id('vpc_id', idKinds.vpc) : null;
}

/** The VPC of a subnet that the document shows. */
export function vpcOfSubnet(translation: Translation, subnetId: string | null): string | null {
  const vpcId = subnetId === null ? null : translation.find('subnets', subnetId)?.fields.get('VpcId');
  return typeof vpcId === 'string' ? vpcId : null;
}
