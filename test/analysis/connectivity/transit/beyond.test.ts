import { describe, expect, it } from 'vitest';
import type { Network } from '../../../../src/model/network.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { route } from '../../../../src/rules/example-estate.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { open } from './plan.ts';
import { facts, only, tablesWith, told, transitRoute, withRoutes } from './trace.ts';

const outside = '198.51.100.7';

/** The internet by the gateway to the second VPC, which has that one route for it. */
function toEgressVpc(out: RawItem): Network {
  return networkOfFacts(
    withRoutes([transitRoute('0.0.0.0/0', 'tgw-attach-10', 'vpc', 'vpc-1')], {
      ...tablesWith({ 'rtb-0a': [route('0.0.0.0/0', 'tgw-0')], 'rtb-1a': [out] }),
      prefixLists: [
        {
          PrefixListId: 'pl-s3',
          PrefixListName: 'com.amazonaws.eu-west-1.s3',
          Cidrs: ['198.51.100.0/24'],
        },
      ],
    }),
  );
}

describe('beyond a transit gateway', () => {
  it('R25: does not know what a NAT gateway of another VPC does with them', () => {
    const branch = only(toEgressVpc(route('0.0.0.0/0', 'nat-1')), outside);
    expect([...told(branch), branch.via]).toEqual(['unknown', 'route-beyond', 'nat-gateway']);
  });

  it('G4: is refused by the gateway endpoint of another VPC', () => {
    const branch = only(toEgressVpc(route('pl-s3', 'vpce-2')), outside);
    expect([...told(branch), branch.via, branch.viaId]).toEqual([
      'blocked',
      'transit-gateway-to-gateway-endpoint',
      'gateway-endpoint',
      'vpce-2',
    ]);
  });

  it('does not get out by the internet gateway of another VPC without NAT', () => {
    const branch = only(toEgressVpc(route('0.0.0.0/0', 'igw-1')), outside);
    expect([...told(branch), branch.via]).toEqual([
      'blocked',
      'internet-gateway-needs-public-address',
      'internet-gateway',
    ]);
  });

  it('goes no further where the other VPC has no route, or one that is a blackhole', () => {
    const elsewhere = route('203.0.113.0/24', 'nat-1');
    expect(told(only(toEgressVpc(elsewhere), outside))).toEqual(['blocked', 'route-none']);
    const blackhole = route('0.0.0.0/0', 'nat-1', { State: 'blackhole' });
    expect(told(only(toEgressVpc(blackhole), outside))).toEqual(['blocked', 'route-blackhole']);
  });

  it.each([
    ['vpn', 'vpn-1'],
    ['direct-connect-gateway', '11460968-4ac1'],
    ['connect', 'tgw-attach-8'],
  ])('is the edge of what the input shows: %s', (type, resource) => {
    const network = networkOfFacts(withRoutes([transitRoute('10.9.0.0/16', 'tgw-attach-9', type, resource)]));
    const branch = only(network, '10.9.1.1');
    expect([...told(branch), branch.via, branch.viaId]).toEqual([
      'unknown',
      'route-beyond',
      'transit-gateway',
      'tgw-0',
    ]);
    expect(branch.missing.map(({ reason }) => reason)).toEqual(['beyond tgw-attach-9']);
  });

  it('does not know where a route without attachment leads', () => {
    const { TransitGatewayAttachments: _, ...nowhere } = transitRoute('10.9.0.0/16', '', '', '');
    expect(told(only(networkOfFacts(withRoutes([nowhere])), '10.9.1.1'))).toEqual([
      'unknown',
      'transit-gateway-unknown',
    ]);
  });

  it('does not know a VPC of an account that was not collected', () => {
    const foreign = {
      TransitGatewayAttachmentId: 'tgw-attach-9',
      TransitGatewayId: 'tgw-0',
      ResourceType: 'vpc',
      ResourceId: 'vpc-9',
      ResourceOwnerId: '444455556666',
      State: 'available',
    };
    const { transitGatewayAttachments = [] } = facts(open);
    const network = networkOfFacts(
      withRoutes([transitRoute('10.9.0.0/16', 'tgw-attach-9', 'vpc', 'vpc-9')], {
        transitGatewayAttachments: [...transitGatewayAttachments, foreign],
      }),
    );
    const { verdict, missing } = only(network, '10.9.1.1');
    expect(verdict).toBe('unknown');
    expect(missing).toContainEqual({
      family: 'vpcs',
      account: '444455556666',
      region: 'eu-west-1',
      reason: 'account and region not collected',
    });
  });
});
