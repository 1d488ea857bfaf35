import { describe, expect, it } from 'vitest';
import {
  egressReachesEndpoint,
  egressToGatewayEndpoint,
} from '../../../src/analysis/connectivity/source-egress.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  allTraffic,
  endpointInterface,
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  permission,
  securityGroup,
  subnet,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

/** A known answer, or the families that are missing for one. */
function told<T>(fact: Fact<T>): T | readonly string[] {
  return fact.known ? fact.value : [...new Set(fact.missing.map(({ family }) => family))];
}

function ask<T>(
  facts: Facts,
  question: (...args: Parameters<typeof egressReachesEndpoint>) => Fact<T>,
): T | readonly string[] {
  const network = networkOfFacts(facts);
  const [endpoint] = network.all('vpcEndpoints');
  if (!endpoint) throw new Error('no endpoint');
  return told(question(network, ['sg-app'], endpoint, endpoint));
}

describe('egress to an interface endpoint', () => {
  const ipv6Permission = (CidrIpv6: string) => permission(443, '', { Ipv6Ranges: [{ CidrIpv6 }] });
  const reaches = (egress: RawItem[], changes: Facts = {}, missing: readonly FamilyName[] = []) =>
    ask(
      without(
        estate({
          vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])],
          securityGroups: [securityGroup('sg-app', { egress })],
          networkInterfaces: [
            endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
            endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.20'),
          ],
          ...changes,
        }),
        ...missing,
      ),
      egressReachesEndpoint,
    );

  it('needs one of its interfaces', () => {
    expect(reaches([permission(443, '10.0.2.20/32')])).toBe(true);
    expect(reaches([permission(443, '10.0.2.21/32'), permission(443, '10.0.1.0/28')])).toBe(false);
    expect(reaches([permission(80, '10.0.0.0/16')])).toBe(false);
    expect(reaches([permission(443, 'sg-other')])).toBe(false);
    expect(reaches([permission(443, 'sg-endpoint')])).toBe(true);
  });

  it('is told by the subnets while interfaces are not known', () => {
    const unseen: readonly FamilyName[] = ['networkInterfaces'];
    expect(reaches([permission(443, '10.0.2.0/24')], {}, unseen)).toBe(true);
    expect(reaches([permission(443, '192.168.0.0/16')], {}, unseen)).toBe(false);
    expect(reaches([permission(443, '10.0.2.0/25')], {}, unseen)).toEqual(unseen);
    expect(reaches([permission(443, '10.0.2.0/24')], {}, [...unseen, 'subnets'])).toEqual(unseen);
    expect(reaches([allTraffic], {}, [...unseen, 'subnets'])).toBe(true);
    expect(reaches([], {}, [...unseen, 'subnets'])).toBe(false);
  });

  it('is open where neither interfaces nor subnets are told', () => {
    const nowhere = interfaceEndpoint('ssm', [], { NetworkInterfaceIds: [] });
    expect(reaches([permission(443, '10.0.2.0/24')], { vpcEndpoints: [nowhere] })).toEqual(['vpcEndpoints']);
    expect(reaches([allTraffic], { vpcEndpoints: [nowhere] })).toBe(true);
  });

  it('is told by the interfaces that are known, as far as they tell', () => {
    const networkInterfaces = [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20')];
    expect(reaches([permission(443, '10.0.1.20/32')], { networkInterfaces })).toBe(true);
    expect(reaches([permission(443, '10.0.2.20/32')], { networkInterfaces })).toEqual(['networkInterfaces']);
  });

  it('needs IPv6 where the endpoint has nothing else', () => {
    const changes: Facts = {
      vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { IpAddressType: 'ipv6' })],
      subnets: [
        subnet('subnet-a', '10.0.1.0/24', 'a', {
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: '2001:db8:0:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
          ],
        }),
      ],
    };
    const unseen: readonly FamilyName[] = ['networkInterfaces'];
    expect(reaches([ipv6Permission('2001:db8::/32')], changes, unseen)).toBe(true);
    expect(reaches([permission(443, '0.0.0.0/0')], changes, unseen)).toEqual(unseen);
    expect(
      reaches([permission(443, '0.0.0.0/0')], {
        ...changes,
        networkInterfaces: [
          endpointInterface('eni-endpoint-a', 'subnet-a', '', {
            PrivateIpAddress: undefined,
            PrivateIpAddresses: [],
            Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::20' }],
          }),
        ],
      }),
    ).toBe(false);
  });

  it('stays open while a prefix list or the group itself is not known', () => {
    expect(reaches([permission(443, 'pl-other')])).toEqual(['managedPrefixListEntries']);
    expect(reaches([permission(443, 'pl-other'), permission(443, '10.0.0.0/8')])).toBe(true);
    expect(reaches([], {}, ['securityGroups'])).toEqual(['securityGroups']);
  });
});

describe('egress to a gateway endpoint', () => {
  const permits = (egress: RawItem[], missing: readonly FamilyName[] = []) =>
    ask(
      without(
        estate({
          vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
          securityGroups: [securityGroup('sg-app', { egress })],
        }),
        ...missing,
      ),
      egressToGatewayEndpoint,
    );

  it('covers all, some or none of the addresses of the service', () => {
    expect(permits([permission(443, 'pl-s3')])).toEqual({ kind: 'all' });
    expect(permits([permission(443, '192.0.0.0/3')])).toEqual({ kind: 'all' });
    expect(permits([permission(443, '10.0.0.0/8')])).toEqual({ kind: 'none', elsewhere: true });
    expect(permits([permission(443, 'sg-app')])).toEqual({ kind: 'none', elsewhere: true });
    expect(permits([permission(80, '0.0.0.0/0')])).toEqual({ kind: 'none', elsewhere: false });
    expect(permits([permission(443, '198.51.100.0/25')])).toEqual({
      kind: 'some',
      blocked: AddressSet.fromCidrs(['198.51.100.128/25', '203.0.113.0/25']),
      total: AddressSet.fromCidrs(['198.51.100.0/24', '203.0.113.0/25']),
    });
  });

  it('needs no prefix list where everything or nothing is permitted', () => {
    expect(permits([allTraffic], ['prefixLists'])).toEqual({ kind: 'all' });
    expect(permits([], ['prefixLists'])).toEqual({ kind: 'none', elsewhere: false });
    expect(permits([permission(443, '10.0.0.0/8')], ['prefixLists'])).toEqual(['prefixLists']);
  });

  it('stays open while a prefix list of the group is not known, unless the rest covers all', () => {
    expect(permits([permission(443, 'pl-other')])).toEqual(['managedPrefixListEntries']);
    expect(permits([permission(443, 'pl-other'), permission(443, 'pl-s3')])).toEqual({ kind: 'all' });
  });
});
