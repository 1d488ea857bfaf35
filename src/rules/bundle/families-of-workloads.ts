import type { FamilyName } from '../../model/fact-families.ts';

/** What it takes to see workloads, and to follow their packets to what they need. */
export const familiesOfWorkloads: readonly FamilyName[] = [
  'vpcs',
  'networkInterfaces',
  'instances',
  'roles',
  'vpcEndpoints',
  'vpcEndpointServices',
  'subnets',
  'vpcAttributes',
  'dhcpOptions',
  'hostedZonesByVpc',
  'resolverRuleAssociations',
  'profileAssociations',
  'prefixLists',
  'managedPrefixLists',
  'managedPrefixListEntries',
  'routeTables',
  'securityGroups',
  'networkAcls',
  'natGateways',
  'vpcBlockPublicAccessOptions',
];
