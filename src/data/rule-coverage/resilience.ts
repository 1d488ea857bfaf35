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
  dispositions: {
    'interface-endpoint-az-imbalance': {
      leftOut:
        'An endpoint in several zones serves the others too, which many choose for its price. Endpoints in one zone are found by interface-endpoint-single-az.',
    },
    'resilience-hub-single-attachment-az': {
      caseOf: ['route-return-missing', 'route-tgw-attachment-az-missing'],
    },
    'resilience-cross-region-no-failover': {
      leftOut:
        'Whoever makes an endpoint for a service of another region wants just that, and AWS has no second way.',
    },
    'resilience-shared-fate-resolver': {
      leftOut:
        'One Resolver endpoint for all VPCs is what AWS advises. That it stands in one zone is found by hybrid-inbound-resolver-single-az.',
    },
  },
};
