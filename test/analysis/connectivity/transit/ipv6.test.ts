import { describe, expect, it } from 'vitest';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { open } from './plan.ts';
import { facts, networkOfStaticSearch, only, told, transitRoute } from './trace.ts';

/** The open plan with IPv6: 2001:db8:0::/56 and 2001:db8:1::/56, the hosts in zone a with ::a, in zone b with ::b. */
function withIpv6(Ipv6Support: string): Facts {
  const own = facts(open);
  const patch = (family: FamilyName, fieldsOf: (item: RawItem, vpc: string) => RawItem) => ({
    [family]: (own[family] ?? []).map((item) => ({
      ...item,
      ...fieldsOf(item, String(item['VpcId']).replace('vpc-', '')),
    })),
  });
  const everybody = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] };
  const allow = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' };
  return {
    ...own,
    ...patch('vpcs', (_, vpc) => ({
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: `2001:db8:${vpc}::/56` }],
    })),
    ...patch('networkInterfaces', ({ SubnetId }, vpc) => ({
      Ipv6Addresses: [{ Ipv6Address: `2001:db8:${vpc}::${String(SubnetId).slice(-1)}` }],
    })),
    ...patch('routeTables', ({ Routes }, vpc) => ({
      Routes: [
        ...(Routes as RawItem[]),
        { DestinationIpv6CidrBlock: `2001:db8:${vpc}::/56`, GatewayId: 'local', State: 'active' },
        { DestinationIpv6CidrBlock: '::/0', TransitGatewayId: 'tgw-0', State: 'active' },
      ],
    })),
    ...patch('networkAcls', () => ({ Entries: [true, false].map((Egress) => ({ ...allow, Egress })) })),
    ...patch('securityGroups', () => ({ IpPermissions: [everybody], IpPermissionsEgress: [everybody] })),
    ...patch('transitGatewayVpcAttachments', ({ Options }) => ({
      Options: { ...(Options as RawItem), Ipv6Support },
    })),
  };
}

describe('IPv6 through a transit gateway', () => {
  it('does not know what becomes of IPv6 unless the attachments carry it', () => {
    const to = '2001:db8:1::a';
    expect(told(only(networkOfStaticSearch([[exampleScope, withIpv6('enable')]]), to))).toEqual([
      'reachable',
    ]);
    const routes = [0, 1].map((vpc) => ({
      ...transitRoute(`2001:db8:${vpc}::/56`, `tgw-attach-${vpc}0`, 'vpc', `vpc-${vpc}`),
    }));
    const withRoutes = (Ipv6Support: string) =>
      networkOfFacts({
        ...withIpv6(Ipv6Support),
        transitGatewayRoutes: [{ TransitGatewayRouteTableId: 'tgw-rtb-00', Routes: routes }],
      });
    expect(told(only(withRoutes('enable'), to))).toEqual(['reachable']);
    expect(told(only(withRoutes('disable'), to)).slice(0, 2)).toEqual([
      'unknown',
      'transit-gateway-family-unknown',
    ]);
  });
});
