import { describe, expect, it } from 'vitest';
import {
  gatewayServiceOfPrefixList,
  hasGatewayEndpoints,
  parseServiceName,
} from '../../src/model/service-name.ts';

describe('parseServiceName', () => {
  it.each([
    ['com.amazonaws.eu-west-1.s3', 's3', 'eu-west-1'],
    ['com.amazonaws.eu-west-1.ecr.api', 'ecr.api', 'eu-west-1'],
    ['com.amazonaws.us-east-1.kms-fips', 'kms-fips', 'us-east-1'],
    ['com.amazonaws.us-east-1.ecr-fips.api', 'ecr-fips.api', 'us-east-1'],
    ['com.amazonaws.us-east-1.airflow.api-fips', 'airflow.api-fips', 'us-east-1'],
    ['com.amazonaws.us-east-1.timestream.ingest-cell1', 'timestream.ingest-cell1', 'us-east-1'],
    ['aws.sagemaker.eu-west-1.notebook', 'notebook', 'eu-west-1'],
    ['aws.api.eu-west-1.freetier', 'freetier', 'eu-west-1'],
    ['api.aws.eu-west-1.bedrock', 'bedrock', 'eu-west-1'],
    ['aws.api.us-east-2.route53globalresolver', 'route53globalresolver', 'us-east-2'],
    ['com.amazonaws.iam', 'iam', null],
    ['com.amazonaws.cloudfront', 'cloudfront', null],
    ['com.amazonaws.s3-global.accesspoint', 's3-global.accesspoint', null],
    ['cn.com.amazonaws.cn-north-1.s3', 's3', 'cn-north-1'],
    ['com.amazonaws.cn-northwest-1.ssm', 'ssm', 'cn-northwest-1'],
    ['cn.com.amazonaws.cn-north-1.transcribe.cn', 'transcribe', 'cn-north-1'],
    ['eu.amazonaws.eusc-de-east-1.ecr.dkr', 'ecr.dkr', 'eusc-de-east-1'],
    ['com.amazonaws.us-gov-west-1.logs', 'logs', 'us-gov-west-1'],
    ['gov.ic.c2s.us-iso-east-1.s3', 's3', 'us-iso-east-1'],
    ['gov.sgov.sc2s.us-isob-east-1.sqs', 'sqs', 'us-isob-east-1'],
    ['gov.ic.hci.csp.us-isof-south-1.ec2', 'ec2', 'us-isof-south-1'],
    ['uk.adc-e.cloud.eu-isoe-west-1.sts', 'sts', 'eu-isoe-west-1'],
    // Infrastructure code may leave the region open.
    ['com.amazonaws.\u0024{AWS::Region}.s3', 's3', null],
    ['eu-west-1.s3', 's3', 'eu-west-1'],
    ['com.amazonaws.eu-west-1', 'eu-west-1', null],
    ['com.amazonaws.cn-north-1.cn', 'cn', 'cn-north-1'],
    ['cn.com.amazonaws.cn-north-1.sagemaker.api.cn', 'sagemaker.api', 'cn-north-1'],
    ['com.amazonaws.cn-north-1.ecr.api', 'ecr.api', 'cn-north-1'],
  ])('%s is %s in %s', (name, service, region) => {
    expect(parseServiceName(name)).toEqual({ service, region, kind: 'aws' });
  });

  it.each([
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0', 'vpce-svc-0123456789abcdef0', 'eu-west-1'],
    ['cn.com.amazonaws.vpce.cn-north-1.vpce-svc-1', 'vpce-svc-1', 'cn-north-1'],
    ['vpce-svc-1', 'vpce-svc-1', null],
  ])('%s is an endpoint service', (name, service, region) => {
    expect(parseServiceName(name)).toEqual({ service, region, kind: 'customer' });
  });

  it.each(['', '.', 'constructor', 'com.amazonaws', 'eu-west-1', 'com.amazonaws.eu-west-1', '__proto__'])(
    'gives something for %j, which is no name',
    (name) => {
      expect(parseServiceName(name)).toMatchObject({ kind: 'aws', service: expect.any(String) });
    },
  );
});

describe('gateway endpoints', () => {
  it('exist for three services', () => {
    expect(['s3', 'dynamodb', 's3express'].every(hasGatewayEndpoints)).toBe(true);
    expect(['ssm', 's3-global.accesspoint', 'S3', '', 'constructor'].some(hasGatewayEndpoints)).toBe(false);
  });

  it.each([
    ['com.amazonaws.eu-west-1.s3', 's3'],
    ['com.amazonaws.us-west-2.dynamodb', 'dynamodb'],
    ['com.amazonaws.us-west-2.s3express', 's3express'],
    ['com.amazonaws.us-west-2.ipv6.s3', 's3'],
    ['com.amazonaws.us-west-2.ipv6.dynamodb', 'dynamodb'],
    ['com.amazonaws.cn-north-1.s3', 's3'],
    ['cn.com.amazonaws.cn-north-1.s3', 's3'],
    ['com.amazonaws.global.cloudfront.origin-facing', null],
    ['com.amazonaws.us-west-2.vpc-lattice', null],
    ['com.amazonaws.us-west-2.ec2-instance-connect', null],
    ['com.amazonaws.us-west-2.ipv6.vpc-lattice', null],
    ['my-s3', null],
    ['com.amazonaws.vpce.us-west-2.vpce-svc-1', null],
    ['s3', null],
    ['', null],
  ])('the prefix list %s belongs to %s', (name, service) => {
    expect(gatewayServiceOfPrefixList(name)).toBe(service);
  });
});
