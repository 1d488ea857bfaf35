import { describe, expect, it } from 'vitest';
import { reasons } from '../../../src/analysis/connectivity/reason.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { route } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { networkOfPlan } from './transit/facts.ts';
import { attached, open, openVpc, type Plan } from './transit/plan.ts';
import { changed, facts, far, near, only, told, toldOf } from './transit/trace.ts';

describe('from VPC to VPC through a transit gateway', () => {
  it('reaches the interface, and names each step of the way', () => {
    const branch = only(networkOfPlan(open));
    expect(told(branch)).toEqual(['reachable']);
    expect([branch.via, branch.viaId]).toEqual(['transit-gateway', 'tgw-0']);
    expect(branch.hops.filter(({ plane }) => plane === 'route').map(({ component }) => component.id)).toEqual(
      ['rtb-0a', 'tgw-attach-00', 'tgw-rtb-00', 'rtb-1a', 'eni-1a'],
    );
  });

  it('reaches an endpoint there, which is then what delivers', () => {
    const branch = only(networkOfPlan({ ...open, hasEndpoint: true }));
    expect([branch.verdict, branch.via, branch.viaId]).toEqual(['reachable', 'interface-endpoint', 'vpce-1']);
  });

  it('C5b: drops what comes from a zone without a subnet of the attachment, and still names what else blocks', () => {
    const plan = {
      ...open,
      vpcs: [openVpc(1), { ...openVpc(2), admits: 'groups-by-name' as const }],
      gateways: [
        { ...open.gateways[0], references: 'disable' as const, tables: open.gateways[0]?.tables ?? [] },
      ],
      attachments: [attached(0, { zones: ['b'] }), attached(1)],
    };
    expect(toldOf(plan)).toEqual([
      'blocked',
      'transit-gateway-zone-not-attached',
      'security-group-reference-lost',
    ]);
    expect(reasons['transit-gateway-zone-not-attached']).toBe('TGW_ROUTE_AZ_RESTRICTION');
  });

  it('C5b: reaches a zone without a subnet of the attachment, but no reply comes back from there', () => {
    const plan = { ...open, attachments: [attached(0), attached(1, { zones: ['a'] })] };
    const branch = only(networkOfPlan(plan), far);
    expect(told(branch)).toEqual(['blocked', 'return-route-missing']);
    expect(branch.hops.at(-1)?.message).toContain('tgw-attach-10 has no subnet in the zone of subnet-1b');
  });

  it('C5: routes nothing for an attachment without a route table', () => {
    expect(toldOf({ ...open, attachments: [attached(0, { table: null }), attached(1)] })).toEqual([
      'blocked',
      'transit-gateway-table-none',
    ]);
    expect(reasons['transit-gateway-table-none']).toBe('TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION');
  });

  it.each([
    ['pendingAcceptance', 'blocked', 'transit-gateway-attachment-not-available'],
    ['rejected', 'blocked', 'transit-gateway-attachment-not-available'],
    ['failed', 'blocked', 'transit-gateway-attachment-not-available'],
    ['modifying', 'unknown', 'transit-gateway-unknown'],
    ['pending', 'unknown', 'transit-gateway-unknown'],
  ])('judges an attachment that is %s, on either side', (State, ...expected) => {
    for (const TransitGatewayAttachmentId of ['tgw-attach-00', 'tgw-attach-10']) {
      const id = { TransitGatewayAttachmentId };
      const changes = {
        ...changed('transitGatewayVpcAttachments', id, { State }),
        ...changed('transitGatewayAttachments', id, { State }),
      };
      expect(toldOf(open, changes).slice(0, 2)).toEqual(expected);
    }
  });

  it('does not know what two calls tell differently', () => {
    const id = { TransitGatewayAttachmentId: 'tgw-attach-00' };
    expect(toldOf(open, changed('transitGatewayAttachments', id, { State: 'deleted' }))).toEqual([
      'unknown',
      'transit-gateway-unknown',
      'route-unknown',
    ]);
  });

  it('passes over attachments of the past', () => {
    const past = attached(0, { state: 'deleted', table: null, zones: ['b'] });
    const { transitGatewayVpcAttachments: ofVpcs = [], transitGatewayAttachments: ofAny = [] } = facts({
      ...open,
      attachments: [past],
    });
    const renamed = (item: RawItem) => ({ ...item, TransitGatewayAttachmentId: 'tgw-attach-0' });
    const both = facts(open);
    expect(
      toldOf(open, {
        transitGatewayVpcAttachments: [...ofVpcs.map(renamed), ...(both.transitGatewayVpcAttachments ?? [])],
        transitGatewayAttachments: [...ofAny.map(renamed), ...(both.transitGatewayAttachments ?? [])],
      }),
    ).toEqual(['reachable']);
  });

  it('does not know an attachment that neither call may show, though one may show an ended one', () => {
    const { transitGatewayVpcAttachments: _, transitGatewayAttachments: __, ...neither } = facts(open);
    const { missing } = only(networkOfFacts(neither));
    expect([...new Set(missing.map(({ family, reason }) => `${family}: ${reason}`))]).toEqual([
      'transitGatewayAttachments: not collected',
      'transitGatewayVpcAttachments: not collected',
    ]);
  });

  it('takes the association from the tables where the attachments do not tell', () => {
    const { transitGatewayAttachments: _, ...others } = facts(open);
    const associations = [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-00',
        Associations: [0, 1].map((vpc) => ({
          TransitGatewayAttachmentId: `tgw-attach-${vpc}0`,
          ResourceType: 'vpc',
          ResourceId: `vpc-${vpc}`,
          State: 'associated',
        })),
      },
    ];
    const network = networkOfFacts({ ...others, transitGatewayRouteTableAssociations: associations });
    expect(told(only(network))).toEqual(['reachable']);
    expect(told(only(networkOfFacts(others)))).toEqual(['unknown', 'transit-gateway-unknown']);
  });

  it('C5: takes nothing for certain of a search that left routes out', () => {
    const table = { TransitGatewayRouteTableId: 'tgw-rtb-00' };
    const cut = changed('transitGatewayRoutes', table, { AdditionalRoutesAvailable: true });
    const branch = only(networkOfFacts(facts(open, cut)));
    expect(branch.verdict).toBe('unknown');
    expect(branch.missing.map(({ family, reason }) => `${family}: ${reason}`)).toEqual([
      'transitGatewayRoutes: tgw-rtb-00 has more routes than the search gave',
    ]);
  });

  it('does not know which zone it is where tables differ: elsewhere, or in appliance mode', () => {
    const vpcs = [openVpc(1), { ...openVpc(2), routes: { ...openVpc(2).routes, tb: [] } }];
    const toFirewall = [route('10.2.1.0/24', 'eni-9')];
    const { routeTables = [] } = facts({ ...open, vpcs });
    const changes = {
      routeTables: routeTables.map((table) =>
        table['RouteTableId'] === 'rtb-1tb'
          ? { ...table, Routes: [...(table['Routes'] as RawItem[]), ...toFirewall] }
          : table,
      ),
    };
    const withMode = (applianceMode: boolean): Plan => ({
      ...open,
      attachments: [attached(0), attached(1, { apart: true, applianceMode })],
    });
    expect(toldOf(withMode(false), changes)).toEqual(['reachable']);
    expect(toldOf(withMode(true), changes)).toEqual(['unknown', 'route-unknown']);
    expect(toldOf(withMode(false), changes, near, 'eni-0b')).toEqual(['unknown', 'route-beyond']);
  });
});
