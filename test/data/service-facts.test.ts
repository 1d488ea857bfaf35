import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { partitionDomains } from '../../src/data/partitions.ts';
import { hostNamePattern, servicesWithHostNames } from '../../src/data/service-host-names.ts';
import { workloads } from '../../src/data/workloads/workloads.ts';

const regions = {
  aws: 'eu-west-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
};

/** The domain in which the SDK asks for EC2 in a region. */
function domainOf(region: string, isDualStack: boolean): string {
  const { endpointProvider } = new EC2Client({ region }).config;
  const { url } = endpointProvider({ Region: region, UseDualStack: isDualStack });
  return url.hostname.replace(`ec2.${region}.`, '');
}

describe('partitions', () => {
  it.each(Object.entries(regions))('%s has the domains that the SDK knows', (name, region) => {
    expect(partitionDomains(name)).toEqual({
      dnsSuffix: domainOf(region, false),
      dualStackSuffix: domainOf(region, true),
    });
  });
});

/** The clients of the SDK that are at hand, by the names of the services' endpoints. */
const clients = {
  ec2: EC2Client,
  elasticloadbalancing: ElasticLoadBalancingV2Client,
  iam: IAMClient,
  kms: KMSClient,
  route53: Route53Client,
  secretsmanager: SecretsManagerClient,
  sns: SNSClient,
  sqs: SQSClient,
  sts: STSClient,
};

const cases = Object.keys(clients).flatMap((service) =>
  (['aws', 'aws-cn', 'aws-us-gov'] as const).map((name) => [service, name] as const),
);

describe('host names of services', () => {
  it.each(cases)('%s in %s is called as the SDK calls it', (service, name) => {
    const region = regions[name];
    const Client = clients[service as keyof typeof clients];
    const { url } = new Client({ region }).config.endpointProvider({ Region: region });
    const { dnsSuffix } = partitionDomains(name);
    const host = hostNamePattern(service, name)
      .replace('{service}', service)
      .replace('{region}', region)
      .replace('{suffix}', dnsSuffix);
    expect(host).toBe(url.hostname);
  });
});

describe('host names that are not regular', () => {
  it.each(servicesWithHostNames)('%s has one that is not that of its endpoint', (service) => {
    const pattern = hostNamePattern(service, 'aws');
    expect(pattern).not.toBe('{service}.{region}.{suffix}');
    expect(pattern).toMatch(/\.(?:\{suffix\}|\{dualStackSuffix\}|aws)$/);
  });
});

describe('workloads', () => {
  it('have names of their own', () => {
    const ids = workloads.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(workloads.map((record) => [record.id, record] as const))(
    '%s needs something, says when its pages were read, and explains itself by workloads that exist',
    (_id, { required, conditional, neverPrivate, asOf, pages, evidence }) => {
      expect(required.length + conditional.length + neverPrivate.length).toBeGreaterThan(0);
      expect(asOf).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/);
      expect(pages.length).toBeGreaterThan(0);
      const ids = workloads.map(({ id }) => id);
      expect((evidence ?? []).flatMap(({ unless = [] }) => unless).filter((id) => !ids.includes(id))).toEqual(
        [],
      );
    },
  );
});
