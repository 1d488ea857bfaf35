import type { ConsideredChecks } from './considered-checks.ts';

export const policies: ConsideredChecks = {
  title: 'Policies',
  ids: `
    policy-endpoint-default-full-access
    policy-endpoint-missing-allow
    policy-endpoint-explicit-deny
    policy-not-supported-by-service
    policy-gateway-principal-not-star
    policy-account-principal-root-only
    policy-sourceip-via-endpoint
    policy-notipaddress-deny-lockout
    policy-sourcevpce-deny-lockout
    policy-ifexists-negated-no-exemption
    policy-sourcevpce-unknown-endpoint
    policy-sourcevpce-wrong-endpoint-path
    policy-sourcevpc-hub-mismatch
    policy-sourcevpc-region-ambiguous
    policy-vpcsourceip-alone
    policy-vpce-org-key-unsupported-service
    policy-allow-ifexists-overbroad
    policy-forallvalues-allow
    policy-multivalued-without-set-operator
    policy-set-operator-on-single-valued
    policy-service-principal-not-exempted
    policy-fas-not-exempted
    policy-anonymous-requests-blocked
    policy-missing-ecr-layer-bucket
    policy-missing-amazon-linux-repos
    policy-missing-ssm-buckets
    policy-missing-emr-buckets
    policy-missing-service-bucket
    policy-resource-own-org-only
    policy-wildcard-in-id-condition
    policy-string-wildcard-min-chars
    policy-arn-account-mixed-wildcard
    policy-size-near-limit
    policy-missing-principal
    policy-json-invalid
    policy-notprincipal-notaction-allow
    policy-mrap-missing-buckets
    policy-bucket-vs-object-arn
    policy-arn-partition-mismatch
    policy-exfiltration-open
    policy-ssm-hybrid-node-conditions
    policy-divergent-gateway-interface
    policy-key-name-typo
    policy-value-case`,
  dispositions: {
    'policy-endpoint-missing-allow': {
      leftOut:
        'What a workload must be allowed is not in the input. `path` answers it for an action and a resource.',
    },
    'policy-endpoint-explicit-deny': {
      leftOut:
        'What a workload must be allowed is not in the input. `path` answers it for an action and a resource.',
    },
    'policy-account-principal-root-only': {
      caseOf: ['policy-gateway-principal-not-star'],
    },
    'policy-fas-not-exempted': {
      leftOut:
        'Which services use a resource for their callers is not in the input; a Deny that meets everybody outside is policy-sourcevpce-deny-lockout.',
    },
    'policy-anonymous-requests-blocked': {
      caseOf: ['policy-missing-ecr-layer-bucket'],
    },
    'policy-ssm-hybrid-node-conditions': {
      leftOut: 'Which machines outside of AWS are managed by Systems Manager is not in the input.',
    },
    'policy-resource-own-org-only': {
      caseOf: ['policy-missing-ecr-layer-bucket', 'policy-missing-ssm-buckets', 'policy-missing-emr-buckets'],
    },
  },
};
