import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSymptom } from '../../src/analysis/symptom/read-symptom.ts';
import type { Symptom } from '../../src/analysis/symptom/symptom.ts';

function place(host: string, port: number | null = null) {
  return { host, port };
}

/** Texts as clients, agents and AWS print them, and what they say. */
const table: readonly (readonly [string, Partial<Symptom>])[] = [
  [
    'lookup secretsmanager.us-east-1.amazonaws.com on 10.7.166.253:53: no such host',
    {
      kind: 'no-such-name',
      target: place('secretsmanager.us-east-1.amazonaws.com'),
      dnsServer: '10.7.166.253',
      region: 'us-east-1',
    },
  ],
  [
    'RequestError: send request failed\ncaused by: Post https://ssm.us-east-1.amazonaws.com/: dial tcp: lookup ssm.us-east-1.amazonaws.com: no such host',
    { kind: 'no-such-name', target: place('ssm.us-east-1.amazonaws.com'), dnsServer: null },
  ],
  [
    'Error: getaddrinfo EAI_AGAIN sqs.eu-west-1.amazonaws.com',
    { kind: 'no-such-name', target: place('sqs.eu-west-1.amazonaws.com') },
  ],
  [
    'curl: (6) Could not resolve host: ssm.eu-west-1.amazonaws.com',
    { kind: 'no-such-name', target: place('ssm.eu-west-1.amazonaws.com') },
  ],
  [
    'java.net.UnknownHostException: kms.eu-west-1.amazonaws.com: Name or service not known',
    { kind: 'no-such-name', target: place('kms.eu-west-1.amazonaws.com') },
  ],
  [
    'Post "https://sts.amazonaws.com/": dial tcp 52.46.149.173:443: i/o timeout',
    { kind: 'timeout', target: place('sts.amazonaws.com'), dialled: ['52.46.149.173'], region: null },
  ],
  ['dial tcp 3.5.167.5:443: i/o timeout', { kind: 'timeout', target: place('3.5.167.5', 443), dialled: [] }],
  ['dial tcp 10.33.4.169:443: connect: connection timed out', { target: place('10.33.4.169', 443) }],
  ['connect ETIMEDOUT 10.0.1.5:5432', { kind: 'timeout', target: place('10.0.1.5', 5432) }],
  [
    "HTTPSConnectionPool(host='states.us-east-1.amazonaws.com', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError(<AWSHTTPSConnection object>, 'Connection to states.us-east-1.amazonaws.com timed out. (connect timeout=60)'))",
    { kind: 'timeout', target: place('states.us-east-1.amazonaws.com', 443) },
  ],
  [
    'Connect timeout on endpoint URL: "https://eks.eu-west-1.amazonaws.com/clusters/prod"',
    { kind: 'timeout', target: place('eks.eu-west-1.amazonaws.com'), region: 'eu-west-1' },
  ],
  [
    'Could not connect to the endpoint URL: "https://ec2.eu-central-1.amazonaws.com/"',
    { kind: 'timeout', target: place('ec2.eu-central-1.amazonaws.com') },
  ],
  [
    'ConnectTimeoutException: Connect to firehose.ap-northeast-2.amazonaws.com:443 [firehose.ap-northeast-2.amazonaws.com/52.95.196.17] failed: connect timed out',
    {
      kind: 'timeout',
      target: place('firehose.ap-northeast-2.amazonaws.com', 443),
      dialled: ['52.95.196.17'],
    },
  ],
  [
    'curl: (28) Failed to connect to s3.eu-west-1.amazonaws.com port 443 after 130000 ms: Connection timed out',
    { kind: 'timeout', target: place('s3.eu-west-1.amazonaws.com', 443) },
  ],
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: RequestError: send request failed caused by: Post "https://api.ecr.eu-west-1.amazonaws.com/": dial tcp 10.0.1.5:443: i/o timeout',
    { kind: 'timeout', target: place('api.ecr.eu-west-1.amazonaws.com'), dialled: ['10.0.1.5'] },
  ],
  [
    'CannotPullContainerError: failed to do request: Head "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/latest": context deadline exceeded',
    { kind: 'timeout', target: place('111122223333.dkr.ecr.eu-west-1.amazonaws.com') },
  ],
  [
    'email-smtp.eu-west-1.amazonaws.com:587 connection timed out',
    { kind: 'timeout', target: place('email-smtp.eu-west-1.amazonaws.com', 587) },
  ],
  [
    'Get "http://service.internal.example/health": net/http: request canceled (Client.Timeout exceeded)',
    { kind: 'timeout', target: place('service.internal.example', 80) },
  ],
  ['dial tcp 10.0.1.5:443: connect: connection refused', { kind: 'refused', target: place('10.0.1.5', 443) }],
  [
    'x509: certificate is valid for *.s3.eu-west-1.amazonaws.com, not logs.corp.s3.eu-west-1.amazonaws.com',
    { kind: 'tls', target: place('logs.corp.s3.eu-west-1.amazonaws.com') },
  ],
  [
    'An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/app/i-0a5c190779dad20a7 is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/x.gz" because no VPC endpoint policy allows the s3:PutObject action',
    {
      kind: 'denied',
      denial: { policy: 'vpc-endpoint', isExplicit: false },
      target: null,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::logs/x.gz',
      principal: 'arn:aws:sts::111122223333:assumed-role/app/i-0a5c190779dad20a7',
      senders: ['i-0a5c190779dad20a7'],
    },
  ],
  [
    'User: arn:aws:iam::111122223333:user/jo is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:111122223333:repository/app with an explicit deny in a VPC endpoint policy',
    {
      denial: { policy: 'vpc-endpoint', isExplicit: true },
      action: 'ecr:BatchGetImage',
      resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/app',
      region: 'eu-west-1',
    },
  ],
  [
    'User: arn:aws:iam::111122223333:role/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/y because no identity-based policy allows the sts:AssumeRole action',
    { denial: { policy: 'identity-based', isExplicit: false }, action: 'sts:AssumeRole' },
  ],
  [
    'is not authorized to perform: kms:Decrypt with an explicit deny in a service control policy',
    { denial: { policy: 'service-control', isExplicit: true }, action: 'kms:Decrypt', principal: null },
  ],
  [
    'fatal error: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied (s3://logs/2026/)',
    { kind: 'denied', denial: null, action: 's3:ListBucket', resource: 'arn:aws:s3:::logs' },
  ],
  [
    '2 111122223333 eni-0a5c190779dad20a7 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 REJECT OK',
    {
      kind: 'rejected',
      target: place('172.31.16.21', 22),
      senderAddress: '172.31.16.139',
      senders: [],
      protocol: 'tcp',
    },
  ],
  [
    '{"eventSource":"s3.amazonaws.com","eventName":"ListBuckets","awsRegion":"us-east-1","sourceIPAddress":"10.0.141.54","errorCode":"VpceAccessDenied","vpcEndpointId":"vpce-03aa53b4cccddd9a0"}',
    {
      kind: 'denied',
      denial: { policy: 'vpc-endpoint', isExplicit: false },
      target: null,
      action: 's3:ListAllMyBuckets',
      senderAddress: '10.0.141.54',
      endpoints: ['vpce-03aa53b4cccddd9a0'],
      region: 'us-east-1',
    },
  ],
  [
    'https://sqs.eu-west-1.amazonaws.com/111122223333/orders',
    { kind: null, target: place('sqs.eu-west-1.amazonaws.com') },
  ],
  ['s3.eu-west-1.amazonaws.com', { kind: null, target: place('s3.eu-west-1.amazonaws.com') }],
  [
    'i-0a5c190779dad20a7 in subnet-0228509e0d5f5b69e of vpc-02092306dbd440c1e',
    {
      senders: ['i-0a5c190779dad20a7', 'subnet-0228509e0d5f5b69e'],
      vpcs: ['vpc-02092306dbd440c1e'],
      target: null,
    },
  ],
  ['the weather is nice', { kind: null, target: null, action: null, senders: [], vpcs: [] }],
  // Neither a path nor a word in a URL is a failure, and 999 is no part of an address.
  ['https://example.com/403/timeout', { kind: null, target: place('example.com') }],
  ['dial tcp 999.1.2.3:443', { target: null }],
];

describe('a pasted text', () => {
  it.each(table)('%s', (text, said) => {
    expect(readSymptom(text)).toMatchObject(said);
  });

  it('may hold anything, and is read in time that grows with its length', () => {
    const words = fc.constantFrom(
      'dial tcp ',
      'User: arn:aws:',
      '10.0.',
      ':443',
      'a.',
      'lookup ',
      '"',
      'certificate not ',
      '-',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 200 }), (parts) => {
        readSymptom(parts.join(''));
      }),
      { numRuns: 200 },
    );
    for (const part of ['a.', 'a-', 'certificate ', '1.', 'https://a@', 'User: arn:aws:a:']) {
      const started = performance.now();
      readSymptom(part.repeat(20_000 / part.length));
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});
