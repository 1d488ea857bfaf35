import { account, estate, gatewayEndpoint, interfaceEndpoint, region, without } from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

const office = { 'aws:SourceIp': '203.0.113.0/24' };
const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:db-AbCdEf`;
const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

function deny(condition: object, fields: object = {}) {
  return {
    Sid: 'Office',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: condition,
    ...fields,
  };
}

function gateway(...statements: object[]) {
  return gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } });
}

function bucket(...statements: object[]) {
  return [{ Bucket: 'reports', Policy: JSON.stringify({ Statement: statements }) }];
}

const fires: readonly RuleExample[] = [
  {
    title: 'An endpoint policy denies all other addresses, and so everybody',
    facts: estate({ vpcEndpoints: [gateway(everything, deny({ NotIpAddress: office }))] }),
    findings: [{ resource: 'vpce-1', message: 'every request' }],
  },
  {
    title: 'In an endpoint policy, IfExists makes no difference',
    facts: estate({ vpcEndpoints: [gateway(everything, deny({ NotIpAddressIfExists: office }))] }),
    findings: [{ resource: 'vpce-1' }],
  },
  {
    title: 'An endpoint policy makes an exception for one role',
    facts: estate({
      vpcEndpoints: [
        gateway(
          everything,
          deny({
            NotIpAddress: office,
            ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/break-glass` },
          }),
        ),
      ],
    }),
    findings: [{ resource: 'vpce-1', severity: 'warning', message: 'other conditions' }],
  },
  {
    title: 'A bucket policy denies all other addresses, and there is an S3 endpoint',
    facts: estate({
      vpcEndpoints: [gateway(everything)],
      bucketPolicies: bucket(deny({ NotIpAddress: office })),
    }),
    findings: [{ resource: 'reports', severity: 'warning', affected: ['vpce-1'], message: 'Office' }],
  },
  {
    title: 'The same, and the bucket policy elsewhere asks for that endpoint',
    facts: estate({
      vpcEndpoints: [gateway(everything)],
      bucketPolicies: bucket(
        deny({ NotIpAddress: office, Bool: { 'aws:ViaAWSService': 'false' } }),
        deny({ StringNotEquals: { 'aws:sourceVpce': 'vpce-1' } }, { Action: 's3:DeleteObject' }),
      ),
    }),
    findings: [{ resource: 'reports', affected: ['vpce-1'] }],
  },
  {
    title: 'The same, and the policy of the endpoint names the bucket',
    facts: estate({
      vpcEndpoints: [
        gateway({ ...everything, Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }),
      ],
      bucketPolicies: bucket(deny({ NotIpAddress: office })),
    }),
    findings: [{ resource: 'reports', affected: ['vpce-1'] }],
  },
  {
    title: 'The addresses are private ones, which only endpoints could bring',
    facts: estate({
      bucketPolicies: bucket(deny({ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/16'] } })),
    }),
    findings: [{ resource: 'reports' }],
  },
  {
    title: 'A secret denies all other addresses, and there is an endpoint for it',
    facts: estate({
      vpcEndpoints: [interfaceEndpoint('secretsmanager', ['subnet-a'])],
      resourcePolicies: [{ ARN: secretArn, ResourcePolicy: { Statement: [deny({ NotIpAddress: office })] } }],
    }),
    findings: [{ resource: secretArn, severity: 'warning', affected: ['vpce-1'] }],
  },
  {
    title: 'The same, and the policy of the endpoint names the secret',
    facts: estate({
      vpcEndpoints: [
        interfaceEndpoint('secretsmanager', ['subnet-a'], {
          PolicyDocument: {
            Statement: [{ ...everything, Resource: secretArn.replace('-AbCdEf', '-??????') }],
          },
        }),
      ],
      resourcePolicies: [{ ARN: secretArn, ResourcePolicy: { Statement: [deny({ NotIpAddress: office })] } }],
    }),
    findings: [{ resource: secretArn, affected: ['vpce-1'] }],
  },
];

const silent: readonly RuleExample[] = [
  {
    title: 'The same statement spares the endpoint',
    facts: estate({
      vpcEndpoints: [gateway(everything)],
      bucketPolicies: bucket(
        deny({ NotIpAddress: office, StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }),
      ),
    }),
  },
  {
    title: 'The same statement spares the endpoints of the organization',
    facts: estate({
      vpcEndpoints: [gateway(everything)],
      bucketPolicies: bucket(
        deny({ NotIpAddressIfExists: office, StringNotEqualsIfExists: { 'aws:VpceOrgID': 'o-example' } }),
      ),
    }),
  },
  {
    title: 'The same statement asks that the request comes through no endpoint',
    facts: estate({
      vpcEndpoints: [gateway(everything)],
      bucketPolicies: bucket(deny({ NotIpAddress: office, Null: { 'aws:SourceVpce': 'true' } })),
    }),
  },
  {
    title: 'The statement is about requests that AWS services forward',
    facts: estate({
      vpcEndpoints: [
        gateway(everything, deny({ NotIpAddress: office, Bool: { 'aws:ViaAWSService': 'true' } })),
      ],
    }),
  },
  {
    title: 'A Deny for some addresses never matches',
    facts: estate({ vpcEndpoints: [gateway(everything, deny({ IpAddress: office }))] }),
  },
  {
    title: 'An endpoint policy tests the private address beside the public one',
    facts: estate({
      vpcEndpoints: [
        gateway(everything, deny({ NotIpAddress: { ...office, 'aws:VpcSourceIp': '10.0.0.0/16' } })),
      ],
    }),
  },
  {
    title: 'The input has no endpoint for S3',
    facts: estate({
      vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
      bucketPolicies: bucket(deny({ NotIpAddress: office })),
    }),
  },
  {
    title: 'A secret without a policy',
    facts: estate({ resourcePolicies: [{ ARN: secretArn, Name: 'db' }] }),
  },
];

const undecidable: readonly RuleExample[] = [
  {
    title: 'Whether there is an S3 endpoint is not known',
    facts: without(estate({ bucketPolicies: bucket(deny({ NotIpAddress: office })) }), 'vpcEndpoints'),
    undecided: [{ resource: 'reports', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'No resource policies were collected',
    facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
    undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
  },
];

export const examples = [...fires, ...silent, ...undecidable];
