import type { ConsideredChecks } from './considered-checks.ts';

export const hubs: ConsideredChecks = {
  title: 'Hubs and networks outside AWS',
  ids: `
    hybrid-gateway-endpoint-from-outside-vpc
    hybrid-no-dns-path
    hybrid-inbound-resolver-sg-53
    hybrid-inbound-resolver-wrong-vpc
    hybrid-forward-to-vpc-plus-two
    hybrid-endpoint-sg-missing-onprem-cidr
    hybrid-no-return-route
    hybrid-vgw-propagation-disabled
    hybrid-dxgw-allowed-prefixes
    hybrid-s3-interface-missing
    hybrid-execute-api-public-name
    hybrid-inbound-resolver-single-az
    hub-private-dns-assumed-global
    hub-phz-not-associated
    hub-spoke-custom-dns
    hub-spoke-local-endpoint-conflict
    hub-phz-breaks-gateway-endpoint
    hub-endpoint-sg-missing-spoke-cidr
    hub-tgw-segment-isolated
    hub-cross-region-assumption
    hub-single-policy-blast-radius
    shared-vpc-participant-blindness
    shared-vpc-participant-expects-own-endpoint`,
  dispositions: {
    'hub-tgw-segment-isolated': {
      caseOf: ['route-tgw-rtb-no-route', 'route-return-missing'],
    },
  },
};
