import { describe, expect, it } from 'vitest';
import { reasons } from '../../../../src/analysis/connectivity/reason.ts';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import { permission, without } from '../../../../src/rules/example-estate.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { networkOfPlan } from './facts.ts';
import { attached, open, openVpc, type Plan } from './plan.ts';
import { changed, facts, far, near, only, told, toldOf, trace } from './trace.ts';

describe('rules that name security groups, across a transit gateway', () => {
  const byName = (changes: Partial<Plan> = {}): Plan => ({
    ...open,
    vpcs: [openVpc(1), { ...openVpc(2), admits: 'groups-by-name' }],
    ...changes,
  });
  const supporting = (references: Plan['gateways'][number]['references']) => ({
    gateways: open.gateways.map((gateway) => ({ ...gateway, references })),
  });

  it('S9, S11: hold inbound where gateway and attachments support them', () => {
    expect(told(only(networkOfPlan(byName())))).toEqual(['reachable']);
    const lost = ['blocked', 'security-group-reference-lost'];
    expect(told(only(networkOfPlan(byName(supporting('disable')))))).toEqual(lost);
    const attachments = [attached(0, { references: 'disable' }), attached(1)];
    expect(told(only(networkOfPlan(byName({ attachments }))))).toEqual(lost);
    expect(reasons['security-group-reference-lost']).toBe('SG_REFERENCING_SUPPORT');
  });

  it('are in doubt where the input does not tell', () => {
    const doubt = ['unknown', 'security-group-unknown'];
    expect(told(only(networkOfPlan(byName(supporting(null)))))).toEqual(doubt);
    expect(told(only(networkOfFacts(without(facts(byName()), 'transitGateways'))))).toEqual(doubt);
  });

  it('S11: never hold for endpoints', () => {
    expect(told(only(networkOfPlan(byName({ hasEndpoint: true }))))).toEqual([
      'blocked',
      'security-group-reference-lost',
    ]);
  });

  it('change nothing where the addresses are admitted as well', () => {
    const both = changed(
      'securityGroups',
      { GroupId: 'sg-1' },
      {
        IpPermissions: [permission(443, 'sg-0'), permission(443, '10.1.0.0/16')],
      },
    );
    expect(toldOf(byName(supporting('disable')), both)).toEqual(['reachable']);
  });

  it('S9: let nothing out', () => {
    const named = changed(
      'securityGroups',
      { GroupId: 'sg-0' },
      { IpPermissionsEgress: [permission(443, 'sg-1')] },
    );
    expect(toldOf(open, named)).toEqual(['blocked', 'security-group-reference-lost']);
    const part = changed(
      'securityGroups',
      { GroupId: 'sg-0' },
      {
        IpPermissionsEgress: [permission(443, 'sg-1'), permission(443, '10.2.1.0/24')],
      },
    );
    const branches = trace(networkOfFacts(facts(open, part)), 'eni-0a', near, far);
    expect(branches.map((branch) => [branch.destinations.toCidrs().join(), ...told(branch)])).toEqual([
      [`${near}/32`, 'reachable'],
      [`${far}/32`, 'blocked', 'security-group-reference-lost'],
    ]);
  });

  it('are in doubt outbound to a VPC that is peered as well', () => {
    const peer = (vpc: number) => ({
      VpcId: `vpc-${vpc}`,
      OwnerId: exampleScope.account,
      Region: exampleScope.region,
    });
    const peering = {
      VpcPeeringConnectionId: 'pcx-1',
      RequesterVpcInfo: peer(0),
      AccepterVpcInfo: peer(1),
      Status: { Code: 'active' },
    };
    const named = changed(
      'securityGroups',
      { GroupId: 'sg-0' },
      { IpPermissionsEgress: [permission(443, 'sg-1')] },
    );
    expect(toldOf(open, { ...named, vpcPeeringConnections: [peering] })).toEqual([
      'unknown',
      'security-group-unknown',
    ]);
  });
});
