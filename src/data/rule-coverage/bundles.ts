import type { ConsideredChecks } from './considered-checks.ts';

export const bundles: ConsideredChecks = {
  title: 'Bundles of endpoints',
  ids: `
    bundle-ecr-incomplete
    bundle-ecr-dualstack-s3-ipv4
    bundle-ecr-pull-through-cache
    bundle-ecs-ec2-incomplete
    bundle-ecs-fargate-incomplete
    bundle-ecs-exec-missing
    bundle-eks-private-incomplete
    bundle-eks-endpoint-mistaken-for-k8s-api
    bundle-ssm-incomplete
    bundle-ssm-ec2messages-optional
    bundle-session-manager-logging
    bundle-cloudwatch-agent-incomplete
    bundle-lambda-vpc-missing-service
    bundle-secrets-rotation-blocked
    bundle-sagemaker-vpconly-incomplete
    bundle-sagemaker-sg-self-rules
    bundle-emr-private-incomplete
    bundle-mwaa-incomplete
    bundle-codeartifact-incomplete
    bundle-codedeploy-incomplete
    bundle-batch-region-unsupported
    bundle-member-private-dns-off
    bundle-member-az-mismatch`,
  dispositions: {
    ...Object.fromEntries(
      [
        'bundle-ecr-incomplete',
        'bundle-ecs-ec2-incomplete',
        'bundle-ecs-fargate-incomplete',
        'bundle-ecs-exec-missing',
        'bundle-eks-private-incomplete',
        'bundle-ssm-incomplete',
        'bundle-session-manager-logging',
        'bundle-cloudwatch-agent-incomplete',
        'bundle-lambda-vpc-missing-service',
        'bundle-secrets-rotation-blocked',
        'bundle-sagemaker-vpconly-incomplete',
        'bundle-emr-private-incomplete',
        'bundle-mwaa-incomplete',
        'bundle-codeartifact-incomplete',
        'bundle-codedeploy-incomplete',
        'bundle-batch-region-unsupported',
      ].map((id) => [id, { caseOf: ['bundle-incomplete'] }]),
    ),
    'bundle-ecr-dualstack-s3-ipv4': {
      caseOf: ['gateway-endpoint-ipv6-gap', 'bundle-incomplete'],
    },
    'bundle-ecr-pull-through-cache': {
      leftOut:
        'The rules of the registry are not collected, and which images it holds already is in no configuration.',
    },
    'bundle-eks-endpoint-mistaken-for-k8s-api': {
      leftOut: 'Whether a cluster has private access to its API is not collected.',
    },
    'bundle-sagemaker-sg-self-rules': {
      leftOut:
        'Which security groups the applications of Studio bear stands in its domain, which is not collected.',
    },
    'bundle-member-private-dns-off': { caseOf: ['private-dns-disabled'] },
    'bundle-member-az-mismatch': {
      leftOut:
        'Clients in other zones reach an endpoint too; endpoints in one zone are found by interface-endpoint-single-az.',
    },
  },
};
