import type { ConsideredChecks } from './considered-checks.ts';

export const resilience: ConsideredChecks = {
  title: 'Resilience',
  ids: `
    interface-endpoint-single-az
    interface-endpoint-az-imbalance
    interface-endpoint-subnet-ip-exhaustion
    resilience-nlb-provider-single-target-az
    resilience-hub-single-attachment-az
    resilience-cross-region-no-failover
    resilience-shared-fate-resolver`,
  dispositions: {},
};
