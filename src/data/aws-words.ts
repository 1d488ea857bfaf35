/**
 * Words that AWS itself writes into names, states, host names and policies. Where names of customers are
 * replaced, these stay, because they name nobody and answers depend on them.
 *
 * As of 2026-11: enumerations of the EC2, Elastic Load Balancing and Route 53 API references, the service
 * names of https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html, the words that
 * AWS writes into descriptions of interfaces and tags of instances, the names of its managed policies that show a
 * workload (both in src/data/workloads), and the tag prefixes that AWS and Kubernetes reserve.
 */
const written = `
  a aaaa accelerator acceptance accepted accesspoint account acm active administrativeoverride advertisement
  af agent airflow al2 al2023 alb all allow allowed amazon amazonaws amazonec2containerserviceforec2role
  amazonec2roleforawscodedeploy amazonec2roleforawscodedeploylimited amazonec2roleforssm
  amazoneksworkernodeminimalpolicy amazoneksworkernodepolicy amazonelasticmapreduceforec2role amazonlinux
  amazonprovideddns amazonssmmanagedec2instancedefaultpolicy amazonssmmanagedinstancecore anomalous
  anomalydetection any ap api apigateway app appinfo application appmesh appstream appsync aps arn arnequals
  arnlike array asia assigning associated associatepublicipaddress associating association assumed athena
  attach attached attaching attachment attachments auth authenticate autodefined automatic autoscaling
  available average aws az backup balancer baseline batch bedrock bfd bgp bidirectional birdwatcher blackhole
  block bool branch bucket by c ca caa calculated capacity cassandra central charges checks childhealthchecks
  cloudformation cloudtrail cloudwatch cloudwatchagentadminpolicy cloudwatchagentserverpolicy cluster cn cname
  codeartifact codebuild codecommit codedeploy codepipeline codestar cognito coip com complete completed
  comprehend compute config connect connections constrained control create created createroute
  createroutetable createvpcpeeringconnection creating crl customer d data datakey datasync de declarative
  decrypt dedicated default defaultroute defined delegated delegation delete deleted deleting demand denied
  deny deregistrationinprogress describe description destination detach detached detaching devicefarm direct
  disable disabled disabling disassociated disassociating disassociation distributor dkr dms dns document
  domain domainname down draining ds dualstack dynamodb e east ec2 ec2messages ecr ecs eda efa efs egress eks
  elasticache elasticfilesystem elasticloadbalancing elasticmapreduce elb elbv2 email emr enable enabled
  enablednshostnames enablednssupport enablenetworkaddressusagemetrics enableroutepropagation
  enablevgwroutepropagation enabling encrypt endpoint enforce eni envoy error eu euc1 europe eusc euw1 euw2
  euw3 events execute exists expired explicit facing fail failed failedhealthchecks failing false fargate fib
  file filtered fips firehose firewall fixed flow forward fsx fullyqualifieddomainname function g gateway
  gatewayloadbalancer gatewayloadbalancerendpoint generate geneve get global glue gov grafana granted gre
  greaterthanorequaltothreshold greaterthanthreshold group groups groupset guardduty head header health
  healthcheckdisabled healthy hidden hosted http https iam icmp icmpv6 id ids if il imagebuilder impaired in
  inactive inbound incoming incomplete information ingress initial initialhealthchecking initiating
  initiatingrequest inspector installed instance instances insufficient insync interface internal
  internalerror internet interruptible intra inuse invalid invalidstate invoke io iot ip ipaddress ipsec
  ipunusable ipv4 ipv6 iso isob isoe isof isolated job jwt k8s karpenter keepalive key keys kinesis kms
  kubernetes lambda large lastknownstatus latest layer legacy lessthanorequaltothreshold lessthanthreshold lex
  license list load local locked log logs macie managed management manager manifest master match max maximum
  me metric minimum modify modifying monitor monitoring mwaa mx name naptr nat natgateway net network
  networkfirewall nlb no node nodegroup nodepool none nooverride normal north northeast northwest not notebook
  notinuse notipaddress notregistered ns null object off oidc on only open openvpn ops opsworks opt opted
  options organizations orgid outbound outgoing override owner pacific partial patch pca peering pending
  pendingacceptance pendingverification pod policy polly prefix primary principal principalorgid private
  privatehostedzone privatelink prod progress propagated provider provisioned provisioning proxy ptr public
  publish put qldb queue quic quicksight rds read rebalancing receive recovery recursive redirect redshift
  regional regions registrationinprogress rejected rejecting rekognition removed repo repos request required
  reservation reset resetting resolver resource resourceconfiguration resourcepath response
  responsecodemismatch restore restricted reusable revoked revoking rewrite rib role rollback rolling
  rollingback root route routetable routing rr rrsets rslvr rules running s3 s3express sa sagemaker
  samplecount scheduled secondary secret secrets secretsmanager send separated server servers service
  servicecatalog servicediscovery servicenetwork serviceowner session sets sh shared shift shutting single
  slave smtp snapshot snow sns soa source sourceaccount sourcearn sourcedestcheck sourceip sourcevpc
  sourcevpce south southeast southwest space spf spot sqs srv sshfp ssm ssmmessages stack standard starport
  state states static stopped stopping storagegateway str stream streams stringequals stringlike
  stringnotequals stringnotlike sts studio subnet succeeded successful sum svcb sync synthetics t table tag
  tags target task taskdefinition tcp tcp_udp telemetry terminated terminating textract timeout timestream tls
  tlsa to topic traffic transcribe transfer transit translate true trunk tunnel txt udp unassigning
  unassociated unavailable unhealthy unknown unused up update updating upsert url us use use1 use2 user using
  usw1 usw2 validation values verified verifying version viaawsservice virtual visible vpc vpce vpcs
  vpcsourceip vpn vpn-attachment website west without workspace workspaces write x xray yes zonal
  zonalshiftactive zonalshiftdelegatedtodns zone zones
`;

export const awsWords: ReadonlySet<string> = new Set(written.split(/\s+/).filter((word) => word !== ''));
