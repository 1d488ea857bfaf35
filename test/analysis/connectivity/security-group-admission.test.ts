import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Admission,
  admission,
  admissionOnSomePort,
  type Direction,
  https,
} from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { Network, Whereabouts } from '../../../src/model/network.ts';
import { PortSet } from '../../../src/model/port-set.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import {
  allTraffic,
  defaultSecurityGroup,
  estate,
  permission,
  securityGroup,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts, networkOfScopes } from './network-of-facts.ts';
import { edgesOf, isAbout, isAdmitted, type PacketAddress, type RawPermission } from './one-packet.ts';

const here: Whereabouts = {
  account: exampleScope.account,
  region: exampleScope.region,
  scope: exampleScope,
};

function ingressOf(groups: readonly RawItem[], ids?: readonly string[], facts: Facts = {}): Admission {
  const network = networkOfFacts(estate({ ...facts, securityGroups: groups }));
  const all = network.all('securityGroups').map(({ id }) => id);
  return admission(network, ids ?? all, here, 'ingress', https);
}

const endpointGroup = (...ingress: RawItem[]) => securityGroup('sg-endpoint', { ingress });

/** Whether a source is admitted by its address or by a group that it carries. */
function lets({ addresses, groupIds }: Admission, address: string, ...carried: string[]): boolean {
  return AddressSet.fromCidrs([address]).isSubsetOf(addresses) || carried.some((id) => groupIds.has(id));
}

describe('admission by security groups', () => {
  it('lets in what a range covers, and nothing beside it (C1, C2)', () => {
    const admitted = ingressOf([endpointGroup(permission(443, '10.0.0.0/16'))]);
    expect(lets(admitted, '10.0.3.4')).toBe(true);
    expect(lets(admitted, '100.64.1.9')).toBe(false);
    expect(admitted.missing).toEqual([]);
  });

  it('lets in whoever carries a referenced group, whatever else it carries (C3)', () => {
    const fromApp = {
      ...permission(443, 'sg-app'),
      IpProtocol: '-1',
      FromPort: undefined,
      ToPort: undefined,
    };
    const admitted = ingressOf([endpointGroup(fromApp)]);
    expect(lets(admitted, '10.0.3.4', 'sg-app', 'sg-x')).toBe(true);
    expect(lets(admitted, '10.0.3.4', 'sg-x')).toBe(false);
  });

  it('knows protocols by name and number, and matches no other (C5, C6)', () => {
    const withProtocol = (IpProtocol: string) =>
      lets(ingressOf([endpointGroup(permission(443, '10.0.0.0/8', { IpProtocol }))]), '10.1.1.1');
    expect(['tcp', 'TCP', '6', '-1'].map(withProtocol)).toEqual([true, true, true, true]);
    expect(['50', 'udp', '17', 'icmp', 'icmpv6', '0'].map(withProtocol)).not.toContain(true);
  });

  it('lets only its own members in where the default group is alone (C7)', () => {
    const admitted = ingressOf([defaultSecurityGroup]);
    expect(lets(admitted, '10.0.1.10', 'sg-app')).toBe(false);
    expect(lets(admitted, '10.0.1.10', 'sg-default')).toBe(true);
  });

  it('is the union of all groups, with prefix lists expanded (C8)', () => {
    const groups = [
      securityGroup('sg-1', {}),
      securityGroup('sg-2', { ingress: [permission(0, 'pl-corporate', { ToPort: 65535 })] }),
    ];
    const managedPrefixListEntries = [
      { PrefixListId: 'pl-corporate', Entries: [{ Cidr: '172.16.0.0/12' }, { Cidr: '2001:db8::/32' }] },
    ];
    const admitted = ingressOf(groups, ['sg-1', 'sg-2'], { managedPrefixListEntries });
    expect(lets(admitted, '172.31.0.1')).toBe(true);
    expect(lets(admitted, '2001:db8::1')).toBe(true);
    expect(admitted.missing).toEqual([]);
    expect(ingressOf(groups, ['sg-1'], { managedPrefixListEntries }).addresses.isEmpty()).toBe(true);
  });

  it('keeps the two directions apart', () => {
    const network = networkOfFacts(
      estate({ securityGroups: [securityGroup('sg-1', { ingress: [permission(443, '10.0.0.0/16')] })] }),
    );
    expect(admission(network, ['sg-1'], here, 'ingress', https).addresses.toCidrs()).toEqual(['10.0.0.0/16']);
    expect(admission(network, ['sg-1'], here, 'egress', https).addresses).toEqual(AddressSet.allIpv4);
  });

  it('names the permissions that admit, and leaves out those without a peer', () => {
    const { permissions } = ingressOf([
      endpointGroup(
        permission(80, '10.0.0.0/16'),
        permission(443, ''),
        permission(443, 'sg-app'),
        permission(443, '10.0.0.0/16'),
      ),
    ]);
    expect(permissions.map(({ group, permission: { index } }) => [group.id, index])).toEqual([
      ['sg-endpoint', 2],
      ['sg-endpoint', 3],
    ]);
  });
});

describe('admission on some port', () => {
  const onSomePort = (ports: PortSet | null, ...ingress: RawItem[]) => {
    const network = networkOfFacts(estate({ securityGroups: [endpointGroup(...ingress)] }));
    return admissionOnSomePort(network, ['sg-endpoint'], here, 'ingress', ports).addresses.toCidrs();
  };
  const mail = PortSet.unionAll([PortSet.of(25), PortSet.of(587)]);

  it('needs one of the ports, over TCP', () => {
    expect(onSomePort(mail, permission(587, '10.0.0.0/16'))).toEqual(['10.0.0.0/16']);
    expect(onSomePort(mail, permission(26, '10.0.0.0/16', { ToPort: 586 }))).toEqual([]);
    expect(onSomePort(mail, permission(587, '10.0.0.0/16', { IpProtocol: 'udp' }))).toEqual([]);
    expect(onSomePort(mail, permission(25, '10.0.0.0/24'), permission(587, '10.0.1.0/24'))).toEqual([
      '10.0.0.0/23',
    ]);
  });

  it('takes any port of TCP or UDP where the ports are not known', () => {
    expect(onSomePort(null, permission(8443, '10.0.0.0/16'))).toEqual(['10.0.0.0/16']);
    expect(onSomePort(null, permission(53, '10.0.0.0/16', { IpProtocol: '17' }))).toEqual(['10.0.0.0/16']);
    expect(onSomePort(null, allTraffic)).toEqual(['0.0.0.0/0']);
    expect(onSomePort(null, permission(8, '10.0.0.0/16', { IpProtocol: 'icmp' }))).toEqual([]);
    expect(onSomePort(null, permission(443, '10.0.0.0/16', { IpProtocol: '50' }))).toEqual([]);
  });
});

describe('admission with facts missing', () => {
  it('keeps what it knows, and says which group it lacks', () => {
    const admitted = ingressOf([endpointGroup(permission(443, '10.0.0.0/16'))], ['sg-endpoint', 'sg-other']);
    expect(lets(admitted, '10.0.3.4')).toBe(true);
    expect(admitted.missing).toEqual([
      {
        family: 'securityGroups',
        account: exampleScope.account,
        region: exampleScope.region,
        reason: expect.stringContaining('sg-other'),
      },
    ]);
  });

  it('is not exact where a group shows no rules of that direction', () => {
    const { missing } = ingressOf([{ ...endpointGroup(), IpPermissions: undefined }]);
    expect(missing.map(({ reason }) => reason)).toEqual(['no IpPermissions on sg-endpoint']);
  });

  it('is not exact where a prefix list on that port is not known, and exact where it is on another', () => {
    const { missing } = ingressOf([endpointGroup(permission(443, 'pl-corporate'))]);
    expect(missing.map(({ family }) => family)).toEqual(['managedPrefixListEntries']);
    expect(ingressOf([endpointGroup(permission(80, 'pl-corporate'))]).missing).toEqual([]);
  });

  it('tells of each account what that account lacks', () => {
    const other = { ...exampleScope, account: '444455556666' };
    const network = networkOfScopes(
      [exampleScope, estate({ securityGroups: [] })],
      [other, without(estate(), 'securityGroups')],
    );
    const from = (account: string) =>
      admission(
        network,
        ['sg-9'],
        { ...here, account, scope: { ...exampleScope, account } },
        'ingress',
        https,
      );
    expect(from('444455556666').missing).toMatchObject([
      { account: '444455556666', reason: 'not collected' },
    ]);
    expect(from('111122223333').missing).toMatchObject([{ account: '111122223333' }]);
  });

  it('does not depend on the order of the groups, or on naming one twice', () => {
    const network = networkOfFacts(estate());
    const ask = (...ids: string[]) => admission(network, ids, here, 'ingress', https);
    expect(ask('sg-endpoint', 'sg-9', 'sg-default')).toEqual(
      ask('sg-default', 'sg-9', 'sg-endpoint', 'sg-9', 'sg-default'),
    );
  });
});

const cidrPool = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '10.0.0.0/8',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.0.1.77/25',
  '10.0.2.0/24',
  '10.0.1.7/32',
  '255.255.255.255/32',
];
const ipv6Pool = ['::/0', '2001:db8::/32', '2001:db8:0:1::/64', '2001:db8:0:1::5/128', 'ffff::/16'];
const knownLists = {
  'pl-s3': ['198.51.100.0/24', '203.0.113.0/25'],
  'pl-office': ['10.0.0.0/15', '10.0.1.0/24', '192.168.0.0/16'],
  'pl-office-ipv6': ['2001:db8:0:1::/64', '2001:db8:1::/48'],
  'pl-empty': [],
};
const unknownList = 'pl-of-another-account';
const missingGroup = 'sg-of-another-account';
const groupIds = ['sg-a', 'sg-b', 'sg-c'];
const portEdges = [0, 1, 22, 80, 442, 443, 444, 1023, 1024, 65534, 65535];

const anyPermission: fc.Arbitrary<RawPermission> = fc
  .record({
    protocol: fc.constantFrom('tcp', '6', 'udp', '17', '-1', 'icmp', '1', 'icmpv6', '58', '50'),
    ports: fc.constantFrom<readonly number[]>(
      [443, 443],
      [0, 65535],
      [-1, -1],
      [80, 442],
      [444, 1023],
      [443, 1024],
      [0, 443],
      [65535, 65535],
      [0, 0],
      [],
    ),
    ipv4: fc.subarray(cidrPool, { maxLength: 2 }),
    ipv6: fc.subarray(ipv6Pool, { maxLength: 1 }),
    lists: fc.subarray([...Object.keys(knownLists), unknownList], { maxLength: 1 }),
    groups: fc.subarray([...groupIds, 'sg-peer'], { maxLength: 2 }),
  })
  .map(({ protocol, ports: [from, to], ipv4, ipv6, lists, groups }) => ({
    IpProtocol: protocol,
    ...(from === undefined || protocol === '-1' ? {} : { FromPort: from, ToPort: to ?? from }),
    IpRanges: ipv4.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: lists.map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: groups.map((GroupId) => ({ GroupId, UserId: '111122223333' })),
  }));

const anyRules = fc.array(anyPermission, { maxLength: 4 });

const anyCase = fc.record({
  rules: fc.record({ 'sg-a': anyRules, 'sg-b': anyRules, 'sg-c': anyRules }),
  carried: fc.subarray([...groupIds, missingGroup]),
  direction: fc.constantFrom<Direction>('ingress', 'egress'),
  protocol: fc.constantFrom(6, 17, 1, 58, 50),
  port: fc.constantFrom(...portEdges),
});

function networkWith(
  rules: Readonly<Record<string, readonly RawPermission[]>>,
  direction: Direction,
): Network {
  const field = direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
  return networkOfFacts({
    securityGroups: Object.entries(rules).map(([id, permissions]) => ({
      ...securityGroup(id, { ingress: [allTraffic] }),
      [field]: permissions,
    })),
    prefixLists: [{ PrefixListId: 'pl-s3', PrefixListName: 's3', Cidrs: knownLists['pl-s3'] }],
    managedPrefixListEntries: Object.entries(knownLists).map(([PrefixListId, cidrs]) => ({
      PrefixListId,
      Entries: cidrs.map((Cidr) => ({ Cidr })),
    })),
  });
}

const probes: readonly PacketAddress[] = [
  ...new Set([...cidrPool, ...ipv6Pool, ...Object.values(knownLists).flat()].flatMap(edgesOf)),
];

describe('admission against one packet at a time', () => {
  it('admits exactly the peers that some rule lets through', () => {
    const seen = { admitted: 0, refused: 0 };
    fc.assert(
      fc.property(anyCase, ({ rules, carried, direction, protocol, port }) => {
        const network = networkWith(rules, direction);
        const answer = admission(network, carried, here, direction, { protocol, port });
        const carriedRules = Object.entries(rules).flatMap(([id, its]) => (carried.includes(id) ? its : []));
        const matching = carriedRules.filter((rule) => isAbout(rule, { protocol, port }));
        for (const peer of probes) {
          const expected = isAdmitted(carriedRules, { protocol, port, peer }, knownLists);
          seen[expected ? 'admitted' : 'refused']++;
          expect(answer.addresses.contains(peer), `${peer}`).toBe(expected);
        }
        const referenced = matching.flatMap((rule) => rule.UserIdGroupPairs.map(({ GroupId }) => GroupId));
        expect([...answer.groupIds].sort()).toEqual([...new Set(referenced)].sort());
        const open =
          carried.includes(missingGroup) ||
          matching.some((rule) =>
            rule.PrefixListIds.some(({ PrefixListId }) => PrefixListId === unknownList),
          );
        expect(answer.missing.length > 0).toBe(open);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.admitted, seen.refused)).toBeGreaterThan(0.02 * (seen.admitted + seen.refused));
  });

  it('admits on some port whom it admits on one of them', () => {
    const anyPorts = fc.option(fc.subarray(portEdges, { maxLength: 4 }), { nil: null });
    fc.assert(
      fc.property(anyCase, anyPorts, ({ rules, carried, direction }, ports) => {
        const network = networkWith(rules, direction);
        const wanted = ports === null ? null : PortSet.unionAll(ports.map((port) => PortSet.of(port)));
        const answer = admissionOnSomePort(network, carried, here, direction, wanted);
        const carriedRules = Object.entries(rules).flatMap(([id, its]) => (carried.includes(id) ? its : []));
        const protocols = ports === null ? [6, 17] : [6];
        const packets = protocols.flatMap((protocol) =>
          (ports ?? portEdges).map((port) => ({ protocol, port })),
        );
        for (const peer of probes) {
          const expected = packets.some((packet) =>
            isAdmitted(carriedRules, { ...packet, peer }, knownLists),
          );
          expect(answer.addresses.contains(peer), `${peer}`).toBe(expected);
        }
      }),
      { numRuns: 150 },
    );
  });
});
