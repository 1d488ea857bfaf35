import { bundles } from './bundles.ts';
import type { ConsideredChecks } from './considered-checks.ts';
import { cost } from './cost.ts';
import { dns } from './dns.ts';
import { endpointServices } from './endpoint-services.ts';
import { gatewayEndpoints } from './gateway-endpoints.ts';
import { hubs } from './hubs.ts';
import { hygiene } from './hygiene.ts';
import { interfaceEndpoints } from './interface-endpoints.ts';
import { networkAcls } from './network-acls.ts';
import { policies } from './policies.ts';
import { resilience } from './resilience.ts';
import { routing } from './routing.ts';
import { securityGroups } from './security-groups.ts';

/** All checks that were considered, in the order of the page. */
export const ruleCoverage: readonly ConsideredChecks[] = [
  gatewayEndpoints,
  interfaceEndpoints,
  dns,
  securityGroups,
  networkAcls,
  routing,
  policies,
  endpointServices,
  hubs,
  bundles,
  cost,
  resilience,
  hygiene,
];
