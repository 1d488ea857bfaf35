import { describe, expect, it } from 'vitest';
import { hubUses } from '../../../src/analysis/connectivity/hub-uses.ts';
import { servesName } from '../../../src/analysis/connectivity/name/endpoints-at.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  endpointInterface,
  instanceInterface,
  vpc,
  vpcAttributes,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { alias, aws, endpoint, names, record, rules, service } from './name/name-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const spoke = { VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' };
const own = `vpce-0a1-abcd.kms.eu-west-1.vpce.amazonaws.com`;
const compute = instanceInterface('eni-2', 'subnet-2', '10.2.1.10', { VpcId: 'vpc-2' });
const hubInterface = endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.50');
const zone = { HostedZoneId: 'Z1', Name: `${aws('kms')}.`, Owner: { OwningAccount: '111122223333' } };

/** An endpoint in a hub, and a zone by which its name leads a spoke there. */
function facts(changes: Facts = {}, ...records: readonly RawItem[]): Facts {
  return {
    ...names({ vpcEndpoints: [endpoint('kms', [], { PrivateDnsEnabled: false })] }),
    vpcs: [vpc(), vpc(spoke)],
    vpcAttributes: [vpcAttributes(), vpcAttributes({ VpcId: 'vpc-2' })],
    networkInterfaces: [hubInterface, compute],
    hostedZonesByVpc: [
      { VpcId: 'vpc-1', HostedZoneSummaries: [] },
      { VpcId: 'vpc-2', HostedZoneSummaries: [zone] },
    ],
    resourceRecordSets: [
      { HostedZoneId: 'Z1', ResourceRecordSets: records.length > 0 ? records : [alias(aws('kms'), own)] },
    ],
    ...changes,
  };
}

function told(of: Facts): readonly string[] {
  const { uses, missing } = hubUses(networkOfFacts(of));
  return [
    ...uses.flatMap(({ spoke: { id }, endpoints }) =>
      [...endpoints].map(
        ([{ id: used }, addresses]) => `${id} uses ${used} at ${addresses.toCidrs().join()}`,
      ),
    ),
    ...missing.map(({ family, reason }) => `${family}: ${reason}`),
  ];
}

const used = 'vpc-2 uses vpce-0a1 at 10.0.1.50/32';

describe('an endpoint in another VPC is used', () => {
  it('where a zone leads its name there, by an alias or its address', () => {
    expect(told(facts())).toEqual([used]);
    expect(told(facts({}, record(aws('kms'), 'A', '10.0.1.50')))).toEqual([used]);
    expect(told(facts({}, record(aws('kms'), 'A', '10.0.1.50', '10.9.9.9')))).toEqual([used]);
    // So it is beside an endpoint of the VPC's own for another name.
    const beside = endpoint('ssm', [aws('ssm')], {
      VpcEndpointId: 'vpce-0b2',
      VpcId: 'vpc-2',
      NetworkInterfaceIds: [],
    });
    const shared = endpoint('kms', [], { PrivateDnsEnabled: false });
    expect(told(facts({ vpcEndpoints: [beside, shared] }))).toEqual([used]);
  });

  it('not where a zone leads elsewhere, or nowhere', () => {
    expect(told(facts({}, record(aws('kms'), 'A', '10.9.9.9')))).toEqual([]);
    expect(told(facts({}, record(aws('kms'), 'TXT', '"none"')))).toEqual([]);
  });

  it.each<readonly [string, Facts]>([
    ['nothing runs', { networkInterfaces: [hubInterface] }],
    [
      'compute is in the VPC of the endpoint alone',
      { networkInterfaces: [hubInterface, { ...compute, VpcId: 'vpc-1' }] },
    ],
    [
      'hosts ask other servers',
      {
        dhcpOptions: [
          {
            DhcpOptionsId: 'dopt-1',
            DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '10.0.9.53' }] }],
          },
        ],
      },
    ],
    [
      'the VPC has an endpoint for the name itself',
      {
        vpcEndpoints: [
          endpoint('kms', [], { PrivateDnsEnabled: false }),
          endpoint('kms', [aws('kms')], {
            VpcEndpointId: 'vpce-0b2',
            VpcId: 'vpc-2',
            NetworkInterfaceIds: [],
          }),
        ],
        hostedZonesByVpc: ['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, HostedZoneSummaries: [] })),
      },
    ],
    ['the endpoint is not available', { vpcEndpoints: [endpoint('kms', [], { State: 'rejected' })] }],
    [
      'it is one of a customer',
      { vpcEndpoints: [endpoint('x', [], { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' })] },
    ],
    [
      'no zone is there',
      { hostedZonesByVpc: ['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, HostedZoneSummaries: [] })) },
    ],
    [
      'zones do not count',
      {
        vpcAttributes: [
          vpcAttributes(),
          vpcAttributes({ VpcId: 'vpc-2', EnableDnsHostnames: { Value: false } }),
        ],
      },
    ],
  ])('not where %s', (_, changes) => {
    expect(told(facts(changes))).toEqual([]);
  });

  it('is open where zones, records, rules or compute are missing', () => {
    expect(told(without(facts(), 'resourceRecordSets'))).toEqual(['resourceRecordSets: not collected']);
    expect(told(without(facts(), 'networkInterfaces'))).toEqual(['networkInterfaces: not collected']);
    expect(told(without(facts(), 'hostedZonesByVpc'))).toEqual(['hostedZonesByVpc: not collected']);
    expect(told({ ...facts(), ...rules([aws('kms'), 'FORWARD', { VPCId: 'vpc-2' }]) })).toEqual([
      'resolverRules: what the targets of rslvr-rr-0 answer',
    ]);
  });
});

describe('an endpoint serves a name', () => {
  const serves = (name: string, shown: readonly string[], ofService: readonly string[]) => {
    const network = networkOfFacts(
      names({
        vpcEndpoints: [endpoint('ecr.dkr', shown)],
        vpcEndpointServices: [service('ecr.dkr', ...ofService)],
      }),
    );
    const [its] = network.all('vpcEndpoints');
    const fact = its && servesName(network, its, name);
    return fact?.known === true && fact.value;
  };

  it.each<readonly [string, readonly string[], readonly string[], boolean]>([
    ['a.example', ['a.example'], [], true],
    ['a.example', ['b.example', 'a.example'], [], true],
    ['a.example', ['b.example'], ['c.example', 'a.example'], true],
    ['a.example', ['b.example'], ['c.example'], false],
    ['x.a.example', ['*.a.example'], [], true],
    ['*.a.example', ['*.a.example'], [], true],
    ['a.example', ['*.a.example'], [], false],
    ['x.a.example', ['a.example'], [], false],
  ])('%s among %j and those of its service, %j: %s', (name, shown, ofService, expected) => {
    expect(serves(name, shown, ofService)).toBe(expected);
  });
});
