/**
 * Default host names of services whose endpoints are not called `<service>.<region>.<suffix>` (DNS8). A
 * leading `*.` stands for names that each account, registry or interface has for itself.
 *
 * As of 2026-11: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html and, for the
 * names by which the endpoints of these services are created,
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html.
 */
const hostNames: Readonly<Record<string, string>> = {
  'airflow.api': 'api.airflow.{region}.{suffix}',
  'airflow.env': 'env.airflow.{region}.{suffix}',
  'airflow.ops': 'ops.airflow.{region}.{suffix}',
  'appstream.api': 'appstream2.{region}.{suffix}',
  'appstream.streaming': 'streaming.appstream.{region}.{suffix}',
  'codeartifact.api': 'codeartifact.{region}.{suffix}',
  'codeartifact.repositories': '*.d.codeartifact.{region}.{suffix}',
  'dynamodb-streams': 'streams.dynamodb.{region}.{suffix}',
  'ecr.api': 'api.ecr.{region}.{suffix}',
  'ecr.dkr': '*.dkr.ecr.{region}.{suffix}',
  'ecs-agent': 'ecs-a.{region}.{suffix}',
  'ecs-telemetry': 'ecs-t.{region}.{suffix}',
  'eks-auth': 'eks-auth.{region}.{dualStackSuffix}',
  'execute-api': '*.execute-api.{region}.{suffix}',
  'grafana-workspace': '*.grafana-workspace.{region}.{suffix}',
  'iotsitewise.api': 'api.iotsitewise.{region}.{suffix}',
  'iotsitewise.data': 'data.iotsitewise.{region}.{suffix}',
  'kinesis-firehose': 'firehose.{region}.{suffix}',
  'kinesis-streams': 'kinesis.{region}.{suffix}',
  notebook: '*.notebook.{region}.sagemaker.aws',
  'oidc-eks': 'oidc.eks.{region}.{suffix}',
  's3-global.accesspoint': '*.accesspoint.s3-global.{suffix}',
  s3express: 's3express-control.{region}.{suffix}',
  'sagemaker.api': 'api.sagemaker.{region}.{suffix}',
  'sagemaker.featurestore-runtime': 'featurestore-runtime.sagemaker.{region}.{suffix}',
  'sagemaker.metrics': 'metrics.sagemaker.{region}.{suffix}',
  'sagemaker.runtime': 'runtime.sagemaker.{region}.{suffix}',
  'sagemaker.runtime-fips': 'runtime-fips.sagemaker.{region}.{suffix}',
  studio: '*.studio.{region}.sagemaker.aws',
  'transfer.server': '*.server.transfer.{region}.{suffix}',
};

/** Services with one host name for all regions of a partition; https://docs.aws.amazon.com/general/latest/gr/rande.html. */
const globalHostNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iam: {
    aws: 'iam.{suffix}',
    'aws-cn': 'iam.cn-north-1.{suffix}',
    'aws-us-gov': 'iam.us-gov.{suffix}',
  },
  route53: { aws: 'route53.{suffix}', 'aws-cn': 'route53.{suffix}', 'aws-us-gov': 'route53.us-gov.{suffix}' },
};

/** The services whose host names are not regular. */
export const servicesWithHostNames: readonly string[] = [
  ...Object.keys(hostNames),
  ...Object.keys(globalHostNames),
];

/** What stands before the region in those of the names above that end in a region and the suffix: `api.ecr`. */
export const labelsBeforeRegion: ReadonlySet<string> = new Set(
  Object.values(hostNames).flatMap((pattern) => {
    const [labels = '', rest] = pattern.split('.{region}.');
    return rest === '{suffix}' ? labels.replace(/^\*\./, '') : [];
  }),
);

const regular = '{service}.{region}.{suffix}';

/**
 * How the default host name of a service is made, with `{service}`, `{region}`, `{suffix}` and
 * `{dualStackSuffix}` in their places.
 */
export function hostNamePattern(service: string, partition: string): string {
  const global = Object.hasOwn(globalHostNames, service) ? globalHostNames[service]?.[partition] : undefined;
  return global ?? (Object.hasOwn(hostNames, service) ? hostNames[service] : undefined) ?? regular;
}
