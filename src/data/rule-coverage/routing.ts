import type { ConsideredChecks } from './considered-checks.ts';

export const routing: ConsideredChecks = {
  title: 'Routing',
  ids: `
    route-none-to-endpoint
    route-blackhole-to-endpoint
    route-missing-to-hub
    route-return-missing
    route-tgw-attachment-az-missing
    route-tgw-rtb-no-association
    route-tgw-rtb-no-route
    route-tgw-rtb-blackhole
    route-tgw-attachment-not-available
    route-tgw-ipv6-disabled
    route-peering-not-active
    route-peering-transitive
    route-overlapping-cidr-tgw
    route-static-beats-local-middlebox
    route-middlebox-asymmetric
    route-appliance-source-dest-check
    route-gwlbe-unavailable
    route-gwlbe-cross-az
    route-gwlbe-onward-missing
    route-gwlbe-prefix-list-destination
    route-gwlbe-loop
    route-edge-table-missing-appliance
    route-fallback-bpa-blocked
    route-regional-nat-az-missing
    route-nat-public-subnet-broken
    route-nat-used-from-outside-vpc
    route-implicit-main
    route-public-fallback-for-private-service
    route-route-server-origin
    route-ipv6-only-subnet-no-path
    route-local-gateway-outpost`,
  dispositions: {
    'route-none-to-endpoint': {
      caseOf: ['route-missing-to-hub'],
    },
    'route-gwlbe-unavailable': {
      caseOf: ['interface-endpoint-not-available', 'interface-endpoint-pending-acceptance'],
    },
    'route-gwlbe-prefix-list-destination': {
      leftOut: 'AWS refuses such a route.',
    },
    'route-gwlbe-loop': {
      caseOf: ['route-gwlbe-onward-missing'],
    },
    'route-nat-used-from-outside-vpc': {
      caseOf: ['route-peering-transitive'],
    },
    'route-public-fallback-for-private-service': {
      caseOf: [
        'private-dns-disabled',
        'private-dns-vpc-attributes-disabled',
        'gateway-endpoint-subnet-not-routed',
        'gateway-endpoint-shadowed-by-specific-route',
      ],
    },
    'route-route-server-origin': {
      leftOut:
        'No page gives such routes a rank. Rules that meet one where it matters say that they are undecided.',
    },
    'route-ipv6-only-subnet-no-path': {
      caseOf: ['interface-endpoint-ipv6-source-unreachable', 'gateway-endpoint-ipv6-unsupported-service'],
    },
    'route-local-gateway-outpost': {
      leftOut:
        'A gateway of an Outpost or a Wavelength Zone ends what can be seen; answers that cross one say that they are undecided.',
    },
  },
};
