/**
 * Domains whose names are those of single resources: databases, load balancers, file systems, clusters,
 * instances. Such a name leads to addresses in some VPC as often as to public ones, and which is not in any
 * answer that is read.
 *
 * As of 2026-11, from the connection pages of the services: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/,
 * …/elasticloadbalancing/latest/, …/efs/latest/ug/, …/AmazonElastiCache/latest/dg/, …/opensearch-service/latest/developerguide/,
 * …/redshift/latest/mgmt/, …/msk/latest/developerguide/, …/amazon-mq/latest/developer-guide/, …/documentdb/latest/developerguide/,
 * …/neptune/latest/userguide/, …/eks/latest/userguide/, …/memorydb/latest/devguide/, …/fsx/latest/LustreGuide/,
 * …/vpc/latest/userguide/AmazonDNS-concepts.html.
 */
const domains: readonly string[] = [
  '{region}.rds.{suffix}',
  '{region}.elb.{suffix}',
  'elb.{region}.{suffix}',
  'efs.{region}.{suffix}',
  'fsx.{region}.{suffix}',
  'cache.{suffix}',
  'memorydb.{region}.{suffix}',
  '{region}.es.{suffix}',
  '{region}.redshift.{suffix}',
  '{region}.redshift-serverless.{suffix}',
  'kafka.{region}.{suffix}',
  'kafka-serverless.{region}.{suffix}',
  'mq.{region}.{suffix}',
  '{region}.docdb.{suffix}',
  '{region}.neptune.{suffix}',
  '{region}.eks.{suffix}',
  '{region}.compute.{suffix}',
  'compute-1.{suffix}',
  // EC2's private names stand here; ICANN has reserved all of it for private use.
  'internal',
];

/** The domains of resources in one region, in which the region and the partition's suffix stand. */
export function domainsOfResources(region: string, suffix: string): readonly string[] {
  return domains.map((domain) => domain.replace('{region}', region).replace('{suffix}', suffix));
}
