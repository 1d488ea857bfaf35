import type { FamilyName } from '../../../model/fact-families.ts';
import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { textOf } from '../../infrastructure-code/declared-items.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Internet, NAT, VPN and other gateways of VPCs. */
export function translateGateways(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::InternetGateway')) {
    translation.declare(view, 'internetGateways', view.id, {
      OwnerId: () => view.scope.account ?? undefined,
      Attachments: () => [],
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('AWS::EC2::VPNGateway')) {
    translation.declare(view, 'vpnGateways', view.id, {
      State: () => 'available',
      VpcAttachments: () => [],
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('AWS::EC2::VPCGatewayAttachment')) {
    attach(translation, view, 'InternetGatewayId', 'internetGateways', 'Attachments');
    attach(translation, view, 'VpnGatewayId', 'vpnGateways', 'VpcAttachments');
  }
  for (const view of translation.ofType('AWS::EC2::EgressOnlyInternetGateway')) {
    translation.declare(view, 'egressOnlyInternetGateways', view.id, {
      Attachments: () => [{ VpcId: view.properties.id('VpcId'), State: 'attached' }],
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('AWS::EC2::NatGateway')) declareNatGateway(translation, view);
  for (const view of translation.ofType('AWS::EC2::CustomerGateway')) {
    translation.declare(view, 'customerGateways', view.id, { Tags: () => tagsOf(view) });
  }
  for (const view of translation.ofType('AWS::EC2::VPNConnection')) {
    translation.declare(view, 'vpnConnections', view.id, {
      VpnGatewayId: () => view.properties.id('VpnGatewayId') ?? undefined,
      TransitGatewayId: () => view.properties.id('TransitGatewayId') ?? undefined,
      State: () => 'available',
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('AWS::DirectConnect::DirectConnectGateway')) {
    translation.declare(view, 'directConnectGateways', view.id, {});
  }
}

function attach(
  translation: Translation,
  view: ResourceView,
  property: 'InternetGatewayId' | 'VpnGatewayId',
  family: FamilyName,
  field: string,
): void {
  const given = valueOrReason(() => view.properties.has(property));
  if ('value' in given && !given.value) return;
  const item = translation.target(view, property, family, field);
  if (!item) return;
  const vpc = valueOrReason(() => view.properties.id('VpcId'));
  if ('reason' in vpc) leaveOpen(item, field, vpc.reason);
  else addMember(item, field, { VpcId: vpc.value, State: 'attached' }, view.place);
}

function declareNatGateway(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(
    view,
    'natGateways',
    view.id,
    {
      SubnetId: () => properties.id('SubnetId') ?? undefined,
      VpcId: () => properties.id('VpcId') ?? vpcOfSubnet(translation, properties.id('SubnetId')) ?? undefined,
      State: () => 'available',
      ConnectivityType: () => properties.text('ConnectivityType') ?? 'public',
      AvailabilityMode: () => properties.text('AvailabilityMode') ?? undefined,
      NatGatewayAddresses: () => {
        throw new OpenValue('known after deployment');
      },
      Tags: () => tagsOf(view),
    },
    { SubnetId: 'SubnetId' },
  );
}

/** The VPC of a subnet that the templates, or what exists, show. @throws OpenValue where it is not known. */
export function vpcOfSubnet(translation: Translation, subnetId: string | null): string | null {
  if (subnetId === null) return null;
  const vpcId = textOf(translation.find('subnets', subnetId), 'VpcId');
  if (vpcId === '') throw new OpenValue('that of a subnet which is not in the code');
  return vpcId;
}
