import type { ConsideredChecks } from './considered-checks.ts';

export const cost: ConsideredChecks = {
  title: 'Cost',
  ids: `
    cost-s3-ddb-via-nat
    cost-s3-interface-for-in-vpc
    cost-duplicate-interface-endpoints
    cost-endpoint-unused-az
    cost-unusable-endpoint-billed
    cost-endpoint-without-dns-users
    cost-nat-while-endpoint-exists
    cost-cross-az-endpoint-traffic
    cost-nat-removable
    cost-gwlbe-path-double`,
  dispositions: {},
};
