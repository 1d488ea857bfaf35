import { randomNumbers } from '../random.ts';
import type { Home } from './home.ts';
import { arn, type Item, nameTag } from './network-items.ts';
import { interfaceServices, type VpcPlan, zones } from './plan.ts';

/** As many blocks as S3 and DynamoDB have in a large region; which ones does not matter. */
const s3Cidrs = serviceCidrs('52', 14);
const dynamodbCidrs = serviceCidrs('3', 6);

function serviceCidrs(firstOctet: string, count: number): readonly string[] {
  const random = randomNumbers(Number(firstOctet));
  return Array.from({ length: count }, (_, index) => {
    const second = 64 + index * 8 + (random() % 8);
    return `${firstOctet}.${second}.${(random() % 32) * 8}.0/${21 + (random() % 4)}`;
  });
}

export function dhcpOptionsItems({ account, region, dhcpOptionsId }: Home): readonly Item[] {
  return [
    {
      OwnerId: account,
      Tags: [],
      DhcpOptionsId: dhcpOptionsId,
      DhcpConfigurations: [
        { Key: 'domain-name', Values: [{ Value: `${region}.compute.internal` }] },
        { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
      ],
    },
  ];
}

export function prefixListItems({ region, prefixListIds }: Home): readonly Item[] {
  return [
    { Cidrs: s3Cidrs, PrefixListId: prefixListIds.s3, PrefixListName: `com.amazonaws.${region}.s3` },
    {
      Cidrs: dynamodbCidrs,
      PrefixListId: prefixListIds.dynamodb,
      PrefixListName: `com.amazonaws.${region}.dynamodb`,
    },
  ];
}

/** The answer about managed prefix lists: those of AWS and one of our own. */
export function managedPrefixListsAnswer(home: Home): Item {
  const { account, region, prefixListIds, officePrefixListId } = home;
  const list = (id: string, name: string, owner: string): Item => ({
    PrefixListId: id,
    AddressFamily: 'IPv4',
    PrefixListArn: `arn:aws:ec2:${region}:${owner === 'AWS' ? 'aws' : owner}:prefix-list/${id}`,
    PrefixListName: name,
    Tags: [],
    OwnerId: owner,
  });
  return {
    PrefixLists: [
      list(prefixListIds.s3, `com.amazonaws.${region}.s3`, 'AWS'),
      list(prefixListIds.dynamodb, `com.amazonaws.${region}.dynamodb`, 'AWS'),
      {
        ...list(officePrefixListId, 'office', account),
        State: 'create-complete',
        MaxEntries: 10,
        Version: 1,
      },
    ],
  };
}

const officeCidrs = ['192.0.2.0/25', '198.51.100.0/24'];

/** The answer about the entries of a prefix list of our own. */
export function officeEntriesAnswer({ officePrefixListId }: Home): Item {
  return {
    PrefixListId: officePrefixListId,
    Entries: officeCidrs.map((Cidr) => ({ Cidr, Description: 'office' })),
  };
}

export function serviceDetailItems({ region }: Home): readonly Item[] {
  const service = (name: string, type: 'Gateway' | 'Interface'): Item => ({
    ServiceName: `com.amazonaws.${region}.${name}`,
    ServiceId: `vpce-svc-0${name.length.toString(16)}a0000000000000`,
    ServiceType: [{ ServiceType: type }],
    ServiceRegion: region,
    AvailabilityZones: zones.map((zone) => `${region}${zone}`),
    Owner: 'amazon',
    BaseEndpointDnsNames: [`${name}.${region}.vpce.amazonaws.com`],
    ...(type === 'Interface'
      ? {
          PrivateDnsName: `${name}.${region}.amazonaws.com`,
          PrivateDnsNames: [{ PrivateDnsName: `${name}.${region}.amazonaws.com` }],
          PrivateDnsNameVerificationState: 'verified',
        }
      : {}),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    Tags: [],
    SupportedIpAddressTypes: ['ipv4'],
  });
  return [
    service('s3', 'Gateway'),
    service('dynamodb', 'Gateway'),
    ...interfaceServices.map((name) => service(name, 'Interface')),
  ];
}

/** A peering connection between the first two VPCs, without routes. */
export function peeringItems([requester, accepter]: readonly VpcPlan[]): readonly Item[] {
  if (!requester || !accepter) return [];
  const side = ({ home, id, cidr }: VpcPlan): Item => ({
    CidrBlock: cidr,
    OwnerId: home.account,
    VpcId: id,
    Region: home.region,
  });
  return [
    {
      VpcPeeringConnectionId: requester.home.peeringId,
      AccepterVpcInfo: side(accepter),
      RequesterVpcInfo: side(requester),
      Status: { Code: 'active', Message: 'Active' },
      Tags: nameTag('peering'),
    },
  ];
}

/** The answer about the private hosted zones of a VPC, among them those of its endpoints' private DNS. */
export function hostedZonesAnswer({ home, id, interfaceEndpoints, fault }: VpcPlan): Item {
  const { account, region, hostedZoneId } = home;
  const ofEndpoints = interfaceEndpoints.filter(
    ({ service }) => fault !== 'private-dns-off' || service !== 'secretsmanager',
  );
  return {
    VpcId: id,
    HostedZoneSummaries: [
      { HostedZoneId: hostedZoneId, Name: 'internal.example.', Owner: { OwningAccount: account } },
      ...ofEndpoints.map(({ service, id: endpointId }) => ({
        HostedZoneId: `Z${endpointId.slice(-12).toUpperCase()}`,
        Name: `${service}.${region}.amazonaws.com.`,
        Owner: { OwningService: 'vpce.amazonaws.com' },
      })),
    ],
    MaxItems: '100',
  };
}

/** The answer about the records of our own hosted zone, which leads to no endpoint. */
export function recordSetsAnswer({ hostedZoneId }: Home): Item {
  const record = (Type: string, TTL: number, Value: string): Item => ({
    Name: 'internal.example.',
    Type,
    TTL,
    ResourceRecords: [{ Value }],
  });
  return {
    HostedZoneId: hostedZoneId,
    ResourceRecordSets: [
      record('NS', 172_800, 'ns-1536.awsdns-00.co.uk.'),
      record('SOA', 900, 'ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400'),
    ],
  };
}

/** The answer about what the account lets through its internet gateways: everything. */
export function blockPublicAccessAnswer({ account, region }: Home): Item {
  return {
    VpcBlockPublicAccessOptions: {
      AwsAccountId: account,
      AwsRegion: region,
      State: 'default-state',
      InternetGatewayBlockMode: 'off',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    },
  };
}

export function bucketPolicyAnswer(): Item {
  const Statement = [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::artifacts.example', 'arn:aws:s3:::artifacts.example/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
  return { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
}

export function secretPolicyAnswer(home: Home): Item {
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { AWS: home.account },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    },
  ];
  return {
    ARN: arn(home, 'secretsmanager', 'secret:database-a1b2c3'),
    Name: 'database',
    ResourcePolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
  };
}
