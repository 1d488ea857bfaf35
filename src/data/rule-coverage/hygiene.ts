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
  dispositions: {
    'hygiene-orphan-phz': {
      leftOut:
        'AWS keeps no private hosted zone without a VPC, and a VPC of another account looks the same as one that is gone.',
    },
    'hygiene-quota-routes': {
      leftOut: 'Pages of AWS disagree on the quota.',
    },
    'hygiene-snapshot-incomplete': {
      leftOut: 'Every report names what was not collected, and the rules that are undecided for want of it.',
    },
    'hygiene-snapshot-inconsistent': {
      leftOut: 'Rules that meet such a gap say that they are undecided, and name it.',
    },
    'hygiene-endpoint-in-default-vpc': {
      caseOf: ['sg-endpoint-default-sg-only'],
    },
    'hygiene-unsupported-partition-feature': {
      leftOut: 'AWS refuses in a partition what it does not offer there.',
    },
  },
};
