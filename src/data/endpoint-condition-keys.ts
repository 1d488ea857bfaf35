/**
 * Condition keys about the endpoint of a request that only some services send, by the services (as actions name
 * them) that the page lists. The lists grow: of a service that stands in none nothing is known.
 *
 * As of 2026-10: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
 */
const sourceVpcArn = [
  'acm-pca',
  'applicationinsights',
  'apprunner',
  'athena',
  'cloudformation',
  'comprehendmedical',
  'compute-optimizer',
  'datasync',
  'discovery',
  'ebs',
  'ecr',
  'ecs',
  'firehose',
  'healthlake',
  'iam',
  'iotfleetwise',
  'iotwireless',
  'kinesisanalytics',
  'kms',
  'lambda',
  'medical-imaging',
  'omics',
  'payment-cryptography',
  'polly',
  'rbin',
  'rekognition',
  'route53',
  's3',
  'scheduler',
  'servicediscovery',
  'servicequotas',
  'ssm-contacts',
  'storagegateway',
  'textract',
  'transcribe',
  'transfer',
];

const vpceAccount = [...sourceVpcArn, 'dynamodb', 'gamelift', 'shield'];

const vpceOrgId = [
  ...vpceAccount,
  'b2bi',
  'cassandra',
  'cloudhsmv2',
  'cognito-identity',
  'dms',
  'ds-data',
  'identitystore',
  'iottwinmaker',
  'kinesis',
  'network-firewall',
  'pricing',
  'qbusiness',
  'ses',
  'sms-voice',
  'sqs',
  'workmail',
];

const vpceOrgPaths = [...sourceVpcArn, 'dynamodb', 'secretsmanager', 'shield', 'sts'];

/** The services that send a key, by the key in lower case. */
export const servicesSending: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['aws:sourcevpcarn', new Set(sourceVpcArn)],
  ['aws:vpceaccount', new Set(vpceAccount)],
  ['aws:vpceorgid', new Set(vpceOrgId)],
  ['aws:vpceorgpaths', new Set(vpceOrgPaths)],
]);
