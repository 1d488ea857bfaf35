import { describe, expect, it } from 'vitest';
import { attachmentOfVpc } from '../../../src/analysis/connectivity/transit-gateway-attachment.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { account, estate, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

/** Attachments of the VPC to a gateway in these states, in the order of their ids. */
function inStates(...states: readonly (string | undefined)[]): readonly RawItem[] {
  return states.map((State, index) => ({
    TransitGatewayAttachmentId: `tgw-attach-${index}`,
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: account,
    VpcId: 'vpc-1',
    ResourceType: 'vpc',
    ResourceId: 'vpc-1',
    State,
  }));
}

function told(changes: Facts): string | readonly string[] {
  const network = networkOfFacts(estate(changes));
  const [vpc] = network.all('vpcs');
  const found = vpc && attachmentOfVpc(network, vpc, 'tgw-1');
  return found?.known ? found.value.id : (found?.missing.map(({ reason }) => reason) ?? []);
}

describe('the attachment of a VPC to a gateway', () => {
  it.each<readonly [readonly (string | undefined)[], string]>([
    [['available'], 'tgw-attach-0'],
    [['deleted', 'available'], 'tgw-attach-1'],
    [['pending', 'available'], 'tgw-attach-1'],
    [['deleted', 'failed', 'rejected', 'pending'], 'tgw-attach-3'],
    [['deleted', undefined], 'tgw-attach-1'],
    [['deleted', 'failed'], 'tgw-attach-0'],
  ])('in states %j is the one that stands, else the one that may come to', (states, expected) => {
    expect(told({ transitGatewayAttachments: inStates(...states) })).toBe(expected);
    expect(told({ transitGatewayVpcAttachments: inStates(...states) })).toBe(expected);
  });

  it('is told by either call, and open where none tells it', () => {
    const own = { transitGatewayAttachments: inStates('available') };
    expect(told(without(own, 'transitGatewayVpcAttachments'))).toBe('tgw-attach-0');
    expect(told({})).toEqual(['no attachment of vpc-1 to tgw-1']);
    const { TransitGatewayId: _, ...loose } = inStates('available')[0] ?? {};
    expect(told({ transitGatewayAttachments: [loose] })).toEqual(['no TransitGatewayId on tgw-attach-0']);
  });
});
