import { describe, expect, it } from 'vitest';
import { referencesHoldAcrossPeering } from '../../../src/analysis/connectivity/group-references.ts';
import type { Vpc } from '../../../src/model/resources/vpc.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import { route, vpc } from '../../../src/rules/example-estate.ts';
import { networkOfFacts, networkOfScopes } from './network-of-facts.ts';
import { factsOf } from './transit/facts.ts';
import { open, openVpc, type Plan } from './transit/plan.ts';
import { facts, near, only, tablesWith, told } from './transit/trace.ts';

function peering(fields: RawItem = {}, accepter = exampleScope): RawItem {
  return {
    VpcPeeringConnectionId: 'pcx-1',
    RequesterVpcInfo: { VpcId: 'vpc-0', OwnerId: exampleScope.account, Region: exampleScope.region },
    AccepterVpcInfo: { VpcId: 'vpc-1', OwnerId: accepter.account, Region: accepter.region },
    Status: { Code: 'active' },
    ...fields,
  };
}

/** To the other VPC through a peering, where replies have that one more route. */
function answeredBy(reply: RawItem, connection = peering()): readonly string[] {
  const tables = tablesWith({ 'rtb-0a': [route('10.2.0.0/16', 'pcx-1')], 'rtb-1a': [reply] });
  return told(only(networkOfFacts(facts(open, { ...tables, vpcPeeringConnections: [connection] }))));
}

const back = route('10.1.0.0/16', 'pcx-1');

describe('replies to what came through a peering', () => {
  it('C9: come back through the same one', () => {
    expect(answeredBy(back)).toEqual(['reachable']);
    expect(answeredBy(back, peering({ Status: { Code: 'deleted' } }))).toEqual([
      'blocked',
      'peering-not-active',
    ]);
  });

  it('are not followed through another one, or through something else', () => {
    expect(answeredBy(route('10.1.0.0/16', 'pcx-2'))).toEqual(['unknown', 'route-unknown']);
    expect(answeredBy(route('10.1.0.0/16', 'tgw-0'))).toEqual(['unknown', 'route-unknown']);
    expect(answeredBy(route('10.1.0.0/16', 'eni-9'))).toEqual(['unknown', 'return-way-parted']);
  });

  it('are lost in a blackhole, and where the VPC has the addresses itself', () => {
    expect(answeredBy({ ...back, State: 'blackhole' })).toEqual(['blocked', 'return-route-missing']);
    expect(answeredBy({ ...route('10.1.1.0/24', 'local'), Origin: 'CreateRouteTable' })).toEqual([
      'blocked',
      'return-route-missing',
    ]);
  });
});

describe('replies within a VPC', () => {
  it('R22: are not followed through an appliance that the packets did not pass', () => {
    const detour = tablesWith({ 'rtb-0b': [route('10.1.1.0/24', 'eni-9')] });
    const network = networkOfFacts(facts(open, { ...detour, vpcPeeringConnections: [] }));
    expect(told(only(network, '10.1.2.10'))).toEqual(['unknown', 'return-way-parted']);
    expect(told(only(networkOfFacts(facts(open)), '10.1.2.10'))).toEqual(['reachable']);
  });
});

describe('rules that name security groups, across a peering', () => {
  it('S10: are open where a Region is not told', () => {
    const inRegion = (region: string | null, id: string) =>
      networkOfFacts({ vpcs: [vpc({ VpcId: id })] }, { ...exampleScope, region }).all('vpcs')[0] as Vpc;
    const hold = (a: string | null, b: string | null) => {
      const fact = referencesHoldAcrossPeering(inRegion(a, 'vpc-a'), inRegion(b, 'vpc-b'));
      return fact.known ? fact.value : fact.missing.map(({ reason }) => reason);
    };
    expect(hold('eu-west-1', 'eu-west-1')).toBe(true);
    expect(hold('eu-west-1', 'eu-central-1')).toBe(false);
    for (const [a, b] of [
      [null, 'eu-west-1'],
      ['eu-west-1', null],
      [null, null],
    ] as const) {
      expect(hold(a, b)).toEqual(['the region of vpc-b']);
    }
  });

  it('S10: hold within one Region', () => {
    const byName: Plan = {
      ...open,
      peered: true,
      vpcs: [openVpc(1), { ...openVpc(2), admits: 'groups-by-name' }],
    };
    for (const [region, expected] of [
      ['eu-west-1', ['reachable']],
      ['eu-central-1', ['blocked', 'security-group-reference-lost']],
    ] as const) {
      const [own, other] = factsOf(byName);
      if (!own || !other) throw new Error('two accounts');
      const there = { ...other[0], region };
      const tableOf = (scope: typeof own, id: string, added: RawItem) => ({
        ...scope[1],
        routeTables: (scope[1].routeTables ?? []).map((table) =>
          table['RouteTableId'] === id
            ? { ...table, Routes: [...(table['Routes'] as RawItem[]), added] }
            : table,
        ),
        vpcPeeringConnections: [peering({}, there)],
      });
      const network = networkOfScopes(
        [own[0], tableOf(own, 'rtb-0a', route('10.2.0.0/16', 'pcx-1'))],
        [there, tableOf(other, 'rtb-1a', back)],
      );
      expect(told(only(network, near))).toEqual(expected);
    }
  });
});
