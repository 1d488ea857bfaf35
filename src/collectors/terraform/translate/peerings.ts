import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** VPC peering connections; the accepter's resource tells what the requester's cannot. */
export function translatePeerings(translation: Translation): void {
  const accepters = translation.ofType('aws_vpc_peering_connection_accepter');
  for (const view of translation.ofType('aws_vpc_peering_connection')) {
    declarePeering(translation, view, accepters);
  }
  for (const view of accepters) {
    const id = valueOrReason(() => view.id('vpc_peering_connection_id', idKinds.peering));
    if ('reason' in id || id.value === null || translation.find('vpcPeeringConnections', id.value)) continue;
    // Its peer is the requester.
    translation.declare(view, 'vpcPeeringConnections', id.value, {
      Status: () => ({
        Code: view.values['auto_accept'] === true ? 'active' : view.requiredText('accept_status'),
      }),
      AccepterVpcInfo: () => ({ VpcId: view.text('vpc_id') }),
      RequesterVpcInfo: () => ({
        VpcId: view.text('peer_vpc_id'),
        OwnerId: view.text('peer_owner_id'),
        Region: view.text('peer_region'),
      }),
      Tags: () => tagsOf(view),
    });
  }
}

function declarePeering(
  translation: Translation,
  view: ResourceView,
  accepters: readonly ResourceView[],
): void {
  const scope = translation.scopeOf(view);
  translation.declare(
    view,
    'vpcPeeringConnections',
    view.ownId,
    {
      Status: () => ({ Code: statusOf(view, accepters) }),
      RequesterVpcInfo: () => ({
        VpcId: view.id('vpc_id', idKinds.vpc),
        OwnerId: scope.account,
        Region: scope.region,
      }),
      AccepterVpcInfo: () => ({
        VpcId: view.id('peer_vpc_id', idKinds.vpc),
        OwnerId: ofPeer(view, 'peer_owner_id') ?? scope.account,
        Region: ofPeer(view, 'peer_region') ?? scope.region,
      }),
      Tags: () => tagsOf(view),
    },
    { Status: 'auto_accept', RequesterVpcInfo: 'vpc_id', AccepterVpcInfo: 'peer_vpc_id' },
  );
}

/** What the code gives of the peer; null where it is as with the requester. */
function ofPeer(view: ResourceView, name: string): string | null {
  view.expect(name);
  return view.isLeftToAws(name) ? null : view.text(name);
}

/** Accepted by the connection itself or by the accepter's resource; otherwise nobody knows when. */
function statusOf(view: ResourceView, accepters: readonly ResourceView[]): string {
  if (!view.isOpen('accept_status')) return view.requiredText('accept_status');
  const accepter = accepters.find(
    (one) => one.id('vpc_peering_connection_id', idKinds.peering) === view.ownId,
  );
  if (view.values['auto_accept'] === true || accepter?.values['auto_accept'] === true) return 'active';
  throw new OpenValue(afterApply);
}
