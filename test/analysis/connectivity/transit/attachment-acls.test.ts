import { describe, expect, it } from 'vitest';
import { networkOfPlan } from './facts.ts';
import { attached, open, openVpc, type Plan, type PlannedAcl, type PlannedVpc } from './plan.ts';
import { facts, only, told, toldOf as toldOfFacts } from './trace.ts';

const shut = { in: 'none', out: 'none' } as const;

/** The open plan with ACLs in either VPC. */
function withAcls(near: PlannedVpc['acls'], far: PlannedVpc['acls'], changes: Partial<Plan> = {}): Plan {
  return {
    ...open,
    vpcs: [
      { ...openVpc(1), acls: near },
      { ...openVpc(2), acls: far },
    ],
    ...changes,
  };
}

const apart = { attachments: [attached(0, { apart: true }), attached(1, { apart: true })] };
const toldOf = (plan: Plan) => told(only(networkOfPlan(plan)));

describe('the ACL of a subnet in which a transit gateway is attached', () => {
  it('N11: looks inwards at senders on the way to the gateway, outwards at receivers on the way from it', () => {
    const near = { ta: { in: 'https', out: 'ephemeral' } } as const;
    const far = { ta: { in: 'ephemeral', out: 'https' } } as const;
    expect(toldOf(withAcls(near, far, apart))).toEqual(['reachable']);
    const own = { ta: { in: 'own', out: 'own' } } as const;
    expect(toldOf(withAcls(own, own, apart))).toEqual(['reachable']);
    const others = { ta: { in: 'others', out: 'all' } } as const;
    expect(toldOf(withAcls(others, {}, apart))).toEqual(['blocked', 'network-acl-denied']);
  });

  it('N11: refuses packets and replies on either side, and is named', () => {
    const refused = (near: PlannedVpc['acls'], far: PlannedVpc['acls']) => {
      const { hops } = only(networkOfPlan(withAcls(near, far, apart)));
      return hops.flatMap(({ decision, reason, component }) =>
        decision === 'block' ? [`${reason} ${component.id}`] : [],
      );
    };
    expect(refused({ ta: { in: 'ephemeral', out: 'all' } }, {})).toEqual(['network-acl-denied acl-0ta']);
    expect(refused({ ta: { in: 'all', out: 'https' } }, {})[0]).toMatch(/^network-acl-reply-denied/);
    expect(refused({}, { ta: { in: 'all', out: 'ephemeral' } })).toEqual(['network-acl-denied acl-1ta']);
    expect(refused({}, { ta: { in: 'https', out: 'all' } })[0]).toMatch(/^network-acl-reply-denied/);
  });

  it('N11: is not asked for what the gateway brings into that very subnet', () => {
    const near = { a: { in: 'https', out: 'https' } } as const;
    const far = { a: { in: 'ephemeral', out: 'ephemeral' } } as const;
    expect(toldOf(withAcls(near, far))).toEqual(['reachable']);
    // From another subnet the same ACLs refuse the replies, and the packets.
    expect(toldOf(withAcls(near, {}, apart))).toEqual(['blocked', 'network-acl-reply-denied']);
    expect(toldOf(withAcls({}, far, apart))).toEqual(['blocked', 'network-acl-denied']);
  });

  it('N11: is asked in both directions for what leaves that very subnet', () => {
    expect(toldOf(withAcls({ a: { in: 'all', out: 'ephemeral' } }, {}))[1]).toBe('network-acl-denied');
    expect(toldOf(withAcls({ a: { in: 'others', out: 'all' } }, {}))[1]).toBe('network-acl-denied');
    expect(toldOf(withAcls({}, { a: { in: 'https', out: 'all' } }))[1]).toBe('network-acl-reply-denied');
    expect(toldOf(withAcls({}, { a: { in: 'all', out: 'https' } }))[1]).toBe('network-acl-reply-denied');
  });

  it('N11: may refuse some of the senders, or of the replies to them', () => {
    const plan = withAcls({}, {}, apart);
    const entry = (Egress: boolean, RuleAction: string, fields: object) => ({
      RuleNumber: RuleAction === 'deny' ? 10 : 100,
      Egress,
      Protocol: '-1',
      RuleAction,
      CidrBlock: '0.0.0.0/0',
      ...fields,
    });
    const refusing = (id: string, isEgress: boolean, fields: object) => ({
      networkInterfaces: (facts(plan).networkInterfaces ?? []).map((each) =>
        each['NetworkInterfaceId'] === 'eni-0a'
          ? {
              ...each,
              PrivateIpAddresses: [{ PrivateIpAddress: '10.1.1.10' }, { PrivateIpAddress: '10.1.1.11' }],
            }
          : each,
      ),
      networkAcls: (facts(plan).networkAcls ?? []).map((acl) =>
        acl['NetworkAclId'] === id
          ? {
              ...acl,
              Entries: [entry(isEgress, 'deny', fields), entry(true, 'allow', {}), entry(false, 'allow', {})],
            }
          : acl,
      ),
    });
    const sender = { CidrBlock: '10.1.1.11/32' };
    const ports = { Protocol: '6', PortRange: { From: 50_000, To: 65_535 } };
    const told = (id: string, isEgress: boolean, fields: object) =>
      toldOfFacts(plan, refusing(id, isEgress, fields))[0];
    // Packets come in from the senders on both sides, and replies go out to them.
    expect(told('acl-0ta', false, sender)).toBe('partial');
    expect(told('acl-0ta', true, sender)).toBe('partial');
    expect(told('acl-1ta', false, sender)).toBe('reachable');
    expect(told('acl-1ta', true, sender)).toBe('reachable');
    expect(told('acl-0ta', true, ports)).toBe('partial');
    expect(told('acl-1ta', false, ports)).toBe('partial');
    expect(told('acl-0ta', false, { CidrBlock: '10.1.1.10/31' })).toBe('blocked');
  });

  it('C5b: is not known where packets may come in by several that differ', () => {
    const mode = [attached(0), attached(1, { apart: true, applianceMode: true })];
    const told = (far: PlannedVpc['acls']) => toldOf(withAcls({}, far, { attachments: mode }));
    expect(told({ tb: { in: 'all', out: 'none' } })).toEqual(['unknown', 'network-acl-unknown']);
    expect(told({ ta: shut, tb: shut })[0]).toBe('blocked');
    expect(told({})).toEqual(['reachable']);
  });

  it('C5b: is no matter where the subnet of the receiver refuses them, by whichever they come in', () => {
    const mode = [attached(0), attached(1, { apart: true, applianceMode: true })];
    const told = (own: PlannedAcl) => {
      const plan = withAcls({}, { a: own }, { attachments: mode });
      const networkAcls = (facts(plan).networkAcls ?? []).map((acl) =>
        acl['NetworkAclId'] === 'acl-1tb' ? { ...acl, Entries: undefined } : acl,
      );
      return toldOfFacts(plan, { networkAcls });
    };
    expect(told({ in: 'none', out: 'all' })).toEqual(['blocked', 'network-acl-denied']);
    expect(told({ in: 'all', out: 'all' })).toEqual(['unknown', 'network-acl-unknown']);
  });
});
