import { describe, expect, it } from 'vitest';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import { without } from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { open } from './plan.ts';
import { changed, facts, far, networkOfStaticSearch, only, told } from './trace.ts';

describe('a transit gateway whose tables were searched for static routes only', () => {
  const propagations = (State: string, ResourceType = 'vpc', ResourceId = 'vpc-1'): Facts =>
    facts(open, {
      transitGatewayRoutes: [{ TransitGatewayRouteTableId: 'tgw-rtb-00', Routes: [] }],
      transitGatewayRouteTablePropagations: [
        {
          TransitGatewayRouteTableId: 'tgw-rtb-00',
          TransitGatewayRouteTablePropagations: [
            {
              TransitGatewayAttachmentId: 'tgw-attach-00',
              ResourceType: 'vpc',
              ResourceId: 'vpc-0',
              State: 'enabled',
            },
            { TransitGatewayAttachmentId: 'tgw-attach-10', ResourceType, ResourceId, State },
          ],
        },
      ],
    });
  const toldBy = (own: Facts) => told(only(networkOfStaticSearch([[exampleScope, own]])));

  it('C5: has the blocks of the VPCs that propagate to it', () => {
    expect(toldBy(propagations('enabled'))).toEqual(['reachable']);
    expect(toldBy(propagations('disabled'))).toEqual(['blocked', 'transit-gateway-route-none']);
  });

  it('is in doubt while a propagation changes, without propagations, and beside other networks', () => {
    const doubt = ['unknown', 'transit-gateway-unknown'];
    expect(toldBy(propagations('enabling'))).toEqual(doubt);
    expect(toldBy(propagations('enabled', 'vpn', 'vpn-1'))).toEqual(doubt);
    expect(toldBy(without(propagations('enabled'), 'transitGatewayRouteTablePropagations'))).toEqual(doubt);
  });

  it('does not know which of two VPCs with common addresses propagates them', () => {
    const common = { CidrBlockAssociationSet: [{ CidrBlock: '10.2.1.0/25' }] };
    const own = { ...propagations('enabled'), ...changed('vpcs', { VpcId: 'vpc-0' }, common) };
    const network = networkOfStaticSearch([[exampleScope, own]]);
    expect(told(only(network))).toEqual(['unknown', 'transit-gateway-unknown']);
    expect(told(only(network, far))).toEqual(['unknown', 'transit-gateway-unknown']);
  });
});
