import type { ConsideredChecks } from './considered-checks.ts';

export const endpointServices: ConsideredChecks = {
  title: 'Endpoint services',
  ids: `
    endpoint-service-public-auto-accept
    endpoint-service-principals-any
    endpoint-service-no-principals
    endpoint-service-untrusted-principal
    endpoint-service-pending-connections
    endpoint-service-connection-from-removed-principal
    endpoint-service-private-dns-unverified
    endpoint-service-az-not-enabled
    endpoint-service-single-az
    endpoint-service-no-common-az
    endpoint-service-no-targets-in-az
    endpoint-service-unhealthy-targets
    endpoint-service-no-listener
    endpoint-service-nlb-sg-blocks-privatelink
    endpoint-service-nlb-sg-references-only
    endpoint-service-nlb-sg-egress-blocks-targets
    endpoint-service-nlb-no-sg
    endpoint-service-target-sg-expects-client-ip
    endpoint-service-proxy-protocol-off
    endpoint-service-ip-type-mismatch
    endpoint-service-region-not-supported
    endpoint-service-cross-region-idle-timeout
    endpoint-service-multi-nlb-listener-mismatch
    endpoint-service-not-available
    endpoint-service-nlb-not-active
    endpoint-service-no-notification
    gwlb-service-private-dns-set
    gwlb-endpoint-per-az-missing`,
  dispositions: {
    'endpoint-service-no-principals': {
      caseOf: ['cost-endpoint-service-unused'],
    },
    'endpoint-service-no-common-az': {
      leftOut:
        'Without a zone in common nobody can make the endpoint, and which VPCs would like one is not in the input. Endpoints in zones that a service lost are found by interface-endpoint-unsupported-az.',
    },
    'endpoint-service-proxy-protocol-off': {
      leftOut: 'Whether the program behind a service wants to know its clients is not in the input.',
    },
    'endpoint-service-cross-region-idle-timeout': {
      leftOut:
        'The attributes of listeners are not collected, and no page says what becomes of traffic that meets the limit.',
    },
    'gwlb-service-private-dns-set': {
      leftOut: 'AWS refuses a private DNS name for a service of Gateway Load Balancers.',
    },
  },
};
