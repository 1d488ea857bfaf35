import { describe, expect, it } from 'vitest';
import {
  isAccountId,
  isRegionName,
  parseArn,
  partitionOfRegion,
  regionOfZone,
  scopeKey,
} from '../../src/model/scope.ts';

describe('regions', () => {
  it.each([
    ['eu-west-1', 'aws'],
    ['ap-southeast-7', 'aws'],
    ['mx-central-1', 'aws'],
    ['il-central-1', 'aws'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['cn-northwest-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-west-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eu-isoe-west-1', 'aws-iso-e'],
  ])('%s is one, of the partition %s', (region, partition) => {
    expect(isRegionName(region)).toBe(true);
    expect(partitionOfRegion(region)).toBe(partition);
  });

  it.each(['eu-west-1a', 'vpc-prod-1', 'team-a-2', 'eu-west', 'euw1-az1', 'EU-WEST-1', 'x-eu-west-1', ''])(
    '%j is none',
    (name) => {
      expect(isRegionName(name)).toBe(false);
    },
  );

  it('are aws where not known', () => {
    expect(partitionOfRegion(null)).toBe('aws');
  });

  it.each([
    ['eu-west-1a', 'eu-west-1'],
    ['us-west-2-lax-1a', 'us-west-2'],
    ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
    ['us-gov-west-1b', 'us-gov-west-1'],
    ['ap-northeast-10c', 'ap-northeast-10'],
    ['euw1-az1', null],
    ['', null],
  ])('the zone %j lies in %s', (zone, region) => {
    expect(regionOfZone(zone)).toBe(region);
  });
});

describe('accounts, ARNs and scopes', () => {
  it('have twelve digits', () => {
    expect(['111122223333', '000000000000'].every(isAccountId)).toBe(true);
    expect(['11112222333', '1111222233334', 'aws', '11112222333a', ''].some(isAccountId)).toBe(false);
  });

  it('are taken apart', () => {
    expect(parseArn('arn:aws-cn:ec2:cn-north-1:111122223333:vpc/vpc-1')).toEqual({
      partition: 'aws-cn',
      service: 'ec2',
      region: 'cn-north-1',
      account: '111122223333',
      resource: 'vpc/vpc-1',
    });
    expect(parseArn('arn:aws:s3:::bucket/a:b')).toMatchObject({
      region: null,
      account: null,
      resource: 'bucket/a:b',
    });
    expect(['', 'arn', 'arn:aws', 'arn:aws:s3', 'urn:aws:s3:::x', 'vpce-1'].map(parseArn)).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });

  it('have a key each', () => {
    const scopes = [
      { partition: 'aws', account: null, region: null },
      { partition: 'aws', account: '111122223333', region: null },
      { partition: 'aws', account: '444455556666', region: null },
      { partition: 'aws', account: null, region: 'eu-west-1' },
      { partition: 'aws', account: null, region: 'eu-west-2' },
      { partition: 'aws', account: '111122223333', region: 'eu-west-1' },
      { partition: 'aws-cn', account: null, region: null },
    ];
    expect(new Set(scopes.map(scopeKey)).size).toBe(scopes.length);
  });
});
