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
    hub-source-egress-missing-endpoint
    hub-tgw-segment-isolated
    hub-cross-region-assumption
    hub-single-policy-blast-radius
    shared-vpc-participant-blindness
    shared-vpc-participant-expects-own-endpoint`,
  dispositions: {
    'hybrid-no-dns-path': {
      leftOut:
        'What DNS servers outside AWS answer is not in the input. Expectations from such a network say that it is what they lack.',
    },
    'hybrid-endpoint-sg-missing-onprem-cidr': {
      caseOf: ['expectation-not-met'],
    },
    'hybrid-vgw-propagation-disabled': {
      caseOf: ['hybrid-no-return-route'],
    },
    'hybrid-dxgw-allowed-prefixes': {
      leftOut: 'The prefixes that associations of Direct Connect gateways allow are not collected.',
    },
    'hybrid-s3-interface-missing': {
      caseOf: ['hybrid-remote-networks-cannot-use-gateway-endpoint'],
    },
    'hybrid-execute-api-public-name': {
      leftOut: 'Which names clients outside AWS use is not in the input.',
    },
    'hub-spoke-local-endpoint-conflict': {
      leftOut:
        'What a Profile carries is not collected, and without one AWS refuses the second zone of a name.',
    },
    'hub-tgw-segment-isolated': {
      caseOf: ['route-tgw-rtb-no-route', 'route-return-missing'],
    },
    'hub-cross-region-assumption': {
      caseOf: ['dns-phz-alias-wrong-service'],
    },
    'hub-single-policy-blast-radius': {
      caseOf: ['policy-endpoint-default-full-access'],
    },
    'shared-vpc-participant-expects-own-endpoint': {
      leftOut: 'AWS refuses an endpoint of a participant in a shared subnet.',
    },
  },
};
