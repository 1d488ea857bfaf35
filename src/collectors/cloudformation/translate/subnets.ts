import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

export function translateSubnets(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::Subnet')) {
    const { properties } = view;
    translation.declare(
      view,
      'subnets',
      view.id,
      {
        VpcId: () => properties.requiredId('VpcId'),
        OwnerId: () => view.scope.account ?? undefined,
        AvailabilityZone: () => properties.text('AvailabilityZone') ?? leftToAws(properties),
        AvailabilityZoneId: () => properties.text('AvailabilityZoneId') ?? leftToAws(properties),
        CidrBlock: () => properties.text('CidrBlock') ?? undefined,
        Ipv6CidrBlockAssociationSet: () => ipv6Blocks(properties),
        Tags: () => tagsOf(view),
      },
      { CidrBlock: 'CidrBlock', AvailabilityZone: 'AvailabilityZone', VpcId: 'VpcId' },
    );
  }
  for (const view of translation.ofType('AWS::EC2::SubnetCidrBlock')) addBlock(translation, view);
}

/** Of a zone, the template gives the name or the id; AWS knows the other. */
function leftToAws(properties: Properties): undefined {
  if (properties.has('AvailabilityZone') || properties.has('AvailabilityZoneId')) return undefined;
  throw new OpenValue('AWS chooses the zone');
}

function ipv6Blocks(properties: Properties) {
  if (properties.has('Ipv6IpamPoolId')) throw new OpenValue('taken from a pool of addresses');
  const block = properties.text('Ipv6CidrBlock');
  return block === null ? [] : [associationOf(block)];
}

function associationOf(Ipv6CidrBlock: string) {
  return { Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } };
}

function addBlock(translation: Translation, view: ResourceView): void {
  const field = 'Ipv6CidrBlockAssociationSet';
  const item = translation.target(view, 'SubnetId', 'subnets', field);
  if (!item) return;
  const block = valueOrReason(() => view.properties.text('Ipv6CidrBlock'));
  if ('reason' in block || block.value === null) {
    leaveOpen(item, field, 'reason' in block ? block.reason : 'known after deployment');
  } else addMember(item, field, associationOf(block.value), view.place);
}
