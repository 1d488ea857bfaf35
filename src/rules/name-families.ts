import type { FamilyName } from '../model/fact-families.ts';

/** What tells to which endpoints the names of services lead compute. */
export const nameFamilies: readonly FamilyName[] = [
  'vpcEndpoints',
  'vpcs',
  'vpcAttributes',
  'dhcpOptions',
  'networkInterfaces',
  'vpcEndpointServices',
  'hostedZones',
  'hostedZonesByVpc',
  'hostedZoneVpcs',
  'resourceRecordSets',
  'profileAssociations',
  'resolverRules',
  'resolverRuleAssociations',
];
