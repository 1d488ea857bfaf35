import type { InterfaceService, VpcPlan } from './plan.ts';

/** A finding that a run over the estate must give. */
export interface SeededFinding {
  readonly rule: string;
  /** Id of the resource that the finding is about. */
  readonly resource: string;
}

const endpointOf = ({ interfaceEndpoints }: VpcPlan, service: InterfaceService): string =>
  interfaceEndpoints.find((endpoint) => endpoint.service === service)?.id ?? '';

/** What a VPC may have wrong, with the rules that must see it and the resource that each of them must name. */
const faults = {
  /** A private subnet's table is not associated with the S3 endpoint, and leads to NAT. */
  'table-without-s3': (vpc) => [['gateway-endpoint-subnet-not-routed', vpc.privateRouteTableIds[0] ?? '']],
  /** The group of an endpoint admits another port than the service's. */
  'endpoint-port-closed': (vpc) => [['sg-endpoint-ingress-missing-port', vpc.groupIds['endpoint-kms']]],
  'dns-hostnames-off': (vpc) => [['private-dns-vpc-attributes-disabled', vpc.id]],
  'private-dns-off': (vpc) => [['private-dns-disabled', endpointOf(vpc, 'secretsmanager')]],
  'single-zone': (vpc) => [['interface-endpoint-single-az', endpointOf(vpc, 'logs')]],
  'endpoint-without-tables': (vpc) => [['gateway-endpoint-no-route-tables', vpc.dynamodbEndpointId]],
  /** The workers' group lets them speak to the VPC only, while S3 and DynamoDB have gateway endpoints. */
  'egress-inside-only': (vpc) => [
    ['sg-source-egress-missing-prefix-list', vpc.groupIds.worker],
    ['sg-source-egress-missing-prefix-list', vpc.groupIds.worker],
  ],
  'dns-support-off': (vpc) => [['dns-support-disabled', vpc.id]],
  /** The S3 endpoint lists a table that has no route to it. */
  'route-missing': (vpc) => [['gateway-endpoint-route-missing-in-table', vpc.s3EndpointId]],
  'gateway-endpoint-failed': (vpc) => [['gateway-endpoint-not-available', vpc.dynamodbEndpointId]],
  'endpoint-rejected': (vpc) => [['interface-endpoint-not-available', endpointOf(vpc, 'ssmmessages')]],
  /** Neither admits the endpoint anybody, nor may the workers speak to its group. */
  'default-group-only': (vpc) => [
    ['sg-endpoint-default-sg-only', endpointOf(vpc, 'ssm')],
    ['sg-source-egress-missing-endpoint', vpc.groupIds.worker],
  ],
  'no-dynamodb-endpoint': (vpc) => [['cost-s3-ddb-via-nat', vpc.id]],
  'policy-full-access': (vpc) => [['policy-endpoint-default-full-access', endpointOf(vpc, 'kms')]],
  'policy-principal': (vpc) => [['policy-gateway-principal-not-star', vpc.s3EndpointId]],
  'policy-source-ip': (vpc) => [['policy-sourceip-via-endpoint', vpc.s3EndpointId]],
  'policy-not-ip-address': (vpc) => [['policy-notipaddress-deny-lockout', vpc.s3EndpointId]],
  'service-open': (vpc) => [['endpoint-service-public-auto-accept', vpc.endpointServiceId]],
  'service-domain-unverified': (vpc) => [['endpoint-service-private-dns-unverified', vpc.endpointServiceId]],
} satisfies Record<string, (vpc: VpcPlan) => readonly (readonly [rule: string, resource: string])[]>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as readonly FaultName[];

/** The findings that these VPCs of one account and region must give; no others may arise. */
export function seededFindings(vpcs: readonly VpcPlan[]): readonly SeededFinding[] {
  return [...ofFaults(vpcs), ...ofNumber(vpcs)];
}

function ofFaults(vpcs: readonly VpcPlan[]): readonly SeededFinding[] {
  return vpcs.flatMap((vpc) => {
    const findings = vpc.fault === null ? [] : faults[vpc.fault](vpc);
    return findings.map(([rule, resource]) => ({ rule, resource }));
  });
}

/** From so many gateway endpoints on a region is nearly full, unless there are more than it holds. */
const nearlyFull = { from: 16, to: 20 };

function ofNumber(vpcs: readonly VpcPlan[]): readonly SeededFinding[] {
  const ids = vpcs.flatMap((vpc) => [
    vpc.s3EndpointId,
    ...(vpc.fault === 'no-dynamodb-endpoint' ? [] : [vpc.dynamodbEndpointId]),
  ]);
  const [resource] = [...ids].sort();
  if (resource === undefined || ids.length < nearlyFull.from || ids.length > nearlyFull.to) return [];
  return [{ rule: 'hygiene-quota-gateway-per-region', resource }];
}
