import type { ConsideredChecks } from './considered-checks.ts';

export const hygiene: ConsideredChecks = {
  title: 'Hygiene',
  ids: `
    hygiene-orphan-phz
    hygiene-untagged-endpoint
    hygiene-quota-interface-per-vpc
    hygiene-quota-gateway-per-region
    hygiene-quota-routes
    hygiene-deprecated-service-name
    hygiene-snapshot-incomplete
    hygiene-snapshot-inconsistent
    hygiene-service-managed-skip
    hygiene-endpoint-in-default-vpc
    hygiene-unused-sg-on-endpoint-subnets
    hygiene-unsupported-partition-feature`,
  dispositions: {},
};
