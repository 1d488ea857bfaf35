import { describe, expect, it } from 'vitest';
import { checkExpectation, type Expectation } from '../../../src/analysis/connectivity/expectation.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  defaultSecurityGroup,
  instanceInterface,
  permission,
  route,
  securityGroup,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { privateTable, source, subnets, withNat, withS3, withSsm } from './vectors/common-estate.ts';

/** What an expectation comes to: what is broken, what is open and why, and how much was looked at. */
function told(facts: Facts, expectation: Partial<Expectation>) {
  const { broken, undecided, checked } = checkExpectation(networkOfFacts(facts), {
    name: 'it',
    from: { resources: ['eni-1'] },
    to: ['s3'],
    protocol: 'tcp',
    ...expectation,
  });
  return {
    broken: broken.map(
      ({ from, source: its, to, branch }) =>
        `${from} (${its.id}) to ${to}: ${branch.verdict} by ${branch.via} ${branch.destinations.toCidrs()[0] ?? ''}`,
    ),
    undecided: undecided.map(
      ({ source: its, missing }) =>
        `${its?.id ?? 'nobody'}: ${missing.map(({ reason }) => reason).join(', ')}`,
    ),
    checked,
  };
}

const met = { broken: [], undecided: [], checked: 1 };
const throughNat = withNat(withS3([route('0.0.0.0/0', 'nat-1')]));
const unfiltered = (facts: Facts) => without(facts, 'securityGroups');
const peered = privateTable(route('10.9.0.0/16', 'vgw-9'));

describe('what is expected of a way', () => {
  it.each<readonly [string, Facts, Partial<Expectation>]>([
    ['that there is one', throughNat, { via: 'any', to: ['s3', '8.8.8.8'] }],
    ['that it is private', throughNat, { via: 'private' }],
    ['that it is this', throughNat, { via: 'gateway-endpoint' }],
    ['that it is through NAT', throughNat, { via: 'nat-gateway', to: ['8.8.8.8'] }],
    ['that it is not that', throughNat, { never: ['nat-gateway', 'internet'] }],
    ['that there is none', withS3(), { never: ['any'], to: ['8.8.8.8'] }],
  ])('is met: %s', (_, facts, expectation) => {
    expect(told(facts, expectation)).toEqual({ ...met, checked: expectation.to?.length ?? 1 });
  });

  it.each<readonly [string, Facts, Partial<Expectation>, string]>([
    ['that there is one', withS3(), { via: 'any', to: ['8.8.8.8'] }, 'blocked by none 8.8.8.8/32'],
    [
      'that it is private',
      throughNat,
      { via: 'private', to: ['8.8.8.8'] },
      'reachable by nat-gateway 8.8.8.8/32',
    ],
    ['that it is this', throughNat, { via: 'nat-gateway' }, 'reachable by gateway-endpoint 198.51.100.0/24'],
    ['that it is not that', throughNat, { never: ['any'] }, 'reachable by gateway-endpoint 198.51.100.0/24'],
    [
      'that it is not the internet',
      throughNat,
      { never: ['vpc-peering', 'internet'], to: ['8.8.8.8'] },
      'reachable by nat-gateway 8.8.8.8/32',
    ],
    [
      'that it is both private and none',
      throughNat,
      { via: 'private', never: ['gateway-endpoint'] },
      'reachable by gateway-endpoint 198.51.100.0/24',
    ],
  ])('is broken: %s', (_, facts, expectation, how) => {
    const to = expectation.to?.[0] ?? 's3';
    expect(told(facts, expectation)).toEqual({ ...met, broken: [`eni-1 (eni-1) to ${to}: ${how}`] });
  });

  it('is broken where a part of the senders has no way', () => {
    const half = {
      ...withSsm(),
      networkInterfaces: [
        {
          ...source,
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10' }, { PrivateIpAddress: '10.0.1.11' }],
        },
        ...(withSsm().networkInterfaces ?? []).slice(1),
      ],
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.1.10/32')] }),
      ],
    };
    const partial = ['eni-1 (eni-1) to vpce-0ssm: partial by interface-endpoint 10.0.9.4/32'];
    expect(told(half, { to: ['vpce-0ssm'], via: 'any' })).toEqual({ ...met, broken: partial });
    expect(told(half, { to: ['vpce-0ssm'], never: ['interface-endpoint'] })).toEqual({
      ...met,
      broken: partial,
    });
    expect(told(half, { to: ['vpce-0ssm'], never: ['nat-gateway'] })).toEqual(met);
  });

  it('is open where what is not known could be other than expected', () => {
    const open = { ...met, undecided: ['eni-1: not collected'] };
    expect(told(unfiltered(throughNat), { via: 'gateway-endpoint' })).toEqual(open);
    expect(told(unfiltered(throughNat), { never: ['gateway-endpoint'] })).toEqual(open);
    expect(told(unfiltered(throughNat), { never: ['any'] })).toEqual(open);
    // Whatever the groups permit, it ends at the endpoint.
    expect(told(unfiltered(throughNat), { never: ['internet'] })).toEqual(met);
    expect(told(unfiltered(throughNat), { never: ['internet'], to: ['8.8.8.8'] })).toEqual(open);
    // Beyond an attachment may be any other way.
    const beyond = { ...withSsm(), routeTables: [peered] };
    expect(told(beyond, { never: ['internet'], to: ['10.9.0.1'] })).toEqual({
      ...met,
      undecided: ['eni-1: beyond vgw-9'],
    });
  });

  it('is open where a target is none', () => {
    expect(told(throughNat, { to: ['s3', 'no target'], via: 'any' })).toEqual({
      broken: [],
      undecided: ['nobody: "no target" is no service, DNS name, URL, endpoint id, address or CIDR block.'],
      checked: 2,
    });
  });

  it('is asked on its port and protocol', () => {
    const https = withS3([], {
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', { egress: [permission(443, '0.0.0.0/0')] }),
      ],
    });
    expect(told(https, { via: 'any' }).broken).toEqual([]);
    expect(told(https, { via: 'any', port: 80 }).broken).toHaveLength(1);
    expect(told(https, { via: 'any', protocol: 'udp' }).broken).toHaveLength(1);
  });
});

describe('who is meant', () => {
  const tagged = (item: RawItem, Tags: Readonly<Record<string, string>>): RawItem => {
    const list = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
    return { ...item, [item['NetworkInterfaceId'] === undefined ? 'Tags' : 'TagSet']: list };
  };
  const facts: Facts = {
    ...withS3(),
    subnets: subnets.map((each, index) =>
      tagged(each, index === 0 ? { tier: 'app', team: 'pay' } : { tier: `db-${index}` }),
    ),
    networkInterfaces: [
      tagged(source, { tier: 'app' }),
      instanceInterface('eni-3', 'subnet-a2', '10.0.2.11'),
    ],
  };
  /** To an address that nobody has a way to: each sender breaks the expectation. */
  const who = (from: Expectation['from'], of: Facts = facts) => {
    const { broken, undecided } = told(of, { from, to: ['8.8.8.8'], via: 'any' });
    const ids = broken.map((each) => each.slice(0, each.indexOf(' ')));
    return [...ids, ...undecided].sort((a, b) => a.localeCompare(b, 'en'));
  };

  it.each<readonly [Expectation['from'], readonly string[]]>([
    [{}, ['subnet-a1', 'subnet-a2', 'subnet-ep1']],
    [{ vpcs: ['vpc-1'] }, ['subnet-a1', 'subnet-a2', 'subnet-ep1']],
    [{ subnets: ['subnet-a2'] }, ['subnet-a2']],
    [{ tags: { tier: 'app' } }, ['eni-1', 'subnet-a1']],
    [{ tags: { tier: 'app', team: '*' } }, ['subnet-a1']],
    [{ tags: { tier: 'db-*' } }, ['subnet-a2', 'subnet-ep1']],
    [{ tags: { tier: 'app' }, subnets: ['subnet-a2'] }, []],
    [{ resources: ['eni-3', 'subnet-a1'] }, ['eni-3', 'subnet-a1']],
    [{ resources: ['eni-3'], subnets: ['subnet-a2'], vpcs: ['vpc-1'] }, ['eni-3']],
    [{ resources: ['eni-3'], subnets: ['subnet-a1'] }, []],
    [{ vpcs: ['vpc-9'] }, []],
  ])('%j', (from, expected) => {
    const nobody = ['nobody: no source of expectation "it" is in the input'];
    expect(who(from)).toEqual(expected.length > 0 ? expected : nobody);
  });

  it('may be more where subnets are missing, unless all are named', () => {
    const less = without(facts, 'subnets');
    expect(who({ vpcs: ['vpc-1'] }, less)).toEqual(['nobody: not collected']);
    expect(who({ resources: ['eni-9'] }, less)).toEqual(['nobody: not collected']);
    expect(told(less, { from: { resources: ['eni-3'] }, to: ['8.8.8.8'], via: 'any' }).undecided).toEqual([
      'eni-3: not collected',
    ]);
  });

  it('may stand behind an attachment of the input', () => {
    const gateway: Facts = {
      ...facts,
      vpnGateways: [
        {
          VpnGatewayId: 'vgw-1',
          State: 'available',
          VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
        },
      ],
    };
    const remote = ['10.50.0.0/16@vgw-1', '10.50.0.0/16@vgw-9'];
    expect(told(gateway, { from: { remote }, to: ['8.8.8.8'], via: 'any' })).toEqual({
      broken: ['10.50.0.0/16@vgw-1 (vgw-1) to 8.8.8.8: blocked by vpn-gateway 8.8.8.8/32'],
      undecided: ['nobody: nothing in the input is what 10.50.0.0/16@vgw-9 stands behind'],
      checked: 1,
    });
  });
});
