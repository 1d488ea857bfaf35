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
  dispositions: {},
};
