import dnsPhzAaaaMissing from '../../../src/rules/dns/dns-phz-aaaa-missing.ts';
import {
  account,
  instanceInterface,
  region,
  subnet,
  vpc,
  vpcAttributes,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { decides } from './decide.ts';

/** The facts of the first example: a zone with a record of type A, and an instance without IPv4 addresses. */
const facts: Facts = dnsPhzAaaaMissing.examples[0]?.facts ?? {};

/** The same zone on a second VPC, with an instance of IPv6 alone there too. */
const onTwoVpcs: Facts = {
  ...facts,
  vpcs: [vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' }), ...(facts.vpcs ?? [])],
  vpcAttributes: [vpcAttributes({ VpcId: 'vpc-2' }), ...(facts.vpcAttributes ?? [])],
  hostedZoneVpcs: [
    {
      HostedZoneId: 'Z1',
      VPCs: ['vpc-1', 'vpc-2'].map((VPCId) => ({ VPCId, VPCRegion: region })),
    },
  ],
  hostedZonesByVpc: ['vpc-1', 'vpc-2'].map((VpcId) => ({
    VpcId,
    HostedZoneSummaries: [
      { HostedZoneId: 'Z1', Name: `ssm.${region}.amazonaws.com.`, Owner: { OwningAccount: account } },
    ],
  })),
  subnets: [
    ...(facts.subnets ?? []),
    {
      ...subnet('subnet-far', '', 'a', { VpcId: 'vpc-2' }),
      CidrBlock: undefined,
      Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:7::/64' }],
    },
  ],
  networkInterfaces: [
    ...(facts.networkInterfaces ?? []),
    instanceInterface('eni-far', 'subnet-far', '', {
      VpcId: 'vpc-2',
      PrivateIpAddress: undefined,
      PrivateIpAddresses: [],
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:7::10' }],
    }),
  ],
};

decides(dnsPhzAaaaMissing, [
  {
    title: 'the compute of every VPC that the zone is for suffers',
    facts: onTwoVpcs,
    findings: [
      {
        resource: 'Z1',
        affected: ['eni-6', 'eni-far', 'vpc-1', 'vpc-2', 'vpce-1'],
        message: 'so compute of vpc-1 and vpc-2 without IPv4 addresses cannot connect',
      },
    ],
  },
]);
