import { describe, expect, it } from 'vitest';
import { endpointInterface, region, without } from '../../../../src/rules/example-estate.ts';
import { askIn, aws, endpoint, names, service, ssm } from './name-estate.ts';

describe('the private DNS of an endpoint', () => {
  it('answers for the names that the endpoint shows, not for newer ones of its service', () => {
    const old = endpoint('kms', [aws('kms')]);
    const facts = names({ vpcEndpoints: [old] });
    expect(askIn(facts, aws('kms')).addresses).toEqual(['10.0.1.50/32']);
    expect(askIn(facts, aws('kms-fips')).among).toEqual(['IPv4: publicAddresses']);
  });

  it("answers for all names of its service where it shows only the endpoint's own", () => {
    const facts = names({ vpcEndpoints: [endpoint('kms', [])] });
    expect(askIn(facts, aws('kms-fips')).addresses).toEqual(['10.0.1.50/32']);
  });

  it('leaves its own service in doubt, and no other, where its names were not collected', () => {
    const facts = without(names({ vpcEndpoints: [endpoint('ecr.api', [])] }), 'vpcEndpointServices');
    expect(askIn(facts, aws('api.ecr'))).toMatchObject({
      verdict: 'unknown',
      missing: ['vpcEndpointServices'],
      places: ['vpce-0a1/PrivateDnsEnabled'],
    });
    expect(askIn(facts, aws('sqs')).verdict).toBe('resolved');
    expect(askIn(facts, 'api.example.com').verdict).toBe('resolved');
  });

  it("leaves names outside AWS's domains in doubt where the service is a customer's", () => {
    const own = endpoint('vpce-svc-1', [], { ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-1` });
    const facts = without(names({ vpcEndpoints: [own] }), 'vpcEndpointServices');
    expect(askIn(facts, 'api.example.com')).toMatchObject({ verdict: 'unknown' });
    expect(askIn(facts, aws('sqs')).verdict).toBe('resolved');
    const shown = { ...own, DnsEntries: [{ DnsName: 'api.example.com' }] };
    expect(askIn(names({ vpcEndpoints: [shown] }), 'api.example.com').addresses).toEqual(['10.0.1.50/32']);
  });

  it('answers for every name below a wildcard, and not for the domain itself', () => {
    const facts = names({ vpcEndpoints: [endpoint('ecr.dkr', [`*.${aws('dkr.ecr')}`])] });
    expect(askIn(facts, `111122223333.${aws('dkr.ecr')}`).addresses).toEqual(['10.0.1.50/32']);
    expect(askIn(facts, `a.b.${aws('dkr.ecr')}`).addresses).toEqual(['10.0.1.50/32']);
    expect(askIn(facts, aws('dkr.ecr')).verdict).toBe('blocked');
  });

  it('keeps names below its own from being found anywhere', () => {
    const facts = names({ vpcEndpoints: [endpoint('eks', [aws('eks')])] });
    expect(askIn(facts, aws('oidc.eks'))).toMatchObject({ verdict: 'blocked', reasons: ['name-not-found'] });
  });

  it('is in doubt where the endpoint does not say whether it is on', () => {
    const { PrivateDnsEnabled: _, ...silent } = ssm;
    expect(askIn(names({ vpcEndpoints: [silent] }), aws('ssm'))).toMatchObject({
      verdict: 'unknown',
      missing: ['vpcEndpoints'],
    });
    expect(askIn(names({ vpcEndpoints: [silent] }), aws('sqs')).verdict).toBe('resolved');
  });

  it('is in doubt where the endpoints were not collected, for every name', () => {
    const facts = without(names(), 'vpcEndpoints');
    expect(askIn(facts, aws('ssm'))).toMatchObject({ verdict: 'unknown', missing: ['vpcEndpoints'] });
  });

  it('is none of a gateway endpoint that shows the flag', () => {
    const gateway = endpoint('ssm', [aws('ssm')], { VpcEndpointType: 'Gateway' });
    expect(askIn(names({ vpcEndpoints: [gateway] }), aws('ssm')).among).toHaveLength(1);
  });
});

describe('the addresses of an endpoint', () => {
  const dual = endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.50', {
    Ipv6Addresses: [{ Ipv6Address: '2001:db8::50' }],
  });
  const answered = (fields: Record<string, unknown>, host = 'ssm') =>
    askIn(
      names({ vpcEndpoints: [endpoint('ssm', [aws(host)], fields)], networkInterfaces: [dual] }),
      aws(host),
    ).addresses;

  it('are answered by the types of its records', () => {
    const both = ['10.0.1.50/32', '2001:db8::50/128'];
    expect(answered({})).toEqual(both);
    expect(answered({ IpAddressType: 'ipv4' })).toEqual(['10.0.1.50/32']);
    expect(answered({ IpAddressType: 'dualstack' })).toEqual(both);
    expect(answered({ IpAddressType: 'ipv6', DnsOptions: { DnsRecordIpType: 'ipv6' } })).toEqual([
      '2001:db8::50/128',
    ]);
    expect(answered({ IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'ipv4' } })).toEqual([
      '10.0.1.50/32',
    ]);
  });

  it('hold IPv6 for service-defined records of dual-stack names only', () => {
    const serviceDefined = {
      IpAddressType: 'dualstack',
      DnsOptions: { DnsRecordIpType: 'service-defined' },
    };
    expect(answered(serviceDefined)).toEqual(['10.0.1.50/32']);
    expect(answered(serviceDefined, 'ssm.dualstack')).toEqual(['10.0.1.50/32', '2001:db8::50/128']);
    const facts = names({
      vpcEndpoints: [endpoint('ssm', [], serviceDefined)],
      networkInterfaces: [dual],
    });
    const own = `vpce-0a1-abcd.ssm.${region}.vpce.amazonaws.com`;
    expect(askIn(facts, own).addresses).toEqual(['10.0.1.50/32', '2001:db8::50/128']);
  });

  it('are missing with the interfaces', () => {
    const facts = names({ vpcEndpoints: [ssm] });
    expect(askIn(without(facts, 'networkInterfaces'), aws('ssm'))).toMatchObject({
      verdict: 'unknown',
      missing: ['networkInterfaces'],
      reasons: ['name-unknown'],
    });
    expect(askIn({ ...facts, networkInterfaces: [] }, aws('ssm')).missing).toEqual(['networkInterfaces']);
  });
});

describe("an endpoint's own names", () => {
  const facts = names({
    vpcEndpoints: [
      endpoint('ssm', [], {
        PrivateDnsEnabled: false,
        NetworkInterfaceIds: ['eni-endpoint-a', 'eni-endpoint-b'],
      }),
    ],
    networkInterfaces: [
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.50', { AvailabilityZone: `${region}a` }),
      endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.50'),
    ],
    vpcEndpointServices: [service('ssm', aws('ssm'))],
  });
  const own = (label: string) => `${label}.ssm.${region}.vpce.amazonaws.com`;

  it('lead to all of its interfaces, or to those of one zone', () => {
    expect(askIn(facts, own('vpce-0a1-abcd')).addresses).toEqual(['10.0.1.50/32', '10.0.2.50/32']);
    expect(askIn(facts, own('vpce-0a1-abcd-eu-west-1a')).addresses).toEqual(['10.0.1.50/32']);
    expect(askIn(facts, own('vpce-0a1-abcd-eu-west-1b')).addresses).toEqual(['10.0.2.50/32']);
    expect(askIn(facts, own('vpce-0a1-abcd-eu-west-1c')).verdict).toBe('blocked');
  });

  it('lead there from another VPC as well, and while private zones do not count', () => {
    const spoke = {
      ...facts,
      vpcs: [
        ...(facts.vpcs ?? []),
        { VpcId: 'vpc-2', OwnerId: '111122223333', CidrBlock: '10.2.0.0/16', DhcpOptionsId: 'dopt-1' },
      ],
      vpcAttributes: [
        { VpcId: 'vpc-2', EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: false } },
      ],
    };
    expect(askIn(spoke, own('vpce-0a1-abcd'), 'vpc-2').addresses).toHaveLength(2);
  });

  it('may be wildcards', () => {
    const s3 = endpoint('s3', [], {
      DnsEntries: [{ DnsName: `\\052.vpce-0a1-abcd.s3.${region}.vpce.amazonaws.com.` }],
      NetworkInterfaceIds: ['eni-endpoint-a'],
    });
    expect(
      askIn({ ...facts, vpcEndpoints: [s3] }, `bucket.vpce-0a1-abcd.s3.${region}.vpce.amazonaws.com`)
        .addresses,
    ).toEqual(['10.0.1.50/32']);
  });

  it('are recognised by the id where the endpoint does not show them', () => {
    const silent = { ...facts, vpcEndpoints: [{ ...facts.vpcEndpoints?.[0], DnsEntries: [] }] };
    expect(askIn(silent, own('vpce-0a1-abcd-eu-west-1b')).addresses).toEqual(['10.0.2.50/32']);
  });

  it('are not known of an endpoint that is not in the input', () => {
    expect(askIn(facts, own('vpce-0ff-abcd'))).toMatchObject({
      verdict: 'unknown',
      missing: ['vpcEndpoints'],
    });
  });
});
