import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';

/** The one item that an answer about one subject becomes. */
function read(value: unknown, path = 'dump.json') {
  const answer = readAnswer(value, path);
  const [list] = answer?.lists ?? [];
  return { family: list?.family, item: list?.items[0], problems: answer?.problems ?? [] };
}

const entries = [{ Cidr: '10.0.0.0/8' }];

describe('the subject of an answer', () => {
  it('stands beside the items', () => {
    const answer = { PrefixListId: 'pl-1', Entries: entries };
    expect(read(answer, 'pl-2.json').item).toEqual(answer);
  });

  it('or in the items', () => {
    const AllowedPrincipals = [{ Principal: '*', ServiceId: 'vpce-svc-1' }];
    expect(read({ AllowedPrincipals })).toMatchObject({
      family: 'vpcEndpointServicePermissions',
      item: { ServiceId: 'vpce-svc-1', AllowedPrincipals },
    });
  });

  it.each([
    ['Entries', 'PrefixListId', 'pl-0123abcd.json', 'pl-0123abcd'],
    ['Entries', 'PrefixListId', 'dumps/get-managed-prefix-list-entries-pl-0123abcd.json.gz', 'pl-0123abcd'],
    ['Entries', 'PrefixListId', 'managed_prefix_list_entries_pl-1.json', 'pl-1'],
    ['Entries', 'PrefixListId', 'pl-0f1/entries.json', 'pl-0f1'],
    ['AllowedPrincipals', 'ServiceId', 'permissions.vpce-svc-0a1.json', 'vpce-svc-0a1'],
    ['Routes', 'TransitGatewayRouteTableId', 'search-tgw-rtb-0a1.json', 'tgw-rtb-0a1'],
    ['Associations', 'TransitGatewayRouteTableId', 'tgw-rtb-0a1/associations.json', 'tgw-rtb-0a1'],
    ['TransitGatewayRouteTablePropagations', 'TransitGatewayRouteTableId', 'tgw-rtb-9.json', 'tgw-rtb-9'],
    ['HostedZoneSummaries', 'VpcId', 'describe-vpc-zones-vpc-0a1.json', 'vpc-0a1'],
    ['ResourceRecordSets', 'HostedZoneId', 'records-Z0123456ABCDEFG.json', 'Z0123456ABCDEFG'],
    ['Targets', 'PolicyId', 'list-targets-for-policy-p-0a1b2c3d.json', 'p-0a1b2c3d'],
    ['Targets', 'PolicyId', 'targets.p-RCPFullAWSAccess.json', 'p-RCPFullAWSAccess'],
    ['Parents', 'ChildId', 'list-parents-111122223333.json', '111122223333'],
    ['Parents', 'ChildId', '111122223333/list-parents-ou-ab12-34567890.json', 'ou-ab12-34567890'],
  ])('or in the path: %s of %s in %s', (key, field, path, subject) => {
    expect(read({ [key]: [{ X: 1 }] }, path).item).toEqual({ [field]: subject, [key]: [{ X: 1 }] });
  });

  it.each([
    ['Entries', 'PrefixListId', 'get-managed-prefix-list-entries.json'],
    ['HostedZoneSummaries', 'VpcId', 'list-hosted-zones-by-vpc.json'],
    ['HostedZoneSummaries', 'VpcId', 'vpc-production.json'],
    ['AllowedPrincipals', 'ServiceId', 'describe-vpc-endpoint-service-permissions.json'],
  ])('or nowhere, which is said: %s need a %s, and %s has none', (key, field, path) => {
    const { item, problems } = read({ [key]: [{ X: 1 }] }, path);
    expect(item).toBeUndefined();
    expect(problems).toMatchObject([{ nameless: true }]);
    expect(problems[0]?.problem).toContain(`which ${field} they belong to`);
  });

  it('is the load balancer or target group that the file is called after', () => {
    expect(read({ Attributes: [{ Key: 'k', Value: 'v' }] }, 'lb/one.json')).toMatchObject({
      family: 'loadBalancerAttributes',
      item: { LoadBalancerArn: 'one' },
    });
    const health = { TargetGroupArn: 'arn:tg', TargetHealthDescriptions: [{ Target: { Id: 'i-1' } }] };
    expect(read(health)).toMatchObject({ family: 'targetHealth', item: health });
  });
});

describe('attributes of a VPC', () => {
  it('are two answers, which may stand in one object', () => {
    const answer = {
      VpcId: 'vpc-1',
      EnableDnsSupport: { Value: true },
      EnableDnsHostnames: { Value: false },
    };
    expect(readAnswer(answer, 'dump.json')?.lists.map(({ items }) => items)).toEqual([
      [{ VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }],
      [{ VpcId: 'vpc-1', EnableDnsHostnames: { Value: false } }],
    ]);
  });

  it('of no VPC are nothing', () => {
    expect(readAnswer({ EnableDnsSupport: { Value: true } }, 'dump.json')).toBeNull();
  });
});

describe('hosted zones', () => {
  it('of get-hosted-zone give the zone, which does not exclude others, and its VPCs', () => {
    const zone = { Id: '/hostedzone/Z1', Name: 'example.com.', Config: { PrivateZone: true } };
    const answer = { HostedZone: zone, VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }] };
    expect(readAnswer(answer, 'dump.json')?.lists).toMatchObject([
      { family: 'hostedZones', pointer: '/HostedZone', items: [zone], incomplete: 'one hosted zone' },
      { family: 'hostedZoneVpcs', items: [{ HostedZoneId: 'Z1', VPCs: answer.VPCs }] },
    ]);
  });
});

describe('policies', () => {
  const policyOn = (resource: string) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: resource }] });

  it('belong to the bucket that their resources name', () => {
    const Policy = policyOn('arn:aws-cn:s3:::data/*');
    expect(read({ Policy }, 'x.json')).toMatchObject({
      family: 'bucketPolicies',
      item: { Bucket: 'data', Policy },
    });
  });

  it('belong to the bucket that the file is called after, where they name none', () => {
    expect(read({ Policy: policyOn('*') }, 'buckets/data-bucket.json.gz')).toMatchObject({
      family: 'bucketPolicies',
      item: { Bucket: 'data-bucket' },
    });
  });

  it.each([
    [{ Policy: policyOn('arn:aws:lambda:eu-west-1:111122223333:function:f'), RevisionId: 'r' }],
    [{ Policy: policyOn('arn:aws:lambda:eu-west-1:111122223333:function:f') }],
    [{ ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:f', Name: 'n', ResourcePolicy: policyOn('*') }],
    [
      {
        Attributes: {
          QueueArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
          Policy: policyOn('*'),
        },
      },
    ],
    [{ Attributes: { TopicArn: 'arn:aws:lambda:eu-west-1:111122223333:function:f', Policy: policyOn('*') } }],
  ])('belong to another resource by its ARN: %j', (answer) => {
    expect(read(answer)).toMatchObject({
      family: 'resourcePolicies',
      item: { ARN: 'arn:aws:lambda:eu-west-1:111122223333:function:f', ResourcePolicy: expect.any(String) },
    });
  });

  it('of a repository or an API belong to what their answer names, in the region of their folder', () => {
    const repository = { registryId: '111122223333', repositoryName: 'app/web', policyText: policyOn('*') };
    expect(read(repository, '111122223333/eu-west-1/ecr.json')).toMatchObject({
      family: 'resourcePolicies',
      item: {
        ARN: 'arn:aws:ecr:eu-west-1:111122223333:repository/app/web',
        ResourcePolicy: repository.policyText,
      },
    });
    const api = {
      id: 'a1b2c3',
      name: 'orders',
      endpointConfiguration: { types: ['PRIVATE'] },
      policy: policyOn('arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*').replaceAll('"', '\\"'),
    };
    expect(read(api, 'get-rest-api.json')).toMatchObject({
      family: 'resourcePolicies',
      item: {
        ARN: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3',
        ResourcePolicy: policyOn('arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*'),
      },
    });
    expect(read({ id: 'x', name: 'y', policy: 'z' }).family).toBeUndefined();
  });

  it('of a key belong to what the file is called after', () => {
    expect(read({ Policy: policyOn('*'), PolicyName: 'default' }, 'keys/my-key.json')).toMatchObject({
      family: 'resourcePolicies',
      item: { ARN: 'my-key' },
    });
  });

  it('may be given as an object', () => {
    const Policy = JSON.parse(policyOn('arn:aws:s3:::data'));
    expect(read({ Policy }).item).toEqual({ Bucket: 'data', Policy });
  });

  it('are not there when a queue or a secret has none', () => {
    expect(
      readAnswer({ Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:q' } }, 'd.json'),
    ).toBeNull();
    const secret = { ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s', Name: 's' };
    expect(readAnswer(secret, 'd.json')).toBeNull();
  });
});
