import type { FamilyName } from '../../model/fact-families.ts';
import type { RawItem, ScopeFacts } from '../../model/snapshot.ts';
import { isFields } from '../infrastructure-code/fields.ts';

/** The families in which AWS describes what a type of resource makes. */
export const familyOfType: Readonly<Record<string, FamilyName>> = {
  'AWS::EC2::VPC': 'vpcs',
  'AWS::EC2::Subnet': 'subnets',
  'AWS::EC2::RouteTable': 'routeTables',
  'AWS::EC2::SecurityGroup': 'securityGroups',
  'AWS::EC2::NetworkAcl': 'networkAcls',
  'AWS::EC2::VPCEndpoint': 'vpcEndpoints',
  'AWS::EC2::VPCEndpointService': 'vpcEndpointServiceConfigurations',
  'AWS::EC2::InternetGateway': 'internetGateways',
  'AWS::EC2::NatGateway': 'natGateways',
  'AWS::EC2::VPNGateway': 'vpnGateways',
  'AWS::EC2::EgressOnlyInternetGateway': 'egressOnlyInternetGateways',
  'AWS::EC2::VPCPeeringConnection': 'vpcPeeringConnections',
  'AWS::EC2::TransitGateway': 'transitGateways',
  'AWS::EC2::TransitGatewayAttachment': 'transitGatewayVpcAttachments',
  'AWS::EC2::TransitGatewayVpcAttachment': 'transitGatewayVpcAttachments',
  'AWS::EC2::TransitGatewayRouteTable': 'transitGatewayRouteTables',
  'AWS::EC2::PrefixList': 'managedPrefixLists',
  'AWS::EC2::DHCPOptions': 'dhcpOptions',
  'AWS::EC2::Instance': 'instances',
  'AWS::EC2::NetworkInterface': 'networkInterfaces',
};

/** Something that exists and was made by a stack, as the tags say that CloudFormation gives it. */
export interface StackMember {
  readonly stackName: string;
  readonly logicalId: string;
  readonly family: FamilyName;
  readonly item: RawItem;
}

/** What stacks made of what is described. */
export function membersOfStacks(scopes: readonly ScopeFacts[]): readonly StackMember[] {
  const families = new Set(Object.values(familyOfType));
  return scopes.flatMap(({ families: described }) =>
    [...families].flatMap((family) =>
      (described[family]?.lists ?? []).flatMap(({ items }) =>
        items.flatMap((item): readonly StackMember[] => {
          const tags = tagsOf(item);
          const stackName = tags.get('aws:cloudformation:stack-name');
          const logicalId = tags.get('aws:cloudformation:logical-id');
          if (stackName === undefined || logicalId === undefined) return [];
          return [{ stackName, logicalId, family, item }];
        }),
      ),
    ),
  );
}

function tagsOf(item: RawItem): ReadonlyMap<string, string> {
  const listed = item['Tags'] ?? item['TagSet'];
  const tags: readonly unknown[] = Array.isArray(listed) ? listed : [];
  return new Map(
    tags.flatMap((tag): readonly (readonly [string, string])[] =>
      isFields(tag) && typeof tag['Key'] === 'string' && typeof tag['Value'] === 'string'
        ? [[tag['Key'], tag['Value']]]
        : [],
    ),
  );
}

/**
 * The stack that a template with these resources (name and type) was deployed as before: the one that made things
 * by these names. Null where there is none, or several and none is named.
 */
export function stackOf(
  resources: ReadonlyMap<string, string>,
  members: readonly StackMember[],
  named: string | null,
): string | null {
  const fitting = new Set(
    members
      .filter(({ logicalId, family }) => familyOfType[resources.get(logicalId) ?? ''] === family)
      .map(({ stackName }) => stackName),
  );
  if (named !== null && fitting.has(named)) return named;
  const [only, ...others] = fitting;
  return only !== undefined && others.length === 0 ? only : null;
}
