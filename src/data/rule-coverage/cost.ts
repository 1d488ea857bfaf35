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
  dispositions: {
    'cost-unusable-endpoint-billed': {
      caseOf: ['interface-endpoint-not-available', 'interface-endpoint-pending-acceptance'],
    },
    'cost-endpoint-without-dns-users': {
      caseOf: ['private-dns-disabled'],
    },
    'cost-nat-while-endpoint-exists': {
      caseOf: ['gateway-endpoint-subnet-not-routed', 'private-dns-disabled'],
    },
    'cost-cross-az-endpoint-traffic': {
      leftOut:
        'AWS stopped charging for traffic between zones that goes to interface endpoints in 2022; what is left is a matter of resilience.',
    },
    'cost-gwlbe-path-double': {
      leftOut:
        'Who sends traffic through an appliance wants it inspected; whether that is worth its price nobody can see.',
    },
  },
};
