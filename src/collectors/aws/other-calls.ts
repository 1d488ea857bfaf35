import { ofEndpointServices } from '../../model/resources/load-balancer.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { type Call, collects, fieldOf, isItem, listOf, type Pages, textsIn, tokens } from './call.ts';

const markers: Pages = { size: ['PageSize', 400], token: [['NextMarker', 'Marker']] };
const latticePages: Pages = { size: ['maxResults', 100], token: [['nextToken', 'nextToken']] };

const perBalancer = { ...fieldOf('loadBalancers', 'LoadBalancerArn'), parameter: 'LoadBalancerArn' };

const perTargetGroup = { ...fieldOf('targetGroups', 'TargetGroupArn'), parameter: 'TargetGroupArn' };

/** The load balancers in front of endpoint services. */
const balancerCalls: readonly Call[] = [
  collects('loadBalancers', {
    subjects: {
      of: ['vpcEndpointServiceConfigurations'],
      ids: (itemsOf) => itemsOf('vpcEndpointServiceConfigurations').flatMap(balancersOf),
      parameter: 'LoadBalancerArns',
      query: 'ServiceConfigurations[].[NetworkLoadBalancerArns, GatewayLoadBalancerArns][][]',
      most: 20,
    },
    limitedTo: ofEndpointServices,
  }),
  collects('loadBalancerAttributes', { subjects: perBalancer }),
  collects('listeners', { subjects: perBalancer, pages: markers, limitedTo: ofEndpointServices }),
  collects('targetGroups', { subjects: perBalancer, pages: markers, limitedTo: ofEndpointServices }),
  collects('targetGroupAttributes', { subjects: perTargetGroup }),
  collects('targetHealth', { subjects: perTargetGroup }),
];

/** The private hosted zones of each VPC, and the records of those that this account owns. */
const hostedZoneCalls: readonly Call[] = [
  collects('hostedZonesByVpc', {
    subjects: { ...fieldOf('vpcs', 'VpcId'), parameter: 'VPCId' },
    // The region of the VPC stands in the scope: see `parametersOf`.
    parameters: [{ VPCRegion: '{region}' }],
    pages: { size: ['MaxItems', 100], token: [['NextToken', 'NextToken']] },
  }),
  collects('resourceRecordSets', {
    subjects: {
      of: ['hostedZonesByVpc'],
      ids: (itemsOf, account) => itemsOf('hostedZonesByVpc').flatMap((zones) => zonesOwnedBy(account, zones)),
      parameter: 'HostedZoneId',
      query: 'HostedZoneSummaries[?!(Owner.OwningService)].HostedZoneId',
    },
    pages: {
      size: ['MaxItems', 300],
      token: [
        ['NextRecordName', 'StartRecordName'],
        ['NextRecordType', 'StartRecordType'],
        ['NextRecordIdentifier', 'StartRecordIdentifier'],
      ],
    },
  }),
];

/** VPC Lattice: what resource endpoints and service network endpoints lead to. */
const latticeCalls: readonly Call[] = [
  collects('resourceConfigurations', { pages: latticePages }),
  collects('resourceConfigurationDetails', {
    subjects: { ...fieldOf('resourceConfigurations', 'arn'), parameter: 'resourceConfigurationIdentifier' },
    items: (answer, arn) => [{ ...answer, arn }],
  }),
  collects('resourceGateways', { pages: latticePages }),
  collects('serviceNetworkVpcAssociations', { pages: latticePages }),
  collects('serviceNetworkResourceAssociations', { pages: latticePages }),
];

/** What compute may do: its roles, and the policies that are attached to these. */
const authorizationDetails = {
  topic: 'roles',
  parameters: [{ Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] }],
  pages: { size: ['MaxItems', 1000], token: [['Marker', 'Marker']] },
} as const;

const rolesOfCompute = 'roles of instances, and roles that Lambda, ECS and EKS hand to what they run';

const roleCalls: readonly Call[] = [
  collects('roles', {
    ...authorizationDetails,
    only: { of: 'instances', keep: (role, itemsOf) => isComputeRole(role, itemsOf('instances')) },
    limitedTo: rolesOfCompute,
  }),
  collects('managedPolicies', {
    ...authorizationDetails,
    only: { of: 'roles', keep: (policy, itemsOf) => isAttached(policy, itemsOf('roles')) },
    limitedTo: `policies of ${rolesOfCompute}`,
  }),
];

const perOrganizationPolicy = {
  ...fieldOf('organizationPolicySummaries', 'Id'),
  parameter: 'PolicyId',
};

/** Service control policies and resource control policies, what they are attached to, and where that stands. */
const organizationCalls: readonly Call[] = [
  collects('organizations', {
    topic: 'organization',
    items: ({ Organization }) => (isItem(Organization) ? [Organization] : []),
  }),
  collects('organizationPolicySummaries', {
    topic: 'organization',
    parameters: [{ Filter: 'SERVICE_CONTROL_POLICY' }, { Filter: 'RESOURCE_CONTROL_POLICY' }],
    pages: tokens(20),
  }),
  collects('organizationPolicies', {
    topic: 'organization',
    subjects: perOrganizationPolicy,
    items: ({ Policy }, PolicyId) => (isItem(Policy) ? [{ PolicyId, ...Policy }] : []),
  }),
  collects('organizationPolicyTargets', {
    topic: 'organization',
    subjects: perOrganizationPolicy,
    pages: tokens(20),
  }),
  collects('organizationParents', {
    topic: 'organization',
    subjects: {
      of: ['organizationPolicyTargets'],
      ids: (itemsOf) => itemsOf('organizationPolicyTargets').flatMap(targetsBelowRoot),
      parameter: 'ChildId',
      query: "Targets[?Type!='ROOT'].TargetId",
    },
    pages: tokens(20),
  }),
];

export const otherCalls: readonly Call[] = [
  ...balancerCalls,
  ...hostedZoneCalls,
  ...latticeCalls,
  ...roleCalls,
  ...organizationCalls,
];

/** Every unit and account has a service control policy of its own, so that the targets of all are all there are. */
function targetsBelowRoot({ Targets }: RawItem): readonly string[] {
  const below = listOf('targets')({ targets: Targets }).filter(({ Type }) => Type !== 'ROOT');
  return textsIn(below, 'TargetId');
}

function balancersOf({ NetworkLoadBalancerArns, GatewayLoadBalancerArns }: RawItem): readonly string[] {
  return [NetworkLoadBalancerArns, GatewayLoadBalancerArns]
    .flatMap((arns): readonly unknown[] => (Array.isArray(arns) ? arns : []))
    .filter((arn) => typeof arn === 'string');
}

/** Zones that AWS services own cannot be read, nor those of other accounts (DNS15). */
function zonesOwnedBy(account: string | null, { HostedZoneSummaries }: RawItem): readonly string[] {
  const owned = listOf('zones')({ zones: HostedZoneSummaries }).filter(({ Owner }) => {
    const { OwningService, OwningAccount } = isItem(Owner) ? Owner : {};
    return OwningService === undefined && (account ?? OwningAccount) === (OwningAccount ?? account);
  });
  return textsIn(owned, 'HostedZoneId');
}

/** Services that assume a role for the code which they run. */
const computeServices: ReadonlySet<string> = new Set([
  'ecs-tasks.amazonaws.com',
  'lambda.amazonaws.com',
  'pods.eks.amazonaws.com',
]);

/** The trust policy tells the roles of functions, tasks and pods, so that no further service is asked about them. */
function isComputeRole(role: RawItem, instances: readonly RawItem[]): boolean {
  return isRoleOf(role, instances) || trustedServices(role).some((name) => computeServices.has(name));
}

/** The names of services in the trust policy of a role, which IAM gives in the encoding of URLs. */
function trustedServices({ AssumeRolePolicyDocument: document }: RawItem): readonly string[] {
  if (typeof document !== 'string') return [];
  return document.split(/%22|"/i).filter((text) => text.endsWith('.amazonaws.com'));
}

function isRoleOf(role: RawItem, instances: readonly RawItem[]): boolean {
  const used = new Set(instances.flatMap(({ IamInstanceProfile: profile }) => arnOf(profile)));
  return listOf('InstanceProfileList')(role).some((profile) => arnOf(profile).some((arn) => used.has(arn)));
}

function isAttached({ Arn }: RawItem, roles: readonly RawItem[]): boolean {
  return roles.some((role) =>
    listOf('AttachedManagedPolicies')(role).some(({ PolicyArn }) => PolicyArn === Arn),
  );
}

function arnOf(value: unknown): readonly string[] {
  return isItem(value) && typeof value['Arn'] === 'string' ? [value['Arn']] : [];
}
