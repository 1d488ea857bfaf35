import { describe, expect, it } from 'vitest';
import { route } from '../../../../src/rules/example-estate.ts';
import { networkOfPlan } from './facts.ts';
import { attached, open, openVpc, type Plan } from './plan.ts';
import { changed, only, tablesWith, told, toldOf } from './trace.ts';

describe('how replies come back through a transit gateway', () => {
  /** The open plan with a table of its own for the second VPC's attachment. */
  const apartTables = (statics: Plan['gateways'][number]['tables'][number]['statics']): Plan => ({
    ...open,
    gateways: [
      {
        references: 'enable',
        tables: [
          { statics: [], propagates: [1] },
          { statics, propagates: [] },
        ],
      },
    ],
    attachments: [attached(0), attached(1, { table: 1 })],
  });

  it('C4: needs a route in the table of the subnet there', () => {
    const vpcs = [openVpc(1), { ...openVpc(2), routes: { ...openVpc(2).routes, a: [] } }];
    const branch = only(networkOfPlan({ ...open, vpcs }));
    expect(told(branch)).toEqual(['blocked', 'return-route-missing']);
    expect(branch.hops.at(-1)?.component.id).toBe('rtb-1a');
  });

  it('C4: needs a route in the table of the attachment there, to the source', () => {
    expect(told(only(networkOfPlan(apartTables([]))))).toEqual(['blocked', 'return-route-missing']);
    expect(told(only(networkOfPlan(apartTables([{ destination: '10.1.0.0/16', to: 0 }]))))).toEqual([
      'reachable',
    ]);
    expect(told(only(networkOfPlan(apartTables([{ destination: '10.1.0.0/16', to: 'blackhole' }]))))).toEqual(
      ['blocked', 'return-route-missing'],
    );
  });

  it('loses replies that go to a third VPC with the same addresses', () => {
    const plan: Plan = {
      ...apartTables([{ destination: '10.1.0.0/16', to: 2 }]),
      vpcs: [openVpc(1), openVpc(2), openVpc(1)],
      attachments: [attached(0), attached(1, { table: 1 }), attached(2)],
    };
    const branch = only(networkOfPlan(plan));
    expect(told(branch)).toEqual(['blocked', 'return-route-missing']);
    expect(branch.hops.at(-1)?.message).toContain('vpc-2, whose addresses overlap');
  });

  it('loses replies to addresses that the VPC there has as well', () => {
    const more = {
      CidrBlockAssociationSet: [{ CidrBlock: '10.1.1.0/24', CidrBlockState: { State: 'associated' } }],
    };
    const local = { DestinationCidrBlock: '10.1.1.0/24', GatewayId: 'local', State: 'active' };
    expect(
      toldOf(open, { ...changed('vpcs', { VpcId: 'vpc-1' }, more), ...tablesWith({ 'rtb-1a': [local] }) }),
    ).toEqual(['blocked', 'return-route-missing']);
  });

  it('R22: does not know about replies that take a way of another kind', () => {
    expect(toldOf(open, tablesWith({ 'rtb-1a': [route('10.1.0.0/16', 'pcx-1')] }))).toEqual([
      'unknown',
      'route-unknown',
    ]);
  });

  it('lets replies take another gateway that both VPCs are attached to', () => {
    const second = open.gateways[0];
    const other = { ...openVpc(2), routes: { ...openVpc(2).routes, a: [{ cidr: '10.0.0.0/8', to: 1 }] } };
    const plan: Plan = {
      ...open,
      vpcs: [openVpc(1), other],
      gateways: second ? [second, second] : [],
      attachments: [0, 1].flatMap((gateway) => [attached(0, { gateway }), attached(1, { gateway })]),
    };
    expect(told(only(networkOfPlan(plan)))).toEqual(['reachable']);
  });
});
