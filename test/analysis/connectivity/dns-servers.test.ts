import { describe, expect, it } from 'vitest';
import { usesAmazonDns } from '../../../src/analysis/connectivity/dns-servers.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { estate, vpc, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';

function answer(facts: Facts) {
  const { network } = buildNetwork(snapshotOfFacts(facts));
  const [only] = network.all('vpcs');
  if (only === undefined) throw new Error('no VPC');
  return usesAmazonDns(network, only);
}

function servers(...values: string[]): Facts {
  return estate({
    dhcpOptions: [
      {
        DhcpOptionsId: 'dopt-1',
        DhcpConfigurations: [
          { Key: 'domain-name', Values: [{ Value: 'example.com' }] },
          { Key: 'domain-name-servers', Values: values.map((Value) => ({ Value })) },
        ],
      },
    ],
  });
}

describe('the DNS servers that a VPC hands out', () => {
  it.each([
    [['AmazonProvidedDNS'], true],
    [['10.0.0.2'], true],
    [['169.254.169.253'], true],
    [['fd00:ec2::253'], true],
    [['fd00:0ec2:0:0:0:0:0:0253', '10.0.0.2', 'AmazonProvidedDNS'], true],
    [['10.0.0.3'], false],
    [['10.1.0.2'], false],
    [['10.0.0.2', '10.0.0.3'], false],
    [['AmazonProvidedDNS', '192.168.7.53'], false],
    [['resolver.example.com'], false],
  ])('%j: Amazon alone is %s', (values, expected) => {
    expect(answer(servers(...values))).toEqual({ known: true, value: expected });
  });

  it('are unknown without the options, without a list of servers, and where no options are set', () => {
    const open = [
      without(estate(), 'dhcpOptions'),
      servers(),
      estate({ vpcs: [vpc({ DhcpOptionsId: 'default' })] }),
    ];
    for (const facts of open) {
      expect(answer(facts)).toMatchObject({ known: false, missing: [{ family: 'dhcpOptions' }] });
    }
  });

  it('are unknown where the options of the VPC are not among those collected', () => {
    expect(answer(estate({ dhcpOptions: [] }))).toMatchObject({
      known: false,
      missing: [{ family: 'dhcpOptions', reason: 'no DHCP options dopt-1 of vpc-1' }],
    });
  });

  it('are unknown where an address could be that of the VPC', () => {
    const facts = { ...servers('10.0.0.2'), vpcs: [vpc({ CidrBlock: undefined })] };
    expect(answer(facts)).toMatchObject({ known: false, missing: [{ family: 'vpcs' }] });
  });
});
