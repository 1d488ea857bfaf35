/**
 * The domains of AWS by partition: the one of service endpoints (T3) and that of endpoints with IPv4 and
 * IPv6 addresses.
 *
 * As of 2026-11: `dnsSuffix` and `dualStackDnsSuffix` in the partition metadata of the AWS SDKs,
 * https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json. A test holds it against
 * the SDK, `scripts/check-service-facts.mjs` against botocore.
 */

export interface PartitionDomains {
  /** Of service endpoints: `ssm.eu-west-1.amazonaws.com`. */
  readonly dnsSuffix: string;
  /** Of service endpoints with IPv4 and IPv6 addresses. */
  readonly dualStackSuffix: string;
}

const commercial: PartitionDomains = { dnsSuffix: 'amazonaws.com', dualStackSuffix: 'api.aws' };

const domainsByPartition: Readonly<Record<string, PartitionDomains>> = {
  aws: commercial,
  'aws-us-gov': commercial,
  'aws-cn': { dnsSuffix: 'amazonaws.com.cn', dualStackSuffix: 'api.amazonwebservices.com.cn' },
  'aws-eusc': { dnsSuffix: 'amazonaws.eu', dualStackSuffix: 'api.amazonwebservices.eu' },
  'aws-iso': { dnsSuffix: 'c2s.ic.gov', dualStackSuffix: 'api.aws.ic.gov' },
  'aws-iso-b': { dnsSuffix: 'sc2s.sgov.gov', dualStackSuffix: 'api.aws.scloud' },
  'aws-iso-e': { dnsSuffix: 'cloud.adc-e.uk', dualStackSuffix: 'api.cloud-aws.adc-e.uk' },
  'aws-iso-f': { dnsSuffix: 'csp.hci.ic.gov', dualStackSuffix: 'api.aws.hci.ic.gov' },
};

/** The domains of a partition; those of the commercial one where it is not known. */
export function partitionDomains(partition: string): PartitionDomains {
  return (Object.hasOwn(domainsByPartition, partition) ? domainsByPartition[partition] : null) ?? commercial;
}
