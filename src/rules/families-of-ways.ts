import type { FamilyName } from '../model/fact-families.ts';

/** What a rule reads to find the ways that the compute of a VPC takes to a service. */
export const familiesOfWays = [
  'vpcs',
  'networkInterfaces',
  'subnets',
  'vpcEndpointServices',
  'dhcpOptions',
  'vpcAttributes',
  'vpcEndpoints',
  'hostedZonesByVpc',
  'resolverRuleAssociations',
  'profileAssociations',
  'prefixLists',
  'managedPrefixLists',
  'managedPrefixListEntries',
  'routeTables',
  'securityGroups',
  'networkAcls',
] as const satisfies readonly FamilyName[];

/** What a rule reads to find the buckets of AWS that a policy refuses: with them, which accounts are the user's. */
export const familiesOfOwnedBuckets = [
  ...familiesOfWays,
  'organizations',
  'organizationParents',
  'organizationPolicyTargets',
] as const satisfies readonly FamilyName[];
