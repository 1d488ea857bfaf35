import { OpenValue } from '../../infrastructure-code/open-value.ts';
import { afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { declareDefaultsOfNewVpc } from './defaults-of-vpc.ts';

const associated = { State: 'associated' } as const;

/** VPCs, their secondary ranges, attributes and DHCP options (also those that data sources show). */
export function translateVpcs(translation: Translation): void {
  for (const view of translation.ofType('aws_vpc', 'aws_default_vpc')) declareVpc(translation, view);
  for (const view of translation.ofType('aws_vpc_dhcp_options', 'aws_default_vpc_dhcp_options')) {
    declareDhcpOptions(translation, view);
  }
}

function declareVpc(translation: Translation, view: ResourceView): void {
  const { ownId } = view;
  const blocks = (version: 'ipv4' | 'ipv6') =>
    translation
      .ofType(`aws_vpc_${version}_cidr_block_association`)
      .filter((association) => isOf(association, ownId))
      .map((association) => association.requiredText(version === 'ipv4' ? 'cidr_block' : 'ipv6_cidr_block'));
  translation.declare(
    view,
    'vpcs',
    ownId,
    {
      OwnerId: () => view.text('owner_id') ?? undefined,
      CidrBlock: () => view.text('cidr_block') ?? undefined,
      CidrBlockAssociationSet: () => [
        ...[view.text('cidr_block') ?? []].flat().map(ipv4Association),
        ...(view.has('cidr_block_associations')
          ? (view.blocks('cidr_block_associations') ?? [])
          : []
        ).flatMap((block) => {
          const cidr = block.text('cidr_block');
          return cidr === null ? [] : ipv4Association(cidr);
        }),
        ...blocks('ipv4').map(ipv4Association),
      ],
      Ipv6CidrBlockAssociationSet: () => [
        ...ownIpv6Block(view).map(ipv6Association),
        ...blocks('ipv6').map(ipv6Association),
      ],
      DhcpOptionsId: () => dhcpOptionsOf(translation, view),
      IsDefault: () =>
        view.resource.type === 'aws_default_vpc' ||
        (view.resource.mode === 'data' && view.flag('default') === true),
      Tags: () => tagsOf(view),
    },
    { CidrBlock: 'cidr_block', DhcpOptionsId: 'dhcp_options_id' },
  );
  translation.declare(
    view,
    'vpcAttributes',
    ownId,
    {
      // Both have a default (DNS1): names are resolved, and host names are not given out, unless it is asked for.
      EnableDnsSupport: () => attribute(view, 'enable_dns_support', true),
      EnableDnsHostnames: () => attribute(view, 'enable_dns_hostnames', false),
    },
    { EnableDnsSupport: 'enable_dns_support', EnableDnsHostnames: 'enable_dns_hostnames' },
  );
  declareDefaultsOfNewVpc(translation, view);
}

function attribute(view: ResourceView, name: string, byDefault: boolean): unknown {
  const Value = view.isLeftToAws(name) ? byDefault : view.flag(name);
  return Value === null ? undefined : { Value };
}

/** A new VPC has an IPv6 block only if it asks for one. */
function ownIpv6Block(view: ResourceView): readonly string[] {
  view.expect('ipv6_cidr_block');
  if (!view.isOpen('ipv6_cidr_block')) return [view.text('ipv6_cidr_block') ?? []].flat();
  if (asksForIpv6(view)) throw new OpenValue(afterApply);
  return [];
}

function asksForIpv6(view: ResourceView): boolean {
  const asked = ['ipv6_cidr_block', 'ipv6_ipam_pool_id', 'ipv6_netmask_length'] as const;
  return (
    view.flag('assign_generated_ipv6_cidr_block') === true || asked.some((name) => !isUnasked(view, name))
  );
}

function isUnasked(view: ResourceView, name: string): boolean {
  return view.isLeftToAws(name) || (!view.isOpen(name) && (view.values[name] ?? null) === null);
}

function isOf(association: ResourceView, vpcId: string): boolean {
  return association.id('vpc_id', idKinds.vpc) === vpcId;
}

function ipv4Association(CidrBlock: string) {
  return { CidrBlock, CidrBlockState: associated };
}

function ipv6Association(Ipv6CidrBlock: string) {
  return { Ipv6CidrBlock, Ipv6CidrBlockState: associated };
}

function dhcpOptionsOf(translation: Translation, view: ResourceView): string | undefined {
  const association = translation
    .ofType('aws_vpc_dhcp_options_association')
    .find((one) => isOf(one, view.ownId));
  if (association) return association.id('dhcp_options_id', idKinds.dhcpOptions) ?? undefined;
  return view.text('dhcp_options_id') ?? undefined;
}

function declareDhcpOptions(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'dhcpOptions', view.ownId, {
    OwnerId: () => view.text('owner_id') ?? undefined,
    DhcpConfigurations: () =>
      [
        configuration('domain-name', [view.text('domain_name') ?? []].flat()),
        configuration('domain-name-servers', serversOf(view)),
        configuration('ntp-servers', view.texts('ntp_servers') ?? []),
      ].flat(),
    Tags: () => tagsOf(view),
  });
}

/** The set that AWS makes for a region has Amazon's servers. */
function serversOf(view: ResourceView): readonly string[] {
  if (view.resource.type === 'aws_default_vpc_dhcp_options') return ['AmazonProvidedDNS'];
  const { values } = view;
  return typeof values['domain_name_servers'] === 'string'
    ? values['domain_name_servers'].split(/[\s,]+/)
    : (view.texts('domain_name_servers') ?? []);
}

function configuration(Key: string, values: readonly string[]) {
  return values.length === 0 ? [] : [{ Key, Values: values.map((Value) => ({ Value })) }];
}
