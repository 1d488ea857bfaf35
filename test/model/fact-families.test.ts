import { describe, expect, it } from 'vitest';
import { commandLineWord, familyAction, familyCommand } from '../../src/model/fact-families.ts';

describe('how a user gets a family', () => {
  it.each([
    ['routeTables', 'ec2:DescribeRouteTables', 'aws ec2 describe-route-tables'],
    ['bucketPolicies', 's3:GetBucketPolicy', 'aws s3api get-bucket-policy'],
    ['targetHealth', 'elasticloadbalancing:DescribeTargetHealth', 'aws elbv2 describe-target-health'],
  ] as const)('%s: with %s, by %s', (name, action, command) => {
    expect([familyAction(name), familyCommand(name)]).toEqual([action, command]);
  });

  it.each([
    ['VPCId', 'vpc-id'],
    ['vpcId', 'vpc-id'],
    ['HostedZoneId', 'hosted-zone-id'],
    ['ListHostedZonesByVPC', 'list-hosted-zones-by-vpc'],
    ['TargetGroupARNs', 'target-group-ar-ns'],
    ['GetIPv6Pool2Name', 'get-i-pv6-pool2-name'],
    ['ABc', 'a-bc'],
    ['name', 'name'],
  ])('the command line writes %s as %s', (name, word) => {
    expect(commandLineWord(name)).toBe(word);
  });
});
