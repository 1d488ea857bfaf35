import { describe, expect, it } from 'vitest';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import { networkOfScopes } from '../network-of-facts.ts';
import { factsOf, networkOfPlan } from './facts.ts';
import { attached, open, openVpc, type Plan, type PlannedVpc } from './plan.ts';
import { only, told } from './trace.ts';

describe('from one transit gateway to another', () => {
  const tables = (own: number): Plan['gateways'][number]['tables'] => [
    { statics: [{ destination: '10.0.0.0/8', to: 'peering' }], propagates: [own] },
  ];
  const peered: Plan = {
    ...open,
    peered: true,
    vpcs: [
      openVpc(1),
      { ...openVpc(2), routes: { ...openVpc(2).routes, a: [{ cidr: '10.0.0.0/8', to: 1 }] } },
    ],
    gateways: [
      { references: 'enable', tables: tables(0) },
      { references: 'enable', tables: tables(1) },
    ],
    attachments: [attached(0), attached(1, { gateway: 1 })],
    peeringTables: [0, 0],
  };

  it('reaches a VPC behind the peer, whose gateway is what delivers', () => {
    const branch = only(networkOfPlan(peered));
    expect(told(branch)).toEqual(['reachable']);
    expect(branch.viaId).toBe('tgw-1');
  });

  it('needs a table for the peering on the other side, and on this side for the replies', () => {
    expect(told(only(networkOfPlan({ ...peered, peeringTables: [0, null] })))).toEqual([
      'blocked',
      'transit-gateway-table-none',
    ]);
    expect(told(only(networkOfPlan({ ...peered, peeringTables: [null, 0] })))).toEqual([
      'blocked',
      'return-route-missing',
    ]);
  });

  it('does not see the other side where its account was not collected', () => {
    const [here] = factsOf(peered);
    const branch = only(networkOfScopes(...(here ? [here] : [])));
    expect(told(branch)).toEqual(['unknown', 'transit-gateway-unknown']);
    expect(branch.missing).toEqual([
      {
        family: 'transitGatewayAttachments',
        account: '444455556666',
        region: exampleScope.region,
        reason: 'account and region not collected',
      },
    ]);
  });

  it.each([0, 1])('does not know by which zone packets enter after a peering: VPC %i', (number) => {
    const acls: PlannedVpc['acls'] = { tb: { in: 'all', out: 'none' } };
    const plan: Plan = {
      ...peered,
      vpcs: peered.vpcs.map((vpc, index) => (index === number ? { ...vpc, acls } : vpc)),
      attachments: peered.attachments.map((each) => ({ ...each, apart: true })),
    };
    expect(only(networkOfPlan(plan)).verdict).toBe('unknown');
    expect(only(networkOfPlan({ ...plan, vpcs: peered.vpcs })).verdict).toBe('reachable');
  });

  it('S11: admits nobody by the name of a group', () => {
    const [first, second] = peered.vpcs;
    if (!first || !second) throw new Error('two VPCs');
    const byName: Plan = { ...peered, vpcs: [first, { ...second, admits: 'groups-by-name' }] };
    expect(told(only(networkOfPlan(byName)))).toEqual(['blocked', 'security-group-reference-lost']);
  });
});
