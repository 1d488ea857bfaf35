import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

export function translateSubnets(translation: Translation): void {
  for (const view of translation.ofType('aws_subnet', 'aws_default_subnet')) {
    translation.declare(
      view,
      'subnets',
      view.ownId,
      {
        VpcId: () => view.id('vpc_id', idKinds.vpc) ?? undefined,
        OwnerId: () => view.text('owner_id') ?? undefined,
        AvailabilityZone: () => view.text('availability_zone') ?? undefined,
        AvailabilityZoneId: () => view.text('availability_zone_id') ?? undefined,
        CidrBlock: () => view.text('cidr_block') ?? undefined,
        Ipv6CidrBlockAssociationSet: () => ipv6Blocks(view),
        Tags: () => tagsOf(view),
      },
      { CidrBlock: 'cidr_block', AvailabilityZone: 'availability_zone', VpcId: 'vpc_id' },
    );
  }
}

function ipv6Blocks(view: ResourceView) {
  const block = view.isLeftToAws('ipv6_cidr_block') ? null : view.text('ipv6_cidr_block');
  return block === null ? [] : [{ Ipv6CidrBlock: block, Ipv6CidrBlockState: { State: 'associated' } }];
}
