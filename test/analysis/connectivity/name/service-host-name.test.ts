import { describe, expect, it } from 'vitest';
import { serviceHostName } from '../../../../src/analysis/connectivity/name/service-host-name.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { service } from './name-estate.ts';

function hostName(name: string, services: readonly RawItem[] = [], region = 'eu-west-1', partition = 'aws') {
  const host = serviceHostName(networkOfFacts({ vpcEndpointServices: services }), name, region, partition);
  return host.known ? host.value : host.missing.map(({ family, reason }) => `${family}: ${reason}`);
}

describe('the host name of a service', () => {
  it.each([
    ['s3', 's3.eu-west-1.amazonaws.com'],
    ['ssm', 'ssm.eu-west-1.amazonaws.com'],
    ['email-smtp', 'email-smtp.eu-west-1.amazonaws.com'],
    ['ecr.api', 'api.ecr.eu-west-1.amazonaws.com'],
    ['ecr.dkr', 'any.dkr.ecr.eu-west-1.amazonaws.com'],
    ['execute-api', 'any.execute-api.eu-west-1.amazonaws.com'],
    ['kinesis-firehose', 'firehose.eu-west-1.amazonaws.com'],
    ['ecs-telemetry', 'ecs-t.eu-west-1.amazonaws.com'],
    ['eks-auth', 'eks-auth.eu-west-1.api.aws'],
    ['iam', 'iam.amazonaws.com'],
    ['constructor', 'constructor.eu-west-1.amazonaws.com'],
  ])('of %s is %s where the services were not collected', (name, host) => {
    expect(hostName(name)).toBe(host);
  });

  it.each([
    ['cn-north-1', 'aws-cn', 'kms.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'kms.us-gov-west-1.amazonaws.com'],
    ['eusc-de-east-1', 'aws-eusc', 'kms.eusc-de-east-1.amazonaws.eu'],
    ['us-iso-east-1', 'aws-iso', 'kms.us-iso-east-1.c2s.ic.gov'],
    ['eu-west-1', 'aws-of-tomorrow', 'kms.eu-west-1.amazonaws.com'],
  ])('in %s stands in the domain of its partition', (region, partition, host) => {
    expect(hostName('kms', [], region, partition)).toBe(host);
  });

  it('is the documented one of several that were collected', () => {
    const names = ['mon.eu-west-1.amazonaws.com', 'monitoring.eu-west-1.api.aws'];
    const documented = 'monitoring.eu-west-1.amazonaws.com';
    expect(hostName('monitoring', [service('monitoring', ...names, documented)])).toBe(documented);
  });

  it('is the documented one where the service has no private name', () => {
    expect(hostName('dynamodb', [service('dynamodb')])).toBe('dynamodb.eu-west-1.amazonaws.com');
  });

  it('is not taken from another region', () => {
    expect(hostName('strange', [service('strange', 'odd.eu-west-1.amazonaws.com')], 'us-east-1')).toBe(
      'strange.us-east-1.amazonaws.com',
    );
  });

  it("of a customer's service is the one that its provider gave it, if any", () => {
    const own = { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1', PrivateDnsName: 'api.example.com' };
    expect(hostName('vpce-svc-1', [own])).toBe('api.example.com');
    expect(hostName('vpce-svc-1')).toEqual(['vpcEndpointServices: no private DNS name of vpce-svc-1']);
  });
});
