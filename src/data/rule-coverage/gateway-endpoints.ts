import type { ConsideredChecks } from './considered-checks.ts';

export const gatewayEndpoints: ConsideredChecks = {
  title: 'Gateway endpoints',
  ids: `
    gateway-endpoint-no-route-tables
    gateway-endpoint-subnet-not-routed
    gateway-endpoint-unused-route-table
    gateway-endpoint-shadowed-by-specific-route
    gateway-endpoint-equal-length-static-override
    gateway-endpoint-propagated-route-shadow
    gateway-endpoint-overlapping-prefix-list-routes
    gateway-endpoint-route-missing-in-table
    gateway-endpoint-route-blackhole
    gateway-endpoint-cross-region-target
    gateway-endpoint-ipv6-gap
    gateway-endpoint-ipv6-unsupported-service
    gateway-endpoint-ip-type-subnet-mismatch
    gateway-endpoint-dns-record-type-needs-dns-attributes
    gateway-endpoint-dns-support-disabled
    gateway-endpoint-dns-hostnames-disabled
    gateway-endpoint-duplicate-service
    gateway-endpoint-not-available
    gateway-endpoint-unsupported-protocol
    gateway-endpoint-table-removed-while-inbound-only
    s3express-gateway-endpoint-missing
    dynamodb-streams-not-covered-by-gateway`,
  dispositions: {
    'gateway-endpoint-equal-length-static-override': {
      caseOf: ['gateway-endpoint-shadowed-by-specific-route'],
    },
    'gateway-endpoint-propagated-route-shadow': {
      caseOf: ['gateway-endpoint-shadowed-by-specific-route'],
    },
    'gateway-endpoint-cross-region-target': {
      leftOut:
        'Which buckets and tables of other regions a workload uses is not in the configuration of the network.',
    },
    'gateway-endpoint-dns-support-disabled': {
      caseOf: ['dns-support-disabled'],
    },
    'gateway-endpoint-dns-hostnames-disabled': {
      leftOut:
        'No page says that anything fails: public names resolve, and routes lead to the endpoint, with host names off.',
    },
    'gateway-endpoint-unsupported-protocol': {
      leftOut:
        'Services behind gateway endpoints are used over HTTPS; what else somebody expects is not in the input. `path` answers it.',
    },
    'gateway-endpoint-table-removed-while-inbound-only': {
      caseOf: ['gateway-endpoint-subnet-not-routed'],
    },
    's3express-gateway-endpoint-missing': {
      caseOf: ['bundle-incomplete'],
    },
    'dynamodb-streams-not-covered-by-gateway': {
      caseOf: ['bundle-incomplete'],
    },
  },
};
