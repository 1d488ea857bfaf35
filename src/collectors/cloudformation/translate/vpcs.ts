import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { defaultEgress, defaultEntries, defaultIngress } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { attributeId, type ResourceView, type Translation, tagsOf } from '../translation.ts';

const associated = { State: 'associated' } as const;

/** VPCs, their secondary ranges, attributes and DHCP options, and what AWS makes with them. */
export function translateVpcs(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::VPC')) declareVpc(translation, view);
  for (const view of translation.ofType('AWS::EC2::VPCCidrBlock')) addBlock(translation, view);
  for (const view of translation.ofType('AWS::EC2::DHCPOptions')) declareDhcpOptions(translation, view);
  for (const view of translation.ofType('AWS::EC2::VPCDHCPOptionsAssociation')) associate(translation, view);
}

function declareVpc(translation: Translation, view: ResourceView): void {
  const { properties, id } = view;
  const VpcId = () => id;
  const block = () => properties.text('CidrBlock');
  translation.declare(
    view,
    'vpcs',
    id,
    {
      OwnerId: () => view.scope.account ?? undefined,
      CidrBlock: () => {
        const cidr = block();
        if (cidr === null) throw new OpenValue('taken from a pool of addresses');
        return cidr;
      },
      CidrBlockAssociationSet: () => {
        const cidr = block();
        if (cidr === null) throw new OpenValue('taken from a pool of addresses');
        return [{ CidrBlock: cidr, CidrBlockState: associated }];
      },
      Ipv6CidrBlockAssociationSet: () => [],
      IsDefault: () => false,
      Tags: () => tagsOf(view),
    },
    { CidrBlock: 'CidrBlock' },
  );
  translation.declare(
    view,
    'vpcAttributes',
    id,
    {
      // Both have a default (DNS1): names are resolved, and host names are not given out, unless it is asked for.
      EnableDnsSupport: () => ({ Value: properties.flag('EnableDnsSupport') ?? true }),
      EnableDnsHostnames: () => ({ Value: properties.flag('EnableDnsHostnames') ?? false }),
    },
    { EnableDnsSupport: 'EnableDnsSupport', EnableDnsHostnames: 'EnableDnsHostnames' },
  );
  // What was made with a VPC that exists already is described with it.
  if (translation.existing.find('vpcs', (item) => item['VpcId'] === id)) return;
  translation.declare(view, 'routeTables', attributeId(view, 'DefaultRouteTable'), {
    VpcId,
    Routes: () => [],
    Associations: () => [{ Main: true, AssociationState: associated }],
    PropagatingVgws: () => [],
  });
  translation.declare(view, 'networkAcls', attributeId(view, 'DefaultNetworkAcl'), {
    VpcId,
    IsDefault: () => true,
    Associations: () => [],
    Entries: () => defaultEntries,
  });
  const group = attributeId(view, 'DefaultSecurityGroup');
  const item = translation.declare(view, 'securityGroups', group, {
    VpcId,
    GroupName: () => 'default',
    IpPermissions: () => defaultIngress(group),
    IpPermissionsEgress: () => defaultEgress,
  });
  // What the CDK puts into a template to take the rules of the default group away.
  if (view.stack.resources.some(({ type }) => type === 'Custom::VpcRestrictDefaultSG')) {
    for (const field of ['IpPermissions', 'IpPermissionsEgress']) {
      leaveOpen(item, field, 'a custom resource changes the rules');
    }
  }
}

/** A block beside the first one; an IPv6 block is one that AWS chooses, or one of the customer's. */
function addBlock(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  const isIpv6 = valueOrReason(
    () =>
      properties.flag('AmazonProvidedIpv6CidrBlock') === true ||
      properties.has('Ipv6CidrBlock') ||
      properties.has('Ipv6IpamPoolId') ||
      properties.has('Ipv6Pool'),
  );
  const field = 'value' in isIpv6 && isIpv6.value ? 'Ipv6CidrBlockAssociationSet' : 'CidrBlockAssociationSet';
  const item = translation.target(view, 'VpcId', 'vpcs', field);
  if (!item) return;
  const block = valueOrReason(() =>
    field === 'CidrBlockAssociationSet' ? properties.text('CidrBlock') : properties.text('Ipv6CidrBlock'),
  );
  if ('reason' in block || block.value === null) {
    leaveOpen(item, field, 'reason' in block ? block.reason : 'known after deployment');
    return;
  }
  const member =
    field === 'CidrBlockAssociationSet'
      ? { CidrBlock: block.value, CidrBlockState: associated }
      : { Ipv6CidrBlock: block.value, Ipv6CidrBlockState: associated };
  addMember(item, field, member, view.place);
}

function declareDhcpOptions(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(view, 'dhcpOptions', view.id, {
    DhcpConfigurations: () => [
      ...configuration('domain-name', [properties.text('DomainName') ?? []].flat()),
      ...configuration('domain-name-servers', properties.texts('DomainNameServers') ?? []),
      ...configuration('ntp-servers', properties.texts('NtpServers') ?? []),
    ],
    Tags: () => tagsOf(view),
  });
}

function configuration(Key: string, values: readonly string[]) {
  return values.length === 0 ? [] : [{ Key, Values: values.map((Value) => ({ Value })) }];
}

function associate(translation: Translation, view: ResourceView): void {
  const item = translation.target(view, 'VpcId', 'vpcs', 'DhcpOptionsId');
  if (!item) return;
  const options = valueOrReason(() => view.properties.id('DhcpOptionsId'));
  if ('reason' in options) leaveOpen(item, 'DhcpOptionsId', options.reason);
  else if (options.value !== null) {
    item.fields.set('DhcpOptionsId', options.value);
    item.parts.set('/DhcpOptionsId', view.properties.placeOf('DhcpOptionsId'));
  }
}
