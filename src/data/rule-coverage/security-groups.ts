import type { ConsideredChecks } from './considered-checks.ts';

export const securityGroups: ConsideredChecks = {
  title: 'Security groups',
  ids: `
    sg-endpoint-ingress-missing-port
    sg-endpoint-ingress-source-not-covered
    sg-endpoint-secondary-cidr-not-covered
    sg-endpoint-default-sg-only
    sg-endpoint-ingress-open-world
    sg-endpoint-ingress-all-ports
    sg-endpoint-no-ingress-rules
    sg-endpoint-tgw-sg-reference
    sg-endpoint-interregion-sg-reference
    sg-endpoint-stale-reference
    sg-endpoint-ipv6-rules-missing
    sg-source-egress-missing-endpoint
    sg-source-egress-missing-prefix-list
    sg-source-egress-partial-prefix-list
    sg-egress-prefixlist-only-but-interface-dns
    sg-egress-vpc-only-but-gateway-dns
    sg-egress-empty
    sg-egress-wrong-prefix-list
    sg-egress-hardcoded-service-cidrs
    sg-reference-through-middlebox
    sg-referencing-unavailable-tgw-option
    sg-rule-quota-near
    sg-endpoint-too-many-groups`,
  dispositions: {
    'sg-endpoint-secondary-cidr-not-covered': {
      caseOf: ['sg-endpoint-ingress-source-not-covered'],
    },
    'sg-endpoint-ingress-all-ports': {
      leftOut:
        'Endpoints answer on the ports of their service alone, so that further open ports open nothing.',
    },
    'sg-endpoint-no-ingress-rules': {
      caseOf: ['sg-endpoint-ingress-missing-port'],
    },
    'sg-endpoint-interregion-sg-reference': {
      leftOut: 'AWS refuses such a rule.',
    },
    'sg-source-egress-partial-prefix-list': {
      caseOf: ['sg-source-egress-missing-prefix-list'],
    },
    'sg-egress-prefixlist-only-but-interface-dns': {
      caseOf: ['sg-source-egress-missing-endpoint'],
    },
    'sg-egress-vpc-only-but-gateway-dns': {
      caseOf: ['sg-source-egress-missing-prefix-list'],
    },
    'sg-egress-empty': {
      caseOf: ['sg-source-egress-missing-endpoint', 'sg-source-egress-missing-prefix-list'],
    },
    'sg-egress-wrong-prefix-list': {
      caseOf: ['sg-source-egress-missing-prefix-list'],
    },
    'sg-referencing-unavailable-tgw-option': {
      leftOut:
        'Rules that name groups never hold for endpoints across transit gateways, whatever the option says.',
    },
    'sg-rule-quota-near': {
      leftOut: 'The quota that applies to an account is not in the input.',
    },
    'sg-endpoint-too-many-groups': {
      leftOut: 'AWS refuses more groups than the quota, which is not in the input.',
    },
  },
};
