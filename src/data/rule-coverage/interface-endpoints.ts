import type { ConsideredChecks } from './considered-checks.ts';

export const interfaceEndpoints: ConsideredChecks = {
  title: 'Interface endpoints and their kin',
  ids: `
    interface-endpoint-not-available
    interface-endpoint-pending-acceptance
    interface-endpoint-partial-state
    interface-endpoint-no-subnets
    interface-endpoint-eni-missing
    interface-endpoint-az-gap
    interface-endpoint-unsupported-az
    interface-endpoint-zonal-name-missing-az
    interface-endpoint-ip-type-subnet-mismatch
    interface-endpoint-service-ip-type-unsupported
    interface-endpoint-ipv6-source-unreachable
    interface-endpoint-cross-region-zonal-dns
    interface-endpoint-cross-region-unsupported-az
    interface-endpoint-cross-region-private-dns-collision
    interface-endpoint-fips-mismatch
    interface-endpoint-sg-vpc-mismatch
    interface-endpoint-requires-non-443-port
    interface-endpoint-ping-intent
    interface-endpoint-encryption-enforced-cleartext
    interface-endpoint-mtu-risk
    resource-endpoint-az-no-overlap
    resource-endpoint-inaccessible
    resource-endpoint-non-tcp
    resource-endpoint-port-outside-config
    resource-gateway-egress-blocked
    resource-and-service-network-endpoint-conflict
    resource-private-dns-unverified-domain
    service-network-endpoint-subnet-no-contiguous-28
    service-network-private-dns-overridden
    tunnel-endpoint-non-geneve
    mrap-endpoint-missing
    unknown-endpoint-type`,
  dispositions: {
    'interface-endpoint-partial-state': {
      caseOf: ['interface-endpoint-not-available'],
    },
    'interface-endpoint-az-gap': {
      leftOut:
        'An endpoint in several zones serves the others too, which many choose for its price. Endpoints in one zone are found by interface-endpoint-single-az.',
    },
    'interface-endpoint-zonal-name-missing-az': {
      leftOut: 'Which names of one zone clients use is not in the input. `path` answers for such a name.',
    },
    'interface-endpoint-cross-region-zonal-dns': {
      leftOut: 'Which names of one zone clients use is not in the input.',
    },
    'interface-endpoint-cross-region-unsupported-az': {
      caseOf: ['interface-endpoint-unsupported-az'],
    },
    'interface-endpoint-cross-region-private-dns-collision': {
      leftOut:
        'AWS refuses a second endpoint with the same private name in a VPC, and the names of regions differ.',
    },
    'interface-endpoint-fips-mismatch': {
      leftOut: 'Which clients ask for FIPS names is not in the input. `path` answers for such a name.',
    },
    'interface-endpoint-sg-vpc-mismatch': {
      leftOut:
        'AWS takes only groups of the VPC and those that are associated with it, so that a group of another VPC on an endpoint is an associated one.',
    },
    'interface-endpoint-requires-non-443-port': {
      caseOf: ['sg-endpoint-ingress-missing-port', 'sg-source-egress-missing-endpoint'],
    },
    'interface-endpoint-ping-intent': {
      leftOut:
        'Nobody can see in the configuration that somebody wants to ping. `path --protocol icmp` says that endpoints do not answer.',
    },
    'interface-endpoint-encryption-enforced-cleartext': {
      leftOut:
        'Whether clients encrypt what they send to a port is not in the input, and AWS services take HTTPS.',
    },
    'interface-endpoint-mtu-risk': {
      leftOut: 'TCP adapts its segments, and which clients send large UDP packets is not in the input.',
    },
    'resource-endpoint-non-tcp': {
      leftOut:
        'What somebody sends is not in the input. `path --protocol udp` says that resource endpoints take TCP alone.',
    },
    'resource-and-service-network-endpoint-conflict': {
      leftOut: 'AWS does not let the two stand in one VPC while both have private DNS.',
    },
    'service-network-endpoint-subnet-no-contiguous-28': {
      leftOut: 'How the free addresses of a subnet lie is in no answer of AWS.',
    },
    'tunnel-endpoint-non-geneve': {
      leftOut: 'The API does not know this type of endpoint yet.',
    },
    'mrap-endpoint-missing': {
      caseOf: ['bundle-incomplete'],
    },
  },
};
