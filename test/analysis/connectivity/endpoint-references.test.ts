import { describe, expect, it } from 'vitest';
import {
  endpointReferences,
  isStale,
  membersAreAdmitted,
  vpcAcrossGateway,
} from '../../../src/analysis/connectivity/endpoint-references.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import {
  account,
  defaultSecurityGroup,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  region,
  securityGroup,
  vpc,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfScopes } from './network-of-facts.ts';

const partner = '444455556666';

/** A rule that names a group, told like this. */
function naming(reference: RawItem): RawItem {
  return permission(443, '', { UserIdGroupPairs: [{ GroupId: 'sg-peer', UserId: account, ...reference }] });
}

function facts(reference: RawItem, changes: Facts = {}): Facts {
  return estate({
    vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' })],
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-endpoint', { ingress: [naming(reference)] }),
      { ...securityGroup('sg-peer', {}), VpcId: 'vpc-2' },
    ],
    ...changes,
  });
}

/** What is said of the one group that is named: whether it is stale, in which VPC beyond a gateway, and of its members. */
function told(own: Facts, elsewhere: Facts | null = null) {
  const network = networkOfScopes(
    [exampleScope, own],
    ...(elsewhere ? [[{ ...exampleScope, account: partner }, elsewhere] as const] : []),
  );
  const [endpoint] = network.all('vpcEndpoints');
  const home = network.all('vpcs').find(({ id }) => id === 'vpc-1');
  if (!endpoint || !home) throw new Error('no endpoint');
  const shown = <T>(fact: Fact<T>) =>
    fact.known ? fact.value : fact.missing.map((each) => `${each.family} of ${each.account}: ${each.reason}`);
  const references = endpointReferences(network, endpoint);
  const [entry] = references.known ? references.value : [];
  if (!entry) return { references: shown(references) };
  return {
    stale: shown(isStale(network, entry)),
    across: shown(vpcAcrossGateway(network, home, entry)),
    members: shown(membersAreAdmitted(network, endpoint, entry.reference.groupId)),
  };
}

const pcx = (fields: RawItem = {}): RawItem => ({
  VpcPeeringConnectionId: 'pcx-1',
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region },
  AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: account, Region: region },
  Status: { Code: 'active' },
  ...fields,
});
const member = (fields: RawItem = {}) =>
  instanceInterface('eni-m', 'subnet-a', '10.0.1.10', { Groups: [{ GroupId: 'sg-peer' }], ...fields });

describe('a group that a rule of an endpoint names', () => {
  it('is stale where its peering connection is gone, or where it is in no account', () => {
    for (const PeeringStatus of ['deleted', 'rejected', 'failed', 'expired', 'deleting']) {
      expect(told(facts({ PeeringStatus })).stale, PeeringStatus).toBe(true);
    }
    expect(told(facts({ PeeringStatus: 'active' })).stale).toBe(false);
    const gone = { GroupId: 'sg-gone', UserId: undefined };
    expect(told(facts(gone)).stale).toBe(true);
    expect(told(facts({ ...gone, UserId: partner })).stale).toBe(false);
  });

  it('is none that is stale where another account has it', () => {
    const theirs = { GroupId: 'sg-theirs', UserId: undefined };
    const elsewhere = estate({ securityGroups: [securityGroup('sg-theirs', {})] });
    expect(told(facts(theirs), elsewhere).stale).toBe(false);
    expect(told(facts(theirs), estate({ securityGroups: [] })).stale).toBe(true);
  });

  it('is in a VPC behind a gateway where nothing else joins the two', () => {
    expect(told(facts({})).across).toBe('vpc-2');
    expect(told(facts({ VpcId: 'vpc-7' })).across).toBe('vpc-7');
  });

  it.each<readonly [string, RawItem, Facts]>([
    ['it is of the VPC itself', { GroupId: 'sg-endpoint' }, {}],
    ['a peering connection is named', { VpcPeeringConnectionId: 'pcx-9' }, {}],
    ['its state is told', { PeeringStatus: 'active' }, {}],
    ['nobody says whose it is', { UserId: undefined }, {}],
    ['a peering connection joins the two', {}, { vpcPeeringConnections: [pcx()] }],
    ['an interface of the VPC carries it', {}, { networkInterfaces: [member()] }],
  ])('is in none where %s', (_, reference, changes) => {
    expect(told(facts(reference, changes)).across).toBe(null);
  });

  it('is behind a gateway where peering connections join others, and interfaces elsewhere carry it', () => {
    const other = { VpcId: 'vpc-3', OwnerId: account, Region: region };
    const peerings = [
      pcx({ AccepterVpcInfo: other }),
      pcx({ VpcPeeringConnectionId: 'pcx-2', RequesterVpcInfo: other }),
    ];
    const networkInterfaces = [
      member({ VpcId: 'vpc-2' }),
      instanceInterface('eni-i', 'subnet-a', '10.0.1.11'),
    ];
    expect(told(facts({}, { vpcPeeringConnections: peerings, networkInterfaces })).across).toBe('vpc-2');
  });

  it('is where nobody knows if its VPC, the peering connections or the interfaces are missing', () => {
    const foreign = { GroupId: 'sg-theirs', UserId: partner };
    expect(told(facts(foreign)).across).toEqual([`securityGroups of ${partner}: which VPC sg-theirs is of`]);
    for (const family of ['vpcPeeringConnections', 'networkInterfaces'] as const) {
      expect(told(without(facts({}), family)).across).toEqual([`${family} of ${account}: not collected`]);
    }
  });

  it('has members whose addresses are admitted, all or not all of them, or none that is seen', () => {
    const members = (ingress: readonly RawItem[], ...networkInterfaces: readonly RawItem[]) =>
      told(
        facts(
          {},
          {
            networkInterfaces,
            securityGroups: [
              { ...securityGroup('sg-endpoint', {}), IpPermissions: [naming({}), ...ingress] },
              { ...securityGroup('sg-peer', {}), VpcId: 'vpc-2' },
            ],
          },
        ),
      ).members;
    const far = member({ NetworkInterfaceId: 'eni-f', PrivateIpAddress: '10.9.0.1', PrivateIpAddresses: [] });
    expect(members([])).toBe(null);
    expect(members([], member())).toBe(false);
    expect(members([permission(443, '10.0.0.0/16')], member())).toBe(true);
    expect(members([permission(443, '10.0.0.0/16')], member(), far)).toBe(false);
    expect(members([permission(22, '10.0.0.0/16')], member())).toBe(false);
    expect(members([permission(443, 'pl-9')], member())).not.toBe(false);
  });

  it('is not to be seen where the groups of the endpoint are not', () => {
    expect(told(without(facts({}), 'securityGroups')).references).toEqual([
      `securityGroups of ${account}: not collected`,
    ]);
  });
});
