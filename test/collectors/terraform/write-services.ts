import { parseArn } from '../../../src/model/scope.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import type { Facts } from './write-terraform.ts';
import { Computed, field, id, ids, items, nameOf, type Resource, tags } from './written-resource.ts';

/** Endpoint services with what is behind them, policies of resources, and roles. */
export function writeServices(facts: Facts): readonly Resource[] {
  return [
    ...services(facts),
    ...balancers(facts),
    ...items(facts.resourcePolicies).flatMap(policyOfResource),
    ...roles(facts),
  ];
}

function services(facts: Facts): readonly Resource[] {
  return [
    ...items(facts.vpcEndpointServiceConfigurations).map(
      (service): Resource => ({
        type: 'aws_vpc_endpoint_service',
        id: String(service['ServiceId']),
        values: {
          acceptance_required: service['AcceptanceRequired'],
          network_load_balancer_arns: ids(service['NetworkLoadBalancerArns']),
          gateway_load_balancer_arns: [],
          supported_ip_address_types: service['SupportedIpAddressTypes'] ?? ['ipv4'],
          service_type: new Computed(field(items(service['ServiceType'])[0], 'ServiceType')),
          state: new Computed(service['ServiceState']),
          private_dns_name_configuration: [],
          allowed_principals: [],
          ...(service['PrivateDnsName'] === undefined ? {} : { private_dns_name: service['PrivateDnsName'] }),
          ...tags(service),
        },
      }),
    ),
    ...items(facts.vpcEndpointServicePermissions).flatMap((service) =>
      items(service['AllowedPrincipals']).map(
        ({ Principal }, index): Resource => ({
          type: 'aws_vpc_endpoint_service_allowed_principal',
          id: `${String(service['ServiceId'])}-principal-${index}`,
          values: { vpc_endpoint_service_id: id(service['ServiceId']), principal_arn: Principal },
        }),
      ),
    ),
    ...items(facts.vpcEndpointConnectionNotifications).map(
      (notification): Resource => ({
        type: 'aws_vpc_endpoint_connection_notification',
        id: String(notification['ConnectionNotificationId']),
        values: {
          vpc_endpoint_service_id: id(notification['ServiceId']),
          connection_events: notification['ConnectionEvents'],
          state: new Computed(notification['ConnectionNotificationState']),
        },
      }),
    ),
  ];
}

const crossZone = 'load_balancing.cross_zone.enabled';

function attributeOf(all: readonly RawItem[] | undefined, arn: string, holder: unknown): unknown {
  const item = items(all).find((each) => each[arn] === holder);
  return items(item?.['Attributes']).find(({ Key }) => Key === crossZone)?.['Value'];
}

function balancers(facts: Facts): readonly Resource[] {
  return [
    ...items(facts.loadBalancers).map((balancer): Resource => {
      const arn = balancer['LoadBalancerArn'];
      return {
        type: 'aws_lb',
        id: String(arn),
        values: {
          name: balancer['LoadBalancerName'],
          load_balancer_type: balancer['Type'],
          internal: balancer['Scheme'] === 'internal',
          vpc_id: new Computed(balancer['VpcId']),
          ip_address_type: balancer['IpAddressType'],
          subnets: ids(items(balancer['AvailabilityZones']).map(({ SubnetId }) => SubnetId)),
          security_groups: ids(balancer['SecurityGroups']),
          enable_cross_zone_load_balancing:
            attributeOf(facts.loadBalancerAttributes, 'LoadBalancerArn', arn) === 'true',
          enforce_security_group_inbound_rules_on_private_link_traffic:
            balancer['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'] ?? '',
          ...tags(balancer),
        },
      };
    }),
    ...items(facts.listeners).map(
      (listener): Resource => ({
        type: 'aws_lb_listener',
        id: String(listener['ListenerArn']),
        values: {
          load_balancer_arn: id(listener['LoadBalancerArn']),
          port: listener['Port'],
          protocol: listener['Protocol'],
          default_action: items(listener['DefaultActions']).map((action) => ({
            type: action['Type'],
            target_group_arn: id(action['TargetGroupArn']),
            forward: [],
          })),
        },
      }),
    ),
    ...items(facts.targetGroups).map((group): Resource => {
      const arn = group['TargetGroupArn'];
      return {
        type: 'aws_lb_target_group',
        id: String(arn),
        values: {
          name: group['TargetGroupName'],
          port: group['Port'],
          protocol: group['Protocol'],
          vpc_id: id(group['VpcId']),
          target_type: group['TargetType'],
          load_balancing_cross_zone_enabled:
            attributeOf(facts.targetGroupAttributes, 'TargetGroupArn', arn) ??
            'use_load_balancer_configuration',
        },
      };
    }),
  ];
}

/** What a resource that has a policy is written as, by its service. */
const policyTypes: Readonly<Record<string, readonly [holder: string, policy: string, attribute: string]>> = {
  sqs: ['aws_sqs_queue', 'aws_sqs_queue_policy', 'queue_url'],
  sns: ['aws_sns_topic', 'aws_sns_topic_policy', 'arn'],
  secretsmanager: ['aws_secretsmanager_secret', 'aws_secretsmanager_secret_policy', 'secret_arn'],
  ecr: ['aws_ecr_repository', 'aws_ecr_repository_policy', 'repository'],
  dynamodb: ['aws_dynamodb_table', 'aws_dynamodb_resource_policy', 'resource_arn'],
  'execute-api': ['aws_api_gateway_rest_api', 'aws_api_gateway_rest_api_policy', 'rest_api_id'],
};

function policyOfResource({ ARN: arn, ResourcePolicy: policy }: RawItem): readonly Resource[] {
  const own = String(arn);
  const service = parseArn(own)?.service ?? '';
  if (service === 'kms') return [{ type: 'aws_kms_key', id: nameOf(own), arn: own, values: { policy } }];
  const [holder, type, attribute] = policyTypes[service] ?? [];
  if (holder === undefined || type === undefined || attribute === undefined) return [];
  // APIs, repositories and tables go by their names and ids, the others by their ARNs.
  const isNamed = ['execute-api', 'ecr', 'dynamodb'].includes(service);
  const holderId = isNamed ? nameOf(own) : own;
  return [
    { type: holder, id: holderId, arn: own, values: { name: nameOf(own) } },
    {
      type,
      id: `policy-of-${nameOf(own)}`,
      values: { [attribute]: id(attribute.endsWith('arn') ? own : holderId), policy },
    },
  ];
}

function roles(facts: Facts): readonly Resource[] {
  return [
    ...items(facts.managedPolicies).map(
      (policy): Resource => ({
        type: 'aws_iam_policy',
        id: String(policy['Arn']),
        values: {
          name: policy['PolicyName'],
          path: '/',
          policy: items(policy['PolicyVersionList'])[0]?.['Document'],
        },
      }),
    ),
    ...items(facts.roles).flatMap((role): readonly Resource[] => {
      const name = String(role['RoleName']);
      return [
        {
          type: 'aws_iam_role',
          id: name,
          arn: String(role['Arn']),
          values: {
            name,
            path: '/',
            inline_policy: new Computed(
              items(role['RolePolicyList']).map(({ PolicyName, PolicyDocument }) => ({
                name: PolicyName,
                policy: PolicyDocument,
              })),
            ),
            managed_policy_arns: new Computed(
              items(role['AttachedManagedPolicies']).map(({ PolicyArn }) => PolicyArn),
            ),
            permissions_boundary: field(role['PermissionsBoundary'], 'PermissionsBoundaryArn') ?? '',
          },
        },
        ...items(role['RolePolicyList']).map(
          (policy): Resource => ({
            type: 'aws_iam_role_policy',
            id: `${name}-${String(policy['PolicyName'])}`,
            values: { role: id(name), name: policy['PolicyName'], policy: policy['PolicyDocument'] },
          }),
        ),
        ...items(role['AttachedManagedPolicies']).map(
          (policy, index): Resource => ({
            type: 'aws_iam_role_policy_attachment',
            id: `${name}-attached-${index}`,
            values: { role: id(name), policy_arn: id(policy['PolicyArn']) },
          }),
        ),
      ];
    }),
  ];
}
