import { describe, expect, it } from 'vitest';
import { resolveName } from '../../../../src/analysis/connectivity/name/resolve-name.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { exampleScope, snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import {
  endpointInterface,
  gatewayEndpoint,
  region,
  vpcAttributes,
  without,
} from '../../../../src/rules/example-estate.ts';
import { networkOfScopes } from '../network-of-facts.ts';
import {
  alias,
  ask,
  askIn,
  attributes,
  aws,
  endpoint,
  hub,
  names,
  record,
  ssm,
  zones,
} from './name-estate.ts';

const kms = aws('kms');
const hubOwnName = `vpce-0c3-abcd.kms.${region}.vpce.amazonaws.com`;
const hubEndpoint = (privateDns: boolean) =>
  endpoint('kms', privateDns ? [kms] : [], {
    VpcEndpointId: 'vpce-0c3',
    VpcId: 'vpc-hub',
    NetworkInterfaceIds: ['eni-hub'],
    PrivateDnsEnabled: privateDns,
  });
const withHub = names({
  vpcs: [hub, { ...hub, VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
  vpcAttributes: [vpcAttributes(), vpcAttributes({ VpcId: 'vpc-hub' })],
  vpcEndpoints: [hubEndpoint(true)],
  networkInterfaces: [endpointInterface('eni-hub', 'subnet-hub', '10.9.0.50', { VpcId: 'vpc-hub' })],
});

describe('a hub', () => {
  it('does not lend its private DNS to other VPCs (T18)', () => {
    expect(askIn(withHub, kms)).toMatchObject({
      verdict: 'resolved',
      addresses: [],
      among: ['IPv4: publicAddresses'],
      places: ['vpce-0c3/VpcId'],
    });
  });

  it('is found by a hosted zone that leads to its endpoint (T19)', () => {
    for (const target of [hubOwnName, `vpce-0c3-abcd-${region}a.kms.${region}.vpce.amazonaws.com`]) {
      const network = { ...withHub, ...zones([kms, alias(kms, target)]) };
      network.networkInterfaces = [{ ...withHub.networkInterfaces?.[0], AvailabilityZone: `${region}a` }];
      expect(askIn(network, kms), target).toMatchObject({
        verdict: 'resolved',
        addresses: ['10.9.0.50/32'],
        places: ['Z0PRIVATE0/ResourceRecordSets/2'],
      });
    }
  });

  it('is found by a CNAME', () => {
    const under = {
      ...withHub,
      ...zones([`${region}.amazonaws.com`, record(kms, 'CNAME', `${hubOwnName}.`)]),
    };
    expect(askIn(under, kms)).toMatchObject({
      addresses: ['10.9.0.50/32'],
      reasons: ['name-resolved', 'name-resolved'],
      places: ['Z0PRIVATE0/ResourceRecordSets/2', 'vpce-0c3/DnsEntries'],
    });
  });

  it('is undecided while what could lead to it was not collected, and only then', () => {
    const unseen = without(withHub, 'hostedZonesByVpc', 'hostedZones', 'profileAssociations');
    expect(askIn(unseen, kms)).toMatchObject({
      verdict: 'unknown',
      missing: ['hostedZonesByVpc', 'profileAssociations'],
    });
    expect(askIn(unseen, aws('sqs'))).toMatchObject({
      verdict: 'resolved',
      assumptions: [
        `no hosted zone or Route 53 Profile that was not collected answers for ${aws('sqs')} in vpc-1`,
      ],
    });
    const leaving = { ...unseen, vpcEndpoints: [{ ...hubEndpoint(true), State: 'deleting' }] };
    expect(askIn(leaving, kms).verdict).toBe('resolved');
    const noRules = without(withHub, 'resolverRuleAssociations');
    expect(askIn(noRules, kms)).toMatchObject({ verdict: 'unknown', missing: ['resolverRuleAssociations'] });
  });
});

describe('what was not collected', () => {
  const none = (facts: Parameters<typeof askIn>[0]) =>
    without(facts, 'hostedZones', 'hostedZonesByVpc', 'profileAssociations', 'resolverRuleAssociations');

  it('is taken to be absent where private DNS answers', () => {
    const seen = askIn(none(names({ vpcEndpoints: [ssm] })), aws('ssm'));
    expect(seen.addresses).toEqual(['10.0.1.50/32']);
    // No zone or Profile comes before the endpoint's own zone of that name.
    expect(seen.assumptions).toEqual([
      `no resolver rule that was not collected answers for ${aws('ssm')} in vpc-1`,
    ]);
  });

  it('is missing where private DNS is off', () => {
    const off = endpoint('ssm', [], { PrivateDnsEnabled: false });
    expect(askIn(none(names({ vpcEndpoints: [off] })), aws('ssm'))).toMatchObject({
      verdict: 'unknown',
      missing: ['hostedZonesByVpc', 'profileAssociations', 'resolverRuleAssociations'],
    });
  });

  it('may hold what a zone of a parent domain does not', () => {
    const off = endpoint('kms', [], { PrivateDnsEnabled: false });
    const parent = { ...names({ vpcEndpoints: [off] }), ...zones([`${region}.amazonaws.com`]) };
    expect(askIn(without(parent, 'profileAssociations'), kms)).toMatchObject({
      verdict: 'unknown',
      missing: ['profileAssociations'],
    });
    expect(askIn(without(parent, 'profileAssociations'), aws('sqs'))).toMatchObject({ verdict: 'blocked' });
    const found = { ...parent, ...zones([`${region}.amazonaws.com`, record(kms, 'A', '10.1.1.1')]) };
    expect(askIn(without(found, 'profileAssociations'), kms)).toMatchObject({
      addresses: ['10.1.1.1/32'],
      assumptions: [`no Route 53 Profile that was not collected answers for ${kms} in vpc-1`],
    });
  });

  it('is taken to be absent where a gateway endpoint takes the public addresses', () => {
    const s3 = endpoint('s3', [], { PrivateDnsEnabled: false });
    const gateway = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-gw' });
    expect(askIn(none(names({ vpcEndpoints: [s3] })), aws('s3')).verdict).toBe('unknown');
    const both = askIn(none(names({ vpcEndpoints: [s3, gateway] })), aws('s3'));
    expect(both.verdict).toBe('resolved');
    expect(both.assumptions).toHaveLength(1);
  });

  it('is no zone where the VPC lets none answer', () => {
    const facts = { ...names({ vpcEndpoints: [ssm] }), ...attributes(true, false) };
    expect(askIn(without(facts, 'hostedZones', 'hostedZonesByVpc'), aws('ssm'))).toMatchObject({
      verdict: 'resolved',
      assumptions: [],
    });
  });
});

describe('a private hosted zone', () => {
  const zone = 'example.com';
  const inZone = (name: string, ...records: RawItem[]) =>
    askIn({ ...names(), ...zones([zone, ...records]) }, name);

  it('answers with the addresses of its records of both families', () => {
    const both = inZone(
      'a.example.com',
      record('a.example.com', 'A', '10.1.1.1', '10.1.1.2'),
      record('a.example.com', 'AAAA', '2001:db8::1'),
    );
    expect(both.addresses).toEqual(['10.1.1.1/32', '10.1.1.2/32', '2001:db8::1/128']);
  });

  it('has nothing for a name with records of other types', () => {
    expect(inZone('a.example.com', record('a.example.com', 'TXT', '"x"')).verdict).toBe('blocked');
    expect(inZone('a.example.com').verdict).toBe('blocked');
    expect(inZone('a.example.com').message).toContain('hosted zone Z0PRIVATE0 (example.com)');
  });

  it('answers with a wildcard, written as Route 53 does, for any depth below', () => {
    const wildcard = record('\\052.example.com', 'A', '10.1.1.1');
    expect(inZone('a.example.com', wildcard).addresses).toEqual(['10.1.1.1/32']);
    expect(inZone('b.a.example.com', wildcard).addresses).toEqual(['10.1.1.1/32']);
    expect(inZone('example.com', wildcard).verdict).toBe('blocked');
  });

  it('prefers a record of the name, and the nearest wildcard', () => {
    const records = [
      record('*.example.com', 'A', '10.1.1.1'),
      record('*.a.example.com', 'A', '10.1.1.2'),
      record('b.a.example.com', 'A', '10.1.1.3'),
    ];
    expect(inZone('b.a.example.com', ...records).addresses).toEqual(['10.1.1.3/32']);
    expect(inZone('c.a.example.com', ...records).addresses).toEqual(['10.1.1.2/32']);
    expect(inZone('d.example.com', ...records).addresses).toEqual(['10.1.1.1/32']);
  });

  it('is uncertain where a wildcard meets names that exist without an address', () => {
    const wildcard = record('*.example.com', 'A', '10.1.1.1');
    for (const other of [record('a.example.com', 'TXT', '"x"'), record('c.a.example.com', 'A', '10.1.1.2')]) {
      for (const name of ['a.example.com', 'b.a.example.com']) {
        expect(inZone(name, wildcard, other)).toMatchObject({
          verdict: 'unknown',
          missing: ['resourceRecordSets'],
        });
      }
    }
  });

  it('is uncertain below names that it delegates', () => {
    const delegated = record('sub.example.com', 'NS', 'ns1.example.net.');
    expect(inZone('a.sub.example.com', delegated)).toMatchObject({ verdict: 'unknown' });
    expect(inZone('a.example.com', delegated).verdict).toBe('blocked');
  });

  it('follows CNAMEs through zones to the end, and not in circles', () => {
    const facts = {
      ...names({ vpcEndpoints: [ssm] }),
      ...zones(
        [
          'example.com',
          record('a.example.com', 'CNAME', 'b.example.net.'),
          record('c.example.com', 'CNAME', 'd.example.net.'),
        ],
        [
          'example.net',
          record('b.example.net', 'CNAME', aws('ssm')),
          record('d.example.net', 'CNAME', 'C.example.com.'),
        ],
      ),
    };
    expect(askIn(facts, 'a.example.com')).toMatchObject({
      addresses: ['10.0.1.50/32'],
      places: [
        'Z0PRIVATE0/ResourceRecordSets/2',
        'Z0PRIVATE1/ResourceRecordSets/2',
        'vpce-0a1/PrivateDnsEnabled',
      ],
    });
    expect(askIn(facts, 'c.example.com')).toMatchObject({ verdict: 'blocked' });
  });

  it('follows aliases within itself, by type, and not in circles', () => {
    const own = (name: string, target: string, type = 'A') =>
      alias(name, target, type, '/hostedzone/Z0PRIVATE0');
    expect(
      inZone('a.example.com', own('a.example.com', 'b.example.com'), record('b.example.com', 'A', '10.1.1.1'))
        .addresses,
    ).toEqual(['10.1.1.1/32']);
    expect(
      inZone(
        'a.example.com',
        own('a.example.com', 'b.example.com', 'AAAA'),
        record('b.example.com', 'A', '10.1.1.1'),
      ).verdict,
    ).toBe('blocked');
    expect(inZone('a.example.com', own('a.example.com', 'a.example.com')).verdict).toBe('blocked');
  });

  it('follows aliases of both types to the end', () => {
    const both = ['A', 'AAAA'].map((type) =>
      alias('a.example.com', 'b.example.com', type, '/hostedzone/Z0PRIVATE0'),
    );
    const end = [record('b.example.com', 'A', '10.1.1.1'), record('b.example.com', 'AAAA', '2001:db8::1')];
    expect(inZone('a.example.com', ...both, ...end).addresses).toEqual(['10.1.1.1/32', '2001:db8::1/128']);
  });

  it('does not take an alias to a zone of the same names for one to itself', () => {
    const other = alias('a.example.com', 'b.example.com', 'A', '/hostedzone/Z0OTHER');
    expect(inZone('a.example.com', other, record('b.example.com', 'A', '10.1.1.1'))).toMatchObject({
      verdict: 'unknown',
      missing: ['resourceRecordSets'],
    });
  });

  it('leads where any of its records for a name does, if others lead nowhere', () => {
    const weighted = ['nowhere.example.com', aws('dynamodb')].map((target, index) => ({
      ...record('a.example.com', 'CNAME', target),
      SetIdentifier: `${index}`,
      Weight: 1,
    }));
    expect(inZone('a.example.com', ...weighted)).toMatchObject({
      verdict: 'resolved',
      addresses: ['192.0.2.0/25'],
    });
  });

  it('does not know the addresses of other alias targets', () => {
    const elb = alias('a.example.com', `lb-1.${region}.elb.amazonaws.com`);
    expect(inZone('a.example.com', elb)).toMatchObject({
      verdict: 'unknown',
      missing: ['resourceRecordSets'],
    });
    const gone = alias('a.example.com', `vpce-0ff-abcd.kms.${region}.vpce.amazonaws.com`);
    expect(inZone('a.example.com', gone)).toMatchObject({ verdict: 'unknown', missing: ['vpcEndpoints'] });
  });

  it('answers with the addresses of an endpoint that fit the type of the alias', () => {
    const own = `vpce-0a1-abcd.ssm.${region}.vpce.amazonaws.com`;
    const facts = (...types: string[]) => ({
      ...names({ vpcEndpoints: [ssm] }),
      ...zones([zone, ...types.map((type) => alias('a.example.com', own, type))]),
    });
    expect(askIn(facts('A', 'AAAA'), 'a.example.com')).toMatchObject({
      verdict: 'resolved',
      addresses: ['10.0.1.50/32'],
    });
    expect(askIn(facts('AAAA'), 'a.example.com').verdict).toBe('blocked');
  });

  it('leaves a name open of which one record is', () => {
    const own = `vpce-0a1-abcd.ssm.${region}.vpce.amazonaws.com`;
    const facts = {
      ...names({ vpcEndpoints: [ssm] }),
      ...zones([zone, alias('a.example.com', own), alias('a.example.com', 'lb-1.example.net', 'AAAA')]),
    };
    expect(askIn(facts, 'a.example.com')).toMatchObject({ verdict: 'unknown', addresses: [] });
  });

  it('may lead to any of several names', () => {
    const weighted = ['sqs', 'sns', 'dynamodb'].map((host, index) => ({
      ...record('a.example.com', 'CNAME', aws(host)),
      SetIdentifier: `${index}`,
      Weight: 1,
    }));
    expect(inZone('a.example.com', ...weighted)).toMatchObject({
      verdict: 'resolved',
      addresses: ['192.0.2.0/25'],
      among: ['IPv4: publicAddresses'],
      assumptions: [
        'each of the record sets of a.example.com in hosted zone Z0PRIVATE0 (example.com) may be what is answered',
      ],
    });
  });

  it('is read in no time, however its aliases run together', () => {
    const many = Array.from({ length: 40 }, (_, from) =>
      Array.from({ length: 40 }, (_, to) => [
        record(`n${from}.example.com`, 'CNAME', `n${to}.example.com`),
        alias(`a${from}.example.com`, `a${to}.example.com`, 'A', 'Z0PRIVATE0'),
      ]),
    ).flat(2);
    expect(inZone('n0.example.com', ...many).verdict).toBe('blocked');
    expect(inZone('a0.example.com', ...many).verdict).toBe('blocked');
    const long = Array.from({ length: 10_000 }, (_, n) => [
      record(`n${n}.example.com`, 'CNAME', `n${n + 1}.example.com`),
      alias(`a${n}.example.com`, `a${n + 1}.example.com`, 'A', 'Z0PRIVATE0'),
    ]).flat();
    expect(inZone('n0.example.com', ...long).verdict).toBe('blocked');
    expect(inZone('a0.example.com', ...long).verdict).toBe('blocked');
    expect(inZone('n0.example.com', ...many, record('n39.example.com', 'A', '10.1.1.1')).addresses).toEqual([
      '10.1.1.1/32',
    ]);
  });

  it('may hold more than what was collected of it', () => {
    const facts = { ...names(), ...zones([zone, record('a.example.com', 'A', '10.1.1.1')]) };
    const { documents, collectedAt, scopes } = snapshotOfFacts(facts);
    const cut = scopes.map(({ scope, families }) => {
      const { resourceRecordSets } = families;
      return {
        scope,
        families: {
          ...families,
          ...(resourceRecordSets ? { resourceRecordSets: { ...resourceRecordSets, complete: false } } : {}),
        },
      };
    });
    const { network } = buildNetwork({ documents, collectedAt, scopes: cut });
    expect(ask(network, 'a.example.com').addresses).toEqual(['10.1.1.1/32']);
    expect(ask(network, 'b.example.com')).toMatchObject({
      verdict: 'unknown',
      missing: ['resourceRecordSets'],
    });
  });

  it('counts only where DNS host names are on', () => {
    const facts = { ...names(), ...zones([zone]), ...attributes(true, false) };
    expect(askIn(facts, 'a.example.com').verdict).toBe('resolved');
  });

  it('is needed with its records where it answers, and only there', () => {
    const facts = without({ ...names(), ...zones([zone]) }, 'resourceRecordSets');
    expect(askIn(facts, 'a.example.com')).toMatchObject({
      verdict: 'unknown',
      missing: ['resourceRecordSets'],
      places: ['vpc-1/HostedZoneSummaries/0'],
    });
    expect(askIn(facts, 'a.example.net').verdict).toBe('resolved');
  });

  it("of another account has its records in that account's answer", () => {
    const owner = { ...exampleScope, account: '999988887777' };
    const { hostedZonesByVpc = [], resourceRecordSets = [] } = zones([zone, record(zone, 'A', '10.1.1.1')]);
    const foreign = JSON.parse(JSON.stringify(hostedZonesByVpc).replace('111122223333', '999988887777'));
    const spoke = { ...without(names(), 'resourceRecordSets'), hostedZonesByVpc: foreign };
    expect(
      ask(networkOfScopes([exampleScope, spoke], [owner, { resourceRecordSets }]), zone).addresses,
    ).toEqual(['10.1.1.1/32']);
    const alone = networkOfScopes([exampleScope, spoke]);
    const [vpc] = alone.all('vpcs');
    expect(vpc && resolveName(alone, vpc, zone).missing).toMatchObject([
      { family: 'resourceRecordSets', account: owner.account },
    ]);
  });

  it('has the same records in every region', () => {
    const { resourceRecordSets = [], ...associated } = zones([zone, record(zone, 'A', '10.1.1.1')]);
    const here = { ...without(names(), 'resourceRecordSets'), ...associated };
    const network = networkOfScopes(
      [exampleScope, here],
      [{ ...exampleScope, region: 'us-east-1' }, { resourceRecordSets }],
    );
    expect(ask(network, zone).addresses).toEqual(['10.1.1.1/32']);
    expect(ask(network, 'a.example.com').verdict).toBe('blocked');
  });

  it('that an endpoint made is not taken for a second one', () => {
    const facts = names({
      vpcEndpoints: [ssm],
      hostedZonesByVpc: [
        {
          VpcId: 'vpc-1',
          HostedZoneSummaries: [
            { HostedZoneId: 'Z0', Name: `${aws('ssm')}.`, Owner: { OwningService: 'vpce.amazonaws.com' } },
          ],
        },
      ],
    });
    expect(askIn(facts, aws('ssm')).addresses).toEqual(['10.0.1.50/32']);
  });

  it('beside another of the same name leaves open which one answers', () => {
    const facts = {
      ...names({ vpcEndpoints: [ssm] }),
      ...zones([aws('ssm'), record(aws('ssm'), 'A', '10.1.1.1')]),
    };
    expect(askIn(facts, aws('ssm'))).toMatchObject({ verdict: 'unknown', missing: ['hostedZonesByVpc'] });
  });
});

describe('hosted zones without the answer about the VPC', () => {
  const listed = (VPCId: string | null) => ({
    ...without(names(), 'hostedZonesByVpc'),
    hostedZones: [
      { Id: '/hostedzone/Z0PRIVATE0', Name: 'example.com.', Config: { PrivateZone: true } },
      { Id: '/hostedzone/Z0PUBLIC', Name: 'example.net.', Config: { PrivateZone: false } },
    ],
    ...(VPCId === null ? {} : { hostedZoneVpcs: [{ HostedZoneId: 'Z0PRIVATE0', VPCs: [{ VPCId }] }] }),
    resourceRecordSets:
      zones(['example.com', record('a.example.com', 'A', '10.1.1.1')]).resourceRecordSets ?? [],
  });

  it('count where they name the VPC', () => {
    expect(askIn(listed('vpc-1'), 'a.example.com')).toMatchObject({
      addresses: ['10.1.1.1/32'],
      assumptions: ['no hosted zone that was not collected answers for a.example.com in vpc-1'],
    });
    expect(askIn(listed('vpc-2'), 'a.example.com').among).toEqual(['IPv4: publicAddresses']);
  });

  it('may count where their VPCs were not collected', () => {
    expect(askIn(listed(null), 'a.example.com')).toMatchObject({
      verdict: 'unknown',
      missing: ['hostedZoneVpcs'],
    });
    expect(askIn(listed(null), 'a.example.net').verdict).toBe('resolved');
  });

  it('are never all there are: another account may have associated one of its own', () => {
    const off = endpoint('kms', [], { PrivateDnsEnabled: false });
    const facts = { ...listed('vpc-1'), vpcEndpoints: [off] };
    expect(askIn(facts, kms)).toMatchObject({ verdict: 'unknown', missing: ['hostedZonesByVpc'] });
  });
});
