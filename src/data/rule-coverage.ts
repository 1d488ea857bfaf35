/**
 * The checks that were considered for rules, and what became of those that are no rule of their own. Whether one
 * is a rule shows in the code; one without a word here is open.
 */

/** The ids by topic, separated by blanks. */
export const consideredChecks: Readonly<Record<string, string>> = {
  'Gateway endpoints': `
    gateway-endpoint-no-route-tables gateway-endpoint-subnet-not-routed
    gateway-endpoint-unused-route-table gateway-endpoint-shadowed-by-specific-route
    gateway-endpoint-equal-length-static-override gateway-endpoint-propagated-route-shadow
    gateway-endpoint-overlapping-prefix-list-routes gateway-endpoint-route-missing-in-table
    gateway-endpoint-route-blackhole gateway-endpoint-cross-region-target gateway-endpoint-ipv6-gap
    gateway-endpoint-ipv6-unsupported-service gateway-endpoint-ip-type-subnet-mismatch
    gateway-endpoint-dns-record-type-needs-dns-attributes gateway-endpoint-dns-support-disabled
    gateway-endpoint-dns-hostnames-disabled gateway-endpoint-duplicate-service
    gateway-endpoint-not-available gateway-endpoint-unsupported-protocol
    gateway-endpoint-table-removed-while-inbound-only s3express-gateway-endpoint-missing
    dynamodb-streams-not-covered-by-gateway`,
  'Interface endpoints and their kin': `
    interface-endpoint-not-available interface-endpoint-pending-acceptance
    interface-endpoint-partial-state interface-endpoint-no-subnets interface-endpoint-eni-missing
    interface-endpoint-az-gap interface-endpoint-unsupported-az
    interface-endpoint-zonal-name-missing-az interface-endpoint-ip-type-subnet-mismatch
    interface-endpoint-service-ip-type-unsupported interface-endpoint-ipv6-source-unreachable
    interface-endpoint-cross-region-zonal-dns interface-endpoint-cross-region-unsupported-az
    interface-endpoint-cross-region-private-dns-collision interface-endpoint-fips-mismatch
    interface-endpoint-sg-vpc-mismatch interface-endpoint-requires-non-443-port
    interface-endpoint-ping-intent interface-endpoint-encryption-enforced-cleartext
    interface-endpoint-mtu-risk resource-endpoint-az-no-overlap resource-endpoint-inaccessible
    resource-endpoint-non-tcp resource-endpoint-port-outside-config resource-gateway-egress-blocked
    resource-and-service-network-endpoint-conflict resource-private-dns-unverified-domain
    service-network-endpoint-subnet-no-contiguous-28 service-network-private-dns-overridden
    tunnel-endpoint-non-geneve mrap-endpoint-missing unknown-endpoint-type`,
  DNS: `
    private-dns-disabled private-dns-vpc-attributes-disabled dns-support-disabled
    dns-custom-resolver-unverified dns-dhcp-no-nameservers dns-phz-shadows-service-parent
    dns-phz-missing-apex dns-phz-missing-wildcard dns-phz-stale-endpoint-target
    dns-phz-alias-wrong-service dns-phz-hardcoded-eni-ips dns-phz-aaaa-missing
    dns-forward-rule-captures-service dns-forward-dot-without-system-rule
    dns-s3-inbound-only-without-gateway-endpoint dns-s3-inbound-only-without-gateway-route
    dns-s3-inbound-only-record-type-mismatch dns-s3-inbound-only-no-inbound-resolver
    dns-s3-interface-captures-in-vpc dns-execute-api-captures-public-apis
    dns-private-name-partial-coverage dns-sts-global-endpoint dns-s3-legacy-endpoint
    dns-dynamodb-interface-no-private-dns dns-dynamodb-phz-override dns-ecs-numbered-names-phz
    dns-ecr-dkr-private-dns-off dns-codeartifact-repositories-private-dns-off
    dns-private-name-conflict dns-profile-local-override dns-profile-multiple dns-dns64-nat64-bypass
    dns-iam-endpoint-wrong-region dns-oidc-eks-missing dns-resolver-endpoint-not-operational
    dns-sg-nacl-cannot-block dns-firewall-unmodelled`,
  'Security groups': `
    sg-endpoint-ingress-missing-port sg-endpoint-ingress-source-not-covered
    sg-endpoint-secondary-cidr-not-covered sg-endpoint-default-sg-only
    sg-endpoint-ingress-open-world sg-endpoint-ingress-all-ports sg-endpoint-no-ingress-rules
    sg-endpoint-tgw-sg-reference sg-endpoint-interregion-sg-reference sg-endpoint-stale-reference
    sg-endpoint-ipv6-rules-missing sg-source-egress-missing-endpoint
    sg-source-egress-missing-prefix-list sg-source-egress-partial-prefix-list
    sg-egress-prefixlist-only-but-interface-dns sg-egress-vpc-only-but-gateway-dns sg-egress-empty
    sg-egress-wrong-prefix-list sg-egress-hardcoded-service-cidrs sg-reference-through-middlebox
    sg-referencing-unavailable-tgw-option sg-rule-quota-near sg-endpoint-too-many-groups`,
  'Network ACLs': `
    nacl-source-egress-blocks-endpoint nacl-endpoint-ingress-blocked
    nacl-endpoint-egress-blocks-return nacl-source-ingress-blocks-return
    nacl-ephemeral-range-too-narrow nacl-gateway-egress-incomplete nacl-gateway-return-blocked
    nacl-deny-precedes-allow nacl-ipv6-missing nacl-hardcoded-service-cidrs-stale
    nacl-subnet-without-association nacl-gwlbe-subnet-blocks nacl-icmp-frag-needed-blocked`,
  Routing: `
    route-none-to-endpoint route-blackhole-to-endpoint route-missing-to-hub route-return-missing
    route-tgw-attachment-az-missing route-tgw-rtb-no-association route-tgw-rtb-no-route
    route-tgw-rtb-blackhole route-tgw-attachment-not-available route-tgw-ipv6-disabled
    route-peering-not-active route-peering-transitive route-overlapping-cidr-tgw
    route-static-beats-local-middlebox route-middlebox-asymmetric route-appliance-source-dest-check
    route-gwlbe-unavailable route-gwlbe-cross-az route-gwlbe-onward-missing
    route-gwlbe-prefix-list-destination route-gwlbe-loop route-edge-table-missing-appliance
    route-fallback-bpa-blocked route-regional-nat-az-missing route-nat-public-subnet-broken
    route-nat-used-from-outside-vpc route-implicit-main route-public-fallback-for-private-service
    route-route-server-origin route-ipv6-only-subnet-no-path route-local-gateway-outpost`,
  Policies: `
    policy-endpoint-default-full-access policy-endpoint-missing-allow policy-endpoint-explicit-deny
    policy-not-supported-by-service policy-gateway-principal-not-star
    policy-account-principal-root-only policy-sourceip-via-endpoint policy-notipaddress-deny-lockout
    policy-sourcevpce-deny-lockout policy-ifexists-negated-no-exemption
    policy-sourcevpce-unknown-endpoint policy-sourcevpce-wrong-endpoint-path
    policy-sourcevpc-hub-mismatch policy-sourcevpc-region-ambiguous policy-vpcsourceip-alone
    policy-vpce-org-key-unsupported-service policy-allow-ifexists-overbroad
    policy-forallvalues-allow policy-multivalued-without-set-operator
    policy-set-operator-on-single-valued policy-service-principal-not-exempted
    policy-fas-not-exempted policy-anonymous-requests-blocked policy-missing-ecr-layer-bucket
    policy-missing-amazon-linux-repos policy-missing-ssm-buckets policy-missing-emr-buckets
    policy-missing-service-bucket policy-resource-own-org-only policy-wildcard-in-id-condition
    policy-string-wildcard-min-chars policy-arn-account-mixed-wildcard policy-size-near-limit
    policy-missing-principal policy-json-invalid policy-notprincipal-notaction-allow
    policy-mrap-missing-buckets policy-bucket-vs-object-arn policy-arn-partition-mismatch
    policy-exfiltration-open policy-ssm-hybrid-node-conditions policy-divergent-gateway-interface
    policy-key-name-typo policy-value-case`,
  'Endpoint services': `
    endpoint-service-public-auto-accept endpoint-service-principals-any
    endpoint-service-no-principals endpoint-service-untrusted-principal
    endpoint-service-pending-connections endpoint-service-connection-from-removed-principal
    endpoint-service-private-dns-unverified endpoint-service-az-not-enabled
    endpoint-service-single-az endpoint-service-no-common-az endpoint-service-no-targets-in-az
    endpoint-service-unhealthy-targets endpoint-service-no-listener
    endpoint-service-nlb-sg-blocks-privatelink endpoint-service-nlb-sg-references-only
    endpoint-service-nlb-sg-egress-blocks-targets endpoint-service-nlb-no-sg
    endpoint-service-target-sg-expects-client-ip endpoint-service-proxy-protocol-off
    endpoint-service-ip-type-mismatch endpoint-service-region-not-supported
    endpoint-service-cross-region-idle-timeout endpoint-service-multi-nlb-listener-mismatch
    endpoint-service-not-available endpoint-service-nlb-not-active endpoint-service-no-notification
    gwlb-service-private-dns-set gwlb-endpoint-per-az-missing`,
  'Hubs and networks outside AWS': `
    hybrid-gateway-endpoint-from-outside-vpc hybrid-no-dns-path hybrid-inbound-resolver-sg-53
    hybrid-inbound-resolver-wrong-vpc hybrid-forward-to-vpc-plus-two
    hybrid-endpoint-sg-missing-onprem-cidr hybrid-no-return-route hybrid-vgw-propagation-disabled
    hybrid-dxgw-allowed-prefixes hybrid-s3-interface-missing hybrid-execute-api-public-name
    hybrid-inbound-resolver-single-az hub-private-dns-assumed-global hub-phz-not-associated
    hub-spoke-custom-dns hub-spoke-local-endpoint-conflict hub-phz-breaks-gateway-endpoint
    hub-endpoint-sg-missing-spoke-cidr hub-tgw-segment-isolated hub-cross-region-assumption
    hub-single-policy-blast-radius shared-vpc-participant-blindness
    shared-vpc-participant-expects-own-endpoint`,
  'Bundles of endpoints': `
    bundle-ecr-incomplete bundle-ecr-dualstack-s3-ipv4 bundle-ecr-pull-through-cache
    bundle-ecs-ec2-incomplete bundle-ecs-fargate-incomplete bundle-ecs-exec-missing
    bundle-eks-private-incomplete bundle-eks-endpoint-mistaken-for-k8s-api bundle-ssm-incomplete
    bundle-ssm-ec2messages-optional bundle-session-manager-logging
    bundle-cloudwatch-agent-incomplete bundle-lambda-vpc-missing-service
    bundle-secrets-rotation-blocked bundle-sagemaker-vpconly-incomplete
    bundle-sagemaker-sg-self-rules bundle-emr-private-incomplete bundle-mwaa-incomplete
    bundle-codeartifact-incomplete bundle-codedeploy-incomplete bundle-batch-region-unsupported
    bundle-member-private-dns-off bundle-member-az-mismatch`,
  Cost: `
    cost-s3-ddb-via-nat cost-s3-interface-for-in-vpc cost-duplicate-interface-endpoints
    cost-endpoint-unused-az cost-unusable-endpoint-billed cost-endpoint-without-dns-users
    cost-nat-while-endpoint-exists cost-cross-az-endpoint-traffic cost-nat-removable
    cost-gwlbe-path-double`,
  Resilience: `
    interface-endpoint-single-az interface-endpoint-az-imbalance
    interface-endpoint-subnet-ip-exhaustion resilience-nlb-provider-single-target-az
    resilience-hub-single-attachment-az resilience-cross-region-no-failover
    resilience-shared-fate-resolver`,
  Hygiene: `
    hygiene-orphan-phz hygiene-untagged-endpoint hygiene-quota-interface-per-vpc
    hygiene-quota-gateway-per-region hygiene-quota-routes hygiene-deprecated-service-name
    hygiene-snapshot-incomplete hygiene-snapshot-inconsistent hygiene-service-managed-skip
    hygiene-endpoint-in-default-vpc hygiene-unused-sg-on-endpoint-subnets
    hygiene-unsupported-partition-feature`,
};

export type Disposition =
  | { readonly caseOf: readonly string[] }
  /** One or more sentences. */
  | { readonly leftOut: string };

/** What became of a check, by its id. */
export const dispositions: Readonly<Record<string, Disposition>> = {
  'policy-account-principal-root-only': { caseOf: ['policy-gateway-principal-not-star'] },
  'policy-anonymous-requests-blocked': { caseOf: ['policy-missing-ecr-layer-bucket'] },
  'policy-resource-own-org-only': {
    caseOf: ['policy-missing-ecr-layer-bucket', 'policy-missing-ssm-buckets', 'policy-missing-emr-buckets'],
  },
  'policy-endpoint-missing-allow': {
    leftOut:
      'What a workload must be allowed is not in the input. `path` answers it for an action and a resource.',
  },
  'policy-endpoint-explicit-deny': {
    leftOut:
      'What a workload must be allowed is not in the input. `path` answers it for an action and a resource.',
  },
  'policy-fas-not-exempted': {
    leftOut:
      'Which services use a resource for their callers is not in the input; a Deny that meets everybody outside is policy-sourcevpce-deny-lockout.',
  },
  'policy-missing-amazon-linux-repos': {
    leftOut: 'Which operating system an instance runs is not in the configuration of the network.',
  },
  'gateway-endpoint-equal-length-static-override': {
    caseOf: ['gateway-endpoint-shadowed-by-specific-route'],
  },
  'gateway-endpoint-propagated-route-shadow': { caseOf: ['gateway-endpoint-shadowed-by-specific-route'] },
  'gateway-endpoint-dns-support-disabled': { caseOf: ['dns-support-disabled'] },
  'gateway-endpoint-dns-hostnames-disabled': {
    leftOut:
      'No page says that anything fails: public names resolve, and routes lead to the endpoint, with host names off.',
  },
  'gateway-endpoint-cross-region-target': {
    leftOut:
      'Which buckets and tables of other regions a workload uses is not in the configuration of the network.',
  },
  'gateway-endpoint-unsupported-protocol': {
    leftOut:
      'Services behind gateway endpoints are used over HTTPS; what else somebody expects is not in the input. `path` answers it.',
  },
  'gateway-endpoint-table-removed-while-inbound-only': { caseOf: ['gateway-endpoint-subnet-not-routed'] },
  's3express-gateway-endpoint-missing': {
    leftOut: 'Which workloads use directory buckets is not in the configuration of the network.',
  },
  'dynamodb-streams-not-covered-by-gateway': {
    leftOut: 'Who reads streams is not in the configuration of the network.',
  },
  'interface-endpoint-partial-state': { caseOf: ['interface-endpoint-not-available'] },
  'interface-endpoint-requires-non-443-port': {
    caseOf: ['sg-endpoint-ingress-missing-port', 'sg-source-egress-missing-endpoint'],
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
  'interface-endpoint-cross-region-unsupported-az': { caseOf: ['interface-endpoint-unsupported-az'] },
  'interface-endpoint-cross-region-private-dns-collision': {
    leftOut:
      'AWS refuses a second endpoint with the same private name in a VPC, and the names of regions differ.',
  },
  'interface-endpoint-fips-mismatch': {
    leftOut: 'Which clients ask for FIPS names is not in the input. `path` answers for such a name.',
  },
  'interface-endpoint-ping-intent': {
    leftOut:
      'Nobody can see in the configuration that somebody wants to ping. `path --protocol icmp` says that endpoints do not answer.',
  },
  'interface-endpoint-encryption-enforced-cleartext': {
    leftOut: 'The encryption controls of VPCs are not collected.',
  },
  'interface-endpoint-mtu-risk': {
    leftOut: 'TCP adapts its segments, and which clients send large UDP packets is not in the input.',
  },
  'resource-endpoint-az-no-overlap': { leftOut: 'Resource gateways are not collected.' },
  'resource-endpoint-inaccessible': { leftOut: 'The associations of endpoints are not collected.' },
  'resource-endpoint-non-tcp': {
    leftOut:
      'What somebody sends is not in the input. `path --protocol udp` says that resource endpoints take TCP alone.',
  },
  'resource-endpoint-port-outside-config': { leftOut: 'Resource configurations are not collected.' },
  'resource-gateway-egress-blocked': { leftOut: 'Resource gateways are not collected.' },
  'resource-and-service-network-endpoint-conflict': {
    leftOut: 'Which resources a service network carries is not collected.',
  },
  'resource-private-dns-unverified-domain': { leftOut: 'Resource configurations are not collected.' },
  'service-network-endpoint-subnet-no-contiguous-28': {
    leftOut: 'How the free addresses of a subnet lie is in no answer of AWS.',
  },
  'service-network-private-dns-overridden': {
    leftOut: 'The associations of service networks are not collected.',
  },
  'tunnel-endpoint-non-geneve': { leftOut: 'The API does not know this type of endpoint yet.' },
  'mrap-endpoint-missing': {
    leftOut: 'Which workloads use multi-region access points is not in the configuration of the network.',
  },
  'sg-endpoint-secondary-cidr-not-covered': { caseOf: ['sg-endpoint-ingress-source-not-covered'] },
  'sg-endpoint-no-ingress-rules': { caseOf: ['sg-endpoint-ingress-missing-port'] },
  'sg-endpoint-ingress-all-ports': {
    leftOut: 'Endpoints answer on the ports of their service alone, so that further open ports open nothing.',
  },
  'sg-endpoint-interregion-sg-reference': { leftOut: 'AWS refuses such a rule.' },
  'sg-source-egress-partial-prefix-list': { caseOf: ['sg-source-egress-missing-prefix-list'] },
  'sg-egress-prefixlist-only-but-interface-dns': { caseOf: ['sg-source-egress-missing-endpoint'] },
  'sg-egress-vpc-only-but-gateway-dns': { caseOf: ['sg-source-egress-missing-prefix-list'] },
  'sg-egress-empty': {
    caseOf: ['sg-source-egress-missing-endpoint', 'sg-source-egress-missing-prefix-list'],
  },
  'sg-egress-wrong-prefix-list': { caseOf: ['sg-source-egress-missing-prefix-list'] },
  'sg-referencing-unavailable-tgw-option': {
    leftOut:
      'Rules that name groups never hold for endpoints across transit gateways, whatever the option says.',
  },
  'sg-rule-quota-near': { leftOut: 'The quota that applies to an account is not in the input.' },
  'sg-endpoint-too-many-groups': {
    leftOut: 'AWS refuses more groups than the quota, which is not in the input.',
  },
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
  'route-none-to-endpoint': { caseOf: ['route-missing-to-hub'] },
  'route-gwlbe-loop': { caseOf: ['route-gwlbe-onward-missing'] },
  'route-ipv6-only-subnet-no-path': {
    caseOf: ['interface-endpoint-ipv6-source-unreachable', 'gateway-endpoint-ipv6-unsupported-service'],
  },
  'route-gwlbe-unavailable': {
    caseOf: ['interface-endpoint-not-available', 'interface-endpoint-pending-acceptance'],
  },
  'route-gwlbe-prefix-list-destination': { leftOut: 'AWS refuses such a route.' },
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
  'route-local-gateway-outpost': {
    leftOut:
      'A gateway of an Outpost or a Wavelength Zone ends what can be seen; answers that cross one say that they are undecided.',
  },
  'hub-tgw-segment-isolated': { caseOf: ['route-tgw-rtb-no-route', 'route-return-missing'] },
  'dns-private-name-partial-coverage': {
    leftOut: 'Which names clients use is not in the input. `path` answers for any name.',
  },
  'dns-sts-global-endpoint': {
    leftOut: 'Which names clients use is not in the input. `path --to sts.amazonaws.com` answers.',
  },
  'dns-s3-legacy-endpoint': {
    leftOut: 'Which names clients use is not in the input. `path` answers for any name.',
  },
  'dns-profile-multiple': { leftOut: 'AWS refuses a second Profile.' },
  'dns-profile-local-override': { leftOut: 'What a Profile carries is not collected.' },
  'dns-s3-inbound-only-without-gateway-endpoint': {
    leftOut: 'AWS refuses the option without a gateway endpoint, and refuses to delete that afterwards.',
  },
  'dns-s3-inbound-only-without-gateway-route': { caseOf: ['gateway-endpoint-subnet-not-routed'] },
  'dns-s3-inbound-only-record-type-mismatch': {
    leftOut: 'AWS refuses the option for record types that do not fit.',
  },
  'dns-ecr-dkr-private-dns-off': { caseOf: ['private-dns-disabled'] },
  'dns-codeartifact-repositories-private-dns-off': { caseOf: ['private-dns-disabled'] },
  'dns-dns64-nat64-bypass': {
    leftOut: 'No page says what DNS64 makes of the private addresses of endpoints.',
  },
  'dns-iam-endpoint-wrong-region': {
    leftOut: 'Pages of AWS disagree on where the endpoint of IAM can stand.',
  },
  'dns-sg-nacl-cannot-block': {
    leftOut: 'That somebody wants to block DNS does not show in the configuration.',
  },
  'dns-firewall-unmodelled': { leftOut: 'The rules of DNS Firewall are not collected.' },
  'dns-dhcp-no-nameservers': { leftOut: 'No page says which servers hosts ask that are told none.' },
};
