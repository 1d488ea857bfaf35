import type { ConsideredChecks } from './considered-checks.ts';

export const networkAcls: ConsideredChecks = {
  title: 'Network ACLs',
  ids: `
    nacl-source-egress-blocks-endpoint
    nacl-endpoint-ingress-blocked
    nacl-endpoint-egress-blocks-return
    nacl-source-ingress-blocks-return
    nacl-ephemeral-range-too-narrow
    nacl-gateway-egress-incomplete
    nacl-gateway-return-blocked
    nacl-deny-precedes-allow
    nacl-ipv6-missing
    nacl-hardcoded-service-cidrs-stale
    nacl-subnet-without-association
    nacl-gwlbe-subnet-blocks
    nacl-icmp-frag-needed-blocked`,
  dispositions: {
    'nacl-deny-precedes-allow': {
      caseOf: [
        'nacl-source-egress-blocks-endpoint',
        'nacl-endpoint-ingress-blocked',
        'nacl-endpoint-egress-blocks-return',
        'nacl-source-ingress-blocks-return',
        'nacl-gateway-egress-incomplete',
        'nacl-gateway-return-blocked',
      ],
    },
    'nacl-hardcoded-service-cidrs-stale': {
      caseOf: ['nacl-gateway-egress-incomplete', 'nacl-gateway-return-blocked'],
    },
    'nacl-subnet-without-association': {
      leftOut:
        'It is a gap in the input, not a fault of the network: rules that need the ACL of such a subnet say that they are undecided.',
    },
    'nacl-gwlbe-subnet-blocks': {
      leftOut: 'No page says how ACLs treat what passes a Gateway Load Balancer endpoint.',
    },
    'nacl-icmp-frag-needed-blocked': {
      leftOut: 'Endpoints send no such messages, and TCP adapts its segments without them.',
    },
  },
};
