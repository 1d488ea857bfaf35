import type { InterfaceService, VpcPlan } from './plan.ts';

/** A finding that a run over the estate must give. */
export interface SeededFinding {
  readonly rule: string;
  /** Id of the resource that the finding is about. */
  readonly resource: string;
}

const endpointOf = ({ interfaceEndpoints }: VpcPlan, service: InterfaceService): string =>
  interfaceEndpoints.find((endpoint) => endpoint.service === service)?.id ?? '';

/** What a VPC may have wrong, by rule and resource of the finding that shows it. */
const faults = {
  /** A private subnet's table is not associated with the S3 endpoint, and leads to NAT. */
  'table-without-s3': ['gateway-endpoint-subnet-not-routed', (vpc) => vpc.privateRouteTableIds[0] ?? ''],
  /** The group of an endpoint admits another port than the service's. */
  'endpoint-port-closed': ['sg-endpoint-ingress-missing-port', (vpc) => vpc.groupIds['endpoint-kms']],
  'dns-hostnames-off': ['private-dns-vpc-attributes-disabled', (vpc) => vpc.id],
  'private-dns-off': ['private-dns-disabled', (vpc) => endpointOf(vpc, 'secretsmanager')],
  'single-zone': ['interface-endpoint-single-az', (vpc) => endpointOf(vpc, 'logs')],
  'endpoint-without-tables': ['gateway-endpoint-no-route-tables', (vpc) => vpc.dynamodbEndpointId],
  /** The workers' group lets them speak to the VPC only, while S3 and DynamoDB have gateway endpoints. */
  'egress-inside-only': ['sg-source-egress-missing-prefix-list', (vpc) => vpc.groupIds.worker],
  'dns-support-off': ['dns-support-disabled', (vpc) => vpc.id],
  /** The S3 endpoint lists a table that has no route to it. */
  'route-missing': ['gateway-endpoint-route-missing-in-table', (vpc) => vpc.s3EndpointId],
  'gateway-endpoint-failed': ['gateway-endpoint-not-available', (vpc) => vpc.dynamodbEndpointId],
  'endpoint-rejected': ['interface-endpoint-not-available', (vpc) => endpointOf(vpc, 'ssmmessages')],
  'default-group-only': ['sg-endpoint-default-sg-only', (vpc) => endpointOf(vpc, 'ssm')],
  'no-dynamodb-endpoint': ['cost-s3-ddb-via-nat', (vpc) => vpc.id],
  'policy-full-access': ['policy-endpoint-default-full-access', (vpc) => endpointOf(vpc, 'kms')],
  'policy-principal': ['policy-gateway-principal-not-star', (vpc) => vpc.s3EndpointId],
  'policy-source-ip': ['policy-sourceip-via-endpoint', (vpc) => vpc.s3EndpointId],
  'policy-not-ip-address': ['policy-notipaddress-deny-lockout', (vpc) => vpc.s3EndpointId],
  'service-open': ['endpoint-service-public-auto-accept', (vpc) => vpc.endpointServiceId],
  'service-domain-unverified': ['endpoint-service-private-dns-unverified', (vpc) => vpc.endpointServiceId],
} satisfies Record<string, readonly [rule: string, resourceOf: (vpc: VpcPlan) => string]>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as readonly FaultName[];

/** The findings that the faults of these VPCs must give; no others may arise. */
export function seededFindings(vpcs: readonly VpcPlan[]): readonly SeededFinding[] {
  return vpcs.flatMap((vpc) => {
    if (vpc.fault === null) return [];
    const [rule, resourceOf] = faults[vpc.fault];
    return [{ rule, resource: resourceOf(vpc) }];
  });
}
