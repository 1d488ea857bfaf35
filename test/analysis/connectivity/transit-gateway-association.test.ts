import { describe, expect, it } from 'vitest';
import { associatedTableId } from '../../../src/analysis/connectivity/transit-gateway-association.ts';
import { attachmentNamed } from '../../../src/analysis/connectivity/transit-gateway-attachment.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import { account } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const id = 'tgw-attach-1';

function attachment(fields: RawItem = {}): RawItem {
  return {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: account,
    ResourceType: 'peering',
    ResourceId: 'tgw-2',
    State: 'available',
    ...fields,
  };
}

const associated = (TransitGatewayRouteTableId: string, State = 'associated') => ({
  Association: { TransitGatewayRouteTableId, State },
});

/** What a table says is associated with it. */
function table(TransitGatewayRouteTableId: string, State = 'associated', attachmentId = id): RawItem {
  return {
    TransitGatewayRouteTableId,
    Associations: [{ TransitGatewayAttachmentId: attachmentId, ResourceType: 'peering', State }],
  };
}

/** The table of the attachment to the first gateway, or why it is not known. */
function told(changes: Facts) {
  const network = networkOfFacts({
    transitGatewayAttachments: [],
    transitGatewayVpcAttachments: [],
    transitGatewayRouteTables: ['tgw-1', 'tgw-2'].map((TransitGatewayId, index) => ({
      TransitGatewayRouteTableId: `rtb-of-${index + 1}`,
      TransitGatewayId,
    })),
    transitGatewayRouteTableAssociations: [],
    ...changes,
  });
  const near = { account, region: exampleScope.region, scope: network.scopes[0] ?? exampleScope };
  const found = associatedTableId(network, attachmentNamed(network, id, 'tgw-1', near));
  return found.known ? found.value : found.missing.map(({ reason }) => reason);
}

describe('the route table of an attachment', () => {
  it.each<readonly [string, RawItem, unknown]>([
    ['is the one that it tells', associated('rtb-of-1'), 'rtb-of-1'],
    ['is none where it tells none', {}, null],
    ['is none once that has ended', associated('rtb-of-1', 'disassociated'), null],
    [
      'is open while it changes',
      associated('rtb-of-1', 'associating'),
      [`the route table of ${id} is associating`],
    ],
    [
      'is open where its state is not told',
      { Association: { TransitGatewayRouteTableId: 'rtb-of-1' } },
      [`the route table of ${id} is in a state that is not known`],
    ],
    [
      'is open where another account has the gateway',
      { TransitGatewayOwnerId: '444455556666' },
      ['account and region not collected'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(told({ transitGatewayAttachments: [attachment(fields)] })).toEqual(expected);
  });

  it.each<readonly [string, readonly RawItem[], unknown]>([
    ['is the one that says so', [table('rtb-of-1')], 'rtb-of-1'],
    [
      'is that of its own gateway, which the other of a peering does not have',
      [table('rtb-of-1'), table('rtb-of-2')],
      'rtb-of-1',
    ],
    ['is none of another gateway', [table('rtb-of-2')], [`no route table of ${id}`]],
    ['is none that is not described', [table('rtb-gone')], [`no route table of ${id}`]],
    [
      'is none of other attachments',
      [table('rtb-of-1', 'associated', 'tgw-attach-9')],
      [`no route table of ${id}`],
    ],
    [
      'is open while it changes',
      [table('rtb-of-1', 'associating')],
      [`the route table of ${id} is associating`],
    ],
    [
      'is the first that it says',
      [
        {
          ...table('rtb-of-1'),
          Associations: ['associated', 'associating'].map((State) => ({
            TransitGatewayAttachmentId: id,
            State,
          })),
        },
      ],
      'rtb-of-1',
    ],
  ])('as tables tell it, %s', (_, transitGatewayRouteTableAssociations, expected) => {
    expect(told({ transitGatewayRouteTableAssociations })).toEqual(expected);
  });

  it('of a VPC may be told by a table that is not described', () => {
    const ofVpc = {
      ...attachment({ ResourceType: 'vpc', ResourceId: 'vpc-1' }),
      TransitGatewayOwnerId: '444455556666',
    };
    expect(
      told({ transitGatewayAttachments: [ofVpc], transitGatewayRouteTableAssociations: [table('rtb-gone')] }),
    ).toBe('rtb-gone');
    const { TransitGatewayOwnerId: _, ...detailed } = ofVpc;
    expect(
      told({
        transitGatewayVpcAttachments: [{ ...detailed, VpcId: 'vpc-1' }],
        transitGatewayRouteTableAssociations: [table('rtb-gone')],
      }),
    ).toBe('rtb-gone');
  });

  it('is open where the attachment and a table differ, and one where they agree', () => {
    const both = (own: string) => ({
      transitGatewayAttachments: [attachment(associated(own))],
      transitGatewayRouteTableAssociations: [table('rtb-of-1')],
    });
    expect(told(both('rtb-of-1'))).toBe('rtb-of-1');
    expect(told(both('rtb-other'))).toEqual([`two descriptions of ${id} differ in its route table`]);
  });
});
