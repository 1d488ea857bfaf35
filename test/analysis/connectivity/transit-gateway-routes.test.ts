import { describe, expect, it } from 'vitest';
import { transitGatewayBranches } from '../../../src/analysis/connectivity/transit-gateway-routes.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { estate, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const attachment: RawItem = {
  TransitGatewayAttachmentId: 'tgw-attach-1',
  TransitGatewayId: 'tgw-1',
  ResourceType: 'vpc',
  ResourceId: 'vpc-1',
  State: 'available',
  Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
};

/** A route to a block or a prefix list, by the attachment of that number. */
function to(destination: string, number: number, fields: RawItem = {}): RawItem {
  return {
    [destination.startsWith('pl-') ? 'PrefixListId' : 'DestinationCidrBlock']: destination,
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: `tgw-attach-${number}`,
        ResourceType: 'vpc',
        ResourceId: `vpc-${number}`,
      },
    ],
    Type: 'static',
    State: 'active',
    ...fields,
  };
}

const propagated = { Type: 'propagated' };

function facts(routes: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    transitGatewayAttachments: [attachment],
    transitGatewayRoutes: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: routes }],
    ...changes,
  });
}

function decisions(of: Facts, ...cidrs: readonly string[]) {
  const network = networkOfFacts(of);
  return network
    .all('vpcs')
    .flatMap((vpc) =>
      transitGatewayBranches(network, 'tgw-1', vpc, AddressSet.fromCidrs(cidrs)).map((branch) =>
        branch.kind === 'route'
          ? `${branch.route.state} ${branch.route.attachmentIds.join()}`
          : branch.kind === 'unknown'
            ? branch.missing.map(({ family, reason }) => `${family}: ${reason}`).join()
            : branch.kind,
      ),
    );
}

describe('how a transit gateway routes what comes from a VPC', () => {
  it('C5: the longest prefix wins, whatever its origin', () => {
    const routes = [to('0.0.0.0/0', 2), to('10.0.0.0/8', 3), to('10.9.0.0/16', 4, propagated)];
    expect(decisions(facts(routes), '10.9.1.0/24')).toEqual(['active tgw-attach-4']);
    expect(decisions(facts(routes), '10.8.0.0/16')).toEqual(['active tgw-attach-3']);
  });

  it('C5: to one block static beats prefix list beats propagated', () => {
    const block = '198.51.100.0/24';
    const list = to('pl-s3', 3);
    expect(decisions(facts([to(block, 4, propagated), list, to(block, 2)]), block)).toEqual([
      'active tgw-attach-2',
    ]);
    expect(decisions(facts([to(block, 4, propagated), list]), block)).toEqual(['active tgw-attach-3']);
  });

  it('C5: of propagated routes those of VPCs go before those of VPNs', () => {
    const block = '10.9.0.0/16';
    const ofVpn = to(block, 5, {
      ...propagated,
      TransitGatewayAttachments: [
        { TransitGatewayAttachmentId: 'tgw-attach-5', ResourceType: 'vpn', ResourceId: 'vpn-1' },
      ],
    });
    expect(decisions(facts([ofVpn, to(block, 3, propagated)]), block)).toEqual(['active tgw-attach-3']);
  });

  it('C5: a blackhole wins and drops', () => {
    const routes = [to('0.0.0.0/0', 2), to('10.9.0.0/16', 3, { State: 'blackhole' })];
    expect(decisions(facts(routes), '10.9.1.0/24')).toEqual(['blackhole tgw-attach-3']);
  });

  it('leaves out routes on their way out, and says what no route takes', () => {
    const routes = [to('10.9.0.0/16', 3, { State: 'deleted' })];
    expect(decisions(facts(routes), '10.9.1.0/24')).toEqual(['no-route']);
  });

  it('is unknown where several routes of one kind lead to one block', () => {
    const routes = [to('10.9.0.0/16', 3, propagated), to('10.9.0.0/16', 4, propagated)];
    expect(decisions(facts(routes), '10.9.1.0/24')).toEqual([
      'transitGatewayRoutes: tgw-rtb-1 has several routes to one destination',
    ]);
  });

  it('goes by the attachment that stands, not by those that have ended or are to another gateway', () => {
    const others = [{ State: 'deleted' }, { State: undefined }, { TransitGatewayId: 'tgw-2' }].map(
      (fields, index) => ({
        ...attachment,
        TransitGatewayAttachmentId: `tgw-attach-0${index}`,
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-9', State: 'associated' },
        ...fields,
      }),
    );
    const all = facts([to('0.0.0.0/0', 2)], { transitGatewayAttachments: [...others, attachment] });
    expect(decisions(all, '10.9.1.0/24')).toEqual(['active tgw-attach-2']);
  });

  it('is unknown without the attachment, its association, or the routes', () => {
    const all = facts([to('0.0.0.0/0', 2)]);
    expect(decisions(without(all, 'transitGatewayAttachments'), '10.9.1.0/24')).toEqual([
      'transitGatewayAttachments: not collected',
    ]);
    expect(decisions({ ...all, transitGatewayAttachments: [] }, '10.9.1.0/24')).toEqual([
      'transitGatewayAttachments: no available attachment of vpc-1 to tgw-1',
    ]);
    const loose = { ...attachment, Association: undefined };
    expect(decisions({ ...all, transitGatewayAttachments: [loose] }, '10.9.1.0/24')).toEqual([
      'transitGatewayAttachments: no route table associated with tgw-attach-1',
    ]);
    expect(decisions(without(all, 'transitGatewayRoutes'), '10.9.1.0/24')).toEqual([
      'transitGatewayRoutes: not collected',
    ]);
  });
});
