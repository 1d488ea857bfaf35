import { OpenValue } from '../../infrastructure-code/open-value.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** VPC peering connections. CloudFormation waits until one within an account is accepted. */
export function translatePeerings(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::VPCPeeringConnection')) {
    const { properties, scope } = view;
    const owner = () => properties.text('PeerOwnerId');
    translation.declare(
      view,
      'vpcPeeringConnections',
      view.id,
      {
        Status: () => {
          const isOwn = owner() === null || owner() === scope.account;
          if (!isOwn && properties.text('PeerRoleArn') === null) {
            throw new OpenValue('the other account must accept it');
          }
          return { Code: 'active' };
        },
        RequesterVpcInfo: () => ({
          VpcId: properties.requiredId('VpcId'),
          OwnerId: scope.account,
          Region: scope.region,
        }),
        AccepterVpcInfo: () => ({
          VpcId: properties.requiredId('PeerVpcId'),
          OwnerId: owner() ?? scope.account,
          Region: properties.text('PeerRegion') ?? scope.region,
        }),
        Tags: () => tagsOf(view),
      },
      { RequesterVpcInfo: 'VpcId', AccepterVpcInfo: 'PeerVpcId' },
    );
  }
}
