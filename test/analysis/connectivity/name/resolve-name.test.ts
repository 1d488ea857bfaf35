import { describe, expect, it } from 'vitest';
import { gatewayEndpoint, region, s3Cidrs, without } from '../../../../src/rules/example-estate.ts';
import { askIn, attributes, aws, endpoint, names, ssm, zones } from './name-estate.ts';

const name = aws('ssm');
const withSsm = names({ vpcEndpoints: [ssm] });
const gateway = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-gw' });

describe('the name of a service', () => {
  it('leads to its endpoint where private DNS is on (T1)', () => {
    expect(askIn(withSsm, name)).toMatchObject({
      verdict: 'resolved',
      addresses: ['10.0.1.50/32'],
      reasons: ['name-resolved'],
      places: ['vpce-0a1/PrivateDnsEnabled'],
      assumptions: [],
    });
  });

  it('is the same in capitals and with a dot at its end', () => {
    expect(askIn(withSsm, 'SSM.EU-west-1.AmazonAWS.com.')).toEqual(askIn(withSsm, name));
  });

  it('leads to public addresses where private DNS is off (T2, T3)', () => {
    const off = endpoint('ssm', [], { PrivateDnsEnabled: false });
    expect(askIn(names({ vpcEndpoints: [off] }), name)).toMatchObject({
      verdict: 'resolved',
      addresses: [],
      among: ['IPv4: publicAddresses'],
      places: ['vpce-0a1/PrivateDnsEnabled'],
      message: `${name} resolves to public addresses: private DNS of vpce-0a1 is off`,
    });
  });

  it('leads to public addresses where DNS host names are off (T4)', () => {
    expect(askIn({ ...withSsm, ...attributes(true, false) }, name)).toMatchObject({
      verdict: 'resolved',
      addresses: [],
      among: ['IPv4: publicAddresses'],
      places: ['vpc-1/EnableDnsHostnames'],
    });
  });

  it('is not looked up publicly where a zone of the parent domain has no record of it (T16)', () => {
    const shadowed = { ...withSsm, ...zones([`${region}.amazonaws.com`]) };
    expect(askIn(shadowed, aws('sqs'))).toMatchObject({
      verdict: 'blocked',
      reasons: ['name-not-found'],
      places: ['Z0PRIVATE0/ResourceRecordSets'],
    });
    expect(askIn(shadowed, name).addresses).toEqual(['10.0.1.50/32']);
  });

  it('is judged with the endpoint as it stands, whatever its state', () => {
    for (const State of ['Available', 'pendingAcceptance', 'failed', 'deleting']) {
      expect(askIn(names({ vpcEndpoints: [{ ...ssm, State }] }), name).addresses, State).toEqual([
        '10.0.1.50/32',
      ]);
    }
    expect(askIn(names({ vpcEndpoints: [{ ...ssm, State: 'deleted' }] }), name).among).toHaveLength(1);
  });

  it('does not resolve to an endpoint without interfaces', () => {
    const nowhere = { ...ssm, SubnetIds: [], NetworkInterfaceIds: [] };
    expect(askIn(names({ vpcEndpoints: [nowhere] }), name)).toMatchObject({
      verdict: 'blocked',
      reasons: ['name-not-found'],
    });
  });
});

describe('the names of S3', () => {
  const s3 = (inboundOnly: boolean) =>
    endpoint('s3', [aws('s3'), aws('s3-control')], {
      DnsOptions: { DnsRecordIpType: 'ipv4', PrivateDnsOnlyForInboundResolverEndpoint: inboundOnly },
    });

  it("lead to the prefix list's addresses, with or without a gateway endpoint (T8)", () => {
    for (const host of [aws('s3'), `bucket.${aws('s3')}`, aws('dynamodb')]) {
      const cidrs = host === aws('dynamodb') ? ['192.0.2.0/25'] : s3Cidrs;
      expect(askIn(names(), host).addresses, host).toEqual(cidrs);
      expect(askIn(names({ vpcEndpoints: [gateway] }), host).addresses, host).toEqual(cidrs);
    }
  });

  it('lead to public addresses where private DNS answers only inbound Resolver endpoints (T12, T14)', () => {
    expect(askIn(names({ vpcEndpoints: [gateway, s3(true)] }), aws('s3'))).toMatchObject({
      addresses: s3Cidrs,
      places: ['vpce-0a1/DnsOptions/PrivateDnsOnlyForInboundResolverEndpoint'],
    });
  });

  it('lead to the interface endpoint where it answers its VPC, with all names below them (T13)', () => {
    const both = names({ vpcEndpoints: [gateway, s3(false)] });
    for (const host of ['s3', 'bucket.s3', 'account.s3-control']) {
      expect(askIn(both, aws(host)).addresses, host).toEqual(['10.0.1.50/32']);
    }
    expect(askIn(both, aws('s3.dualstack')).addresses).toEqual(s3Cidrs);
  });

  it('have IPv6 addresses too if they are dual-stack names, by the prefix list if there is one (T22)', () => {
    expect(askIn(names({ vpcEndpoints: [gateway] }), aws('s3.dualstack'))).toMatchObject({
      verdict: 'resolved',
      addresses: s3Cidrs,
      among: ['IPv6: prefixLists'],
    });
    const listed = names({
      prefixLists: [
        { PrefixListId: 'pl-s3', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: s3Cidrs },
        { PrefixListId: 'pl-6', PrefixListName: `com.amazonaws.${region}.ipv6.s3`, Cidrs: ['2001:db8::/40'] },
      ],
    });
    expect(askIn(listed, aws('s3.dualstack')).addresses).toEqual([...s3Cidrs, '2001:db8::/40']);
    expect(askIn(listed, aws('s3')).addresses).toEqual(s3Cidrs);
  });

  it('have the records that the gateway endpoint asks for', () => {
    const withRecords = (DnsRecordIpType: string) =>
      askIn(names({ vpcEndpoints: [{ ...gateway, DnsOptions: { DnsRecordIpType } }] }), aws('s3'));
    expect(withRecords('service-defined').among).toEqual([]);
    expect(withRecords('dualstack').among).toEqual(['IPv6: prefixLists']);
    expect(withRecords('ipv6')).toMatchObject({ addresses: [], among: ['IPv6: prefixLists'] });
  });

  it('lead among public addresses in another region, by their legacy forms, or without the lists', () => {
    for (const host of ['s3.us-east-1.amazonaws.com', 's3.amazonaws.com', 's3-eu-west-1.amazonaws.com']) {
      expect(askIn(names(), host), host).toMatchObject({ addresses: [], among: ['IPv4: publicAddresses'] });
    }
    expect(askIn(without(names(), 'prefixLists'), aws('s3'))).toMatchObject({
      addresses: [],
      among: ['IPv4: prefixLists'],
    });
  });
});

describe('DynamoDB', () => {
  it('has no private DNS, whatever its interface endpoint shows', () => {
    const interfaceOnly = endpoint('dynamodb', []);
    expect(askIn(names({ vpcEndpoints: [interfaceOnly] }), aws('dynamodb')).addresses).toEqual([
      '192.0.2.0/25',
    ]);
  });

  it('has streams of which nobody says whether the list holds them', () => {
    expect(askIn(names(), aws('streams.dynamodb')).among).toEqual(['IPv4: publicAddresses']);
  });
});

describe('the hosts of a VPC', () => {
  it('resolve nothing without DNS support, and it is told what they would find', () => {
    expect(askIn({ ...withSsm, ...attributes(false, true) }, name)).toMatchObject({
      verdict: 'blocked',
      reasons: ['dns-support-disabled', 'name-resolved'],
      places: ['vpc-1/EnableDnsSupport', 'vpce-0a1/PrivateDnsEnabled'],
      addresses: ['10.0.1.50/32'],
    });
  });

  it('ask nobody knows whom where they have DNS servers of their own, or the options are not collected', () => {
    const custom = [
      {
        DhcpOptionsId: 'dopt-1',
        DhcpConfigurations: [
          { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }, { Value: '10.0.9.53' }] },
        ],
      },
    ];
    expect(askIn({ ...withSsm, dhcpOptions: custom }, name)).toMatchObject({
      verdict: 'unknown',
      reasons: ['name-unknown'],
      missing: ['dhcpOptions'],
      places: ['dopt-1/DhcpConfigurations'],
      addresses: [],
    });
    expect(askIn(without(withSsm, 'dhcpOptions'), name)).toMatchObject({
      verdict: 'unknown',
      missing: ['dhcpOptions'],
    });
  });

  it('are not known to resolve anything where the attributes were not collected', () => {
    expect(askIn(without(withSsm, 'vpcAttributes'), name)).toMatchObject({
      verdict: 'unknown',
      missing: ['vpcAttributes'],
      addresses: [],
    });
  });

  it('need the host name attribute only where a private zone would answer', () => {
    const half = { ...withSsm, vpcAttributes: [{ VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }] };
    expect(askIn(half, name)).toMatchObject({ verdict: 'unknown', missing: ['vpcAttributes'] });
    expect(askIn(half, aws('sqs')).verdict).toBe('resolved');
  });
});

describe('names that are no service', () => {
  it('are taken for public ones with IPv4 addresses outside the domains of AWS', () => {
    expect(askIn(names(), 'example.com')).toMatchObject({
      verdict: 'resolved',
      among: ['IPv4: publicAddresses'],
      assumptions: ['example.com is taken to have public IPv4 addresses only'],
    });
  });

  it('are not guessed at where they name a resource that may stand in a VPC', () => {
    for (const host of [
      `db.abc.${region}.rds.amazonaws.com`,
      `fs-1.${aws('efs')}`,
      'ip-10-0-1-9.ec2.internal',
    ]) {
      expect(askIn(names(), host), host).toMatchObject({ verdict: 'unknown', missing: ['publicAddresses'] });
    }
  });

  it('have IPv6 addresses too in the dual-stack domain', () => {
    expect(askIn(names(), `sqs.${region}.api.aws`).among).toEqual([
      'IPv4: publicAddresses',
      'IPv6: publicAddresses',
    ]);
  });
});

describe('a service whose addresses no list holds', () => {
  const listed = names({
    prefixLists: [
      { PrefixListId: 'pl-s3', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: ['52.216.0.0/15'] },
    ],
  });

  it('has none of those that a list holds for S3', async () => {
    const { resolveName } = await import('../../../../src/analysis/connectivity/name/resolve-name.ts');
    const { networkOfFacts } = await import('../network-of-facts.ts');
    const network = networkOfFacts(listed);
    const [vpc] = network.all('vpcs');
    const holds = (host: string) =>
      vpc &&
      resolveName(network, vpc, host).destinations[0]?.addresses.contains(52 * 2 ** 24 + 216 * 2 ** 16);
    expect(holds(aws('sqs'))).toBe(false);
    expect(holds(aws('s3-control'))).toBe(true);
    expect(holds(aws('amazonlinux'))).toBe(true);
    expect(holds('example.com')).toBe(true);
  });
});
