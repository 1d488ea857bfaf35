import type { ConsideredChecks } from './considered-checks.ts';

export const dns: ConsideredChecks = {
  title: 'DNS',
  ids: `
    private-dns-disabled
    private-dns-vpc-attributes-disabled
    dns-support-disabled
    dns-custom-resolver-unverified
    dns-dhcp-no-nameservers
    dns-phz-shadows-service-parent
    dns-phz-missing-apex
    dns-phz-missing-wildcard
    dns-phz-stale-endpoint-target
    dns-phz-alias-wrong-service
    dns-phz-hardcoded-eni-ips
    dns-phz-aaaa-missing
    dns-forward-rule-captures-service
    dns-forward-dot-without-system-rule
    dns-s3-inbound-only-without-gateway-endpoint
    dns-s3-inbound-only-without-gateway-route
    dns-s3-inbound-only-record-type-mismatch
    dns-s3-inbound-only-no-inbound-resolver
    dns-s3-interface-captures-in-vpc
    dns-execute-api-captures-public-apis
    dns-private-name-partial-coverage
    dns-sts-global-endpoint
    dns-s3-legacy-endpoint
    dns-dynamodb-interface-no-private-dns
    dns-dynamodb-phz-override
    dns-ecs-numbered-names-phz
    dns-ecr-dkr-private-dns-off
    dns-codeartifact-repositories-private-dns-off
    dns-private-name-conflict
    dns-profile-local-override
    dns-profile-multiple
    dns-dns64-nat64-bypass
    dns-iam-endpoint-wrong-region
    dns-oidc-eks-missing
    dns-resolver-endpoint-not-operational
    dns-sg-nacl-cannot-block
    dns-firewall-unmodelled`,
  dispositions: {
    'dns-dhcp-no-nameservers': {
      leftOut: 'No page says which servers hosts ask that are told none.',
    },
    'dns-s3-inbound-only-without-gateway-endpoint': {
      leftOut: 'AWS refuses the option without a gateway endpoint, and refuses to delete that afterwards.',
    },
    'dns-s3-inbound-only-without-gateway-route': {
      caseOf: ['gateway-endpoint-subnet-not-routed'],
    },
    'dns-s3-inbound-only-record-type-mismatch': {
      leftOut: 'AWS refuses the option for record types that do not fit.',
    },
    'dns-s3-interface-captures-in-vpc': {
      caseOf: ['cost-s3-interface-for-in-vpc'],
    },
    'dns-private-name-partial-coverage': {
      leftOut:
        'Which names clients use is not in the input. `path` answers for any name, and what a workload is declared to use is followed by bundle-incomplete.',
    },
    'dns-sts-global-endpoint': {
      leftOut:
        'Which names clients use is not in the input. `path --to sts.amazonaws.com` answers, and what a workload is declared to use is followed by bundle-incomplete.',
    },
    'dns-s3-legacy-endpoint': {
      leftOut:
        'Which names clients use is not in the input. `path` answers for any name, and what a workload is declared to use is followed by bundle-incomplete.',
    },
    'dns-ecr-dkr-private-dns-off': {
      caseOf: ['private-dns-disabled'],
    },
    'dns-codeartifact-repositories-private-dns-off': {
      caseOf: ['private-dns-disabled'],
    },
    'dns-oidc-eks-missing': {
      caseOf: ['dns-phz-shadows-service-parent'],
    },
    'dns-private-name-conflict': {
      leftOut: 'AWS refuses the second endpoint or zone of a name at once, so that no network has two.',
    },
    'dns-profile-local-override': {
      leftOut: 'What a Profile carries is not collected.',
    },
    'dns-profile-multiple': {
      leftOut: 'AWS refuses a second Profile.',
    },
    'dns-dns64-nat64-bypass': {
      leftOut: 'No page says what DNS64 makes of the private addresses of endpoints.',
    },
    'dns-iam-endpoint-wrong-region': {
      leftOut: 'Pages of AWS disagree on where the endpoint of IAM can stand.',
    },
    'dns-sg-nacl-cannot-block': {
      leftOut: 'That somebody wants to block DNS does not show in the configuration.',
    },
    'dns-firewall-unmodelled': {
      leftOut: 'The rules of DNS Firewall are not collected.',
    },
  },
};
