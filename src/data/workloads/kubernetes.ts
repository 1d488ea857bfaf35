import { imagePull } from './containers.ts';
import type { WorkloadRecord } from './workload-record.ts';

const privateClusters = 'https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html';
const controller = 'https://docs.aws.amazon.com/eks/latest/userguide/aws-load-balancer-controller.html';

const controlPlane = { description: /^Amazon EKS \S/ };
/** The interfaces that the VPC CNI plugin adds to a node. */
const nodeInterface = { description: /^aws-K8S-i-/, attachedTo: 'own-instance' } as const;

export const eks: WorkloadRecord = {
  id: 'eks',
  title: 'Amazon EKS nodes',
  asOf: '2026-10',
  pages: [
    privateClusters,
    'https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html',
    'https://docs.aws.amazon.com/eks/latest/best-practices/vpc-cni.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html',
  ],
  required: [{ service: 'ec2', why: 'the VPC CNI plugin and the start of nodes' }, ...imagePull],
  conditional: [
    { service: 'sts', when: 'pods use IAM roles for service accounts' },
    { service: 'eks-auth', when: 'pods use EKS Pod Identity' },
    { service: 'elasticloadbalancing', when: 'the AWS Load Balancer Controller runs' },
    { service: 'autoscaling', when: 'the Cluster Autoscaler runs' },
    { service: 'logs', when: 'containers log to CloudWatch Logs' },
    { service: 'xray', when: 'containers send traces to X-Ray' },
    { service: 'eks', when: 'something in the VPC calls the API of EKS (it is not that of Kubernetes)' },
    { service: 'oidc-eks', when: 'IAM roles for service accounts are set up from inside the VPC' },
    { service: 'ssm', when: 'nodes are looked after with Systems Manager' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'instance-with-interface', pattern: nodeInterface },
      beside: controlPlane,
      shows:
        'the VPC CNI plugin added an interface to the instance, and EKS describes others in the VPC as its own',
    },
    {
      // Tags that begin with aws: nobody sets but AWS.
      senders: {
        of: 'interface',
        pattern: { instanceTag: 'aws:eks:cluster-name', attachedTo: 'own-instance' },
      },
      shows: 'EKS tagged the instance as a node of a cluster (aws:eks:cluster-name)',
    },
    {
      senders: {
        of: 'instance-with-policy',
        policies: ['AmazonEKSWorkerNodePolicy', 'AmazonEKSWorkerNodeMinimalPolicy'],
      },
      shows: 'the role of the instance has the policy of AWS for nodes (AmazonEKSWorkerNodePolicy)',
    },
  ],
};

export const eksServiceAccounts: WorkloadRecord = {
  id: 'eks-irsa',
  title: 'Pods with IAM roles for service accounts',
  asOf: '2026-10',
  pages: [privateClusters],
  required: [{ service: 'sts', why: 'the credentials of pods' }],
  conditional: [{ service: 'oidc-eks', when: 'the roles are set up from inside the VPC' }],
  neverPrivate: [],
};

export const eksPodIdentity: WorkloadRecord = {
  id: 'eks-pod-identity',
  title: 'Pods with EKS Pod Identity',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html'],
  required: [{ service: 'eks-auth', why: 'the credentials of pods' }],
  conditional: [],
  neverPrivate: [],
};

export const loadBalancerController: WorkloadRecord = {
  id: 'aws-load-balancer-controller',
  title: 'The AWS Load Balancer Controller',
  asOf: '2026-10',
  pages: [privateClusters, controller],
  required: [
    { service: 'elasticloadbalancing', why: 'making and changing load balancers' },
    { service: 'ec2', why: 'looking up subnets and security groups' },
  ],
  conditional: [
    { service: 'sts', when: 'it uses an IAM role for its service account' },
    { service: 'eks-auth', when: 'it uses EKS Pod Identity' },
    { service: 'wafv2', when: '--enable-wafv2 is not set to false' },
    { service: 'shield', when: '--enable-shield is not set to false' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'instance-with-interface', pattern: nodeInterface },
      beside: { description: /^ELB (?:app|net)\/k8s-/ },
      shows: 'load balancers in the VPC bear the names that it gives',
    },
  ],
};

export const karpenter: WorkloadRecord = {
  id: 'karpenter',
  title: 'Karpenter',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html'],
  required: [
    { service: 'ec2', why: 'starting nodes' },
    { service: 'ssm', why: 'finding machine images', unless: 'machine images are named by their ids' },
  ],
  conditional: [
    { service: 'sts', when: 'it uses an IAM role for its service account' },
    { service: 'eks-auth', when: 'it uses EKS Pod Identity' },
    { service: 'sqs', when: 'it handles interruptions' },
    { service: 'eks', when: 'it looks up the endpoint of the cluster' },
  ],
  neverPrivate: [
    {
      host: null,
      what: 'The price list, which most regions have no endpoint for',
      instead: 'Nothing: it falls back to the prices that it was built with (settings.isolatedVPC=true).',
    },
    {
      host: null,
      what: 'IAM, of which the endpoint stands in one region',
      instead: 'Name an instance profile in the EC2NodeClass.',
    },
  ],
  evidence: [
    {
      // It sets the tag on all that it starts, as its own pages say. Which of the instances run it nobody can see.
      senders: { of: 'compute', roles: ['instance', 'container'] },
      beside: { instanceTag: 'karpenter.sh/nodepool' },
      shows: 'Karpenter tagged instances of the VPC as nodes of its pools (karpenter.sh/nodepool)',
    },
  ],
};

export const clusterAutoscaler: WorkloadRecord = {
  id: 'cluster-autoscaler',
  title: 'The Kubernetes Cluster Autoscaler',
  asOf: '2026-10',
  pages: [privateClusters],
  required: [
    { service: 'autoscaling', why: 'the sizes of groups' },
    { service: 'ec2', why: 'the types of instances' },
  ],
  conditional: [{ service: 'eks', when: 'it reads the labels of managed node groups' }],
  neverPrivate: [],
};

export const externalDns: WorkloadRecord = {
  id: 'external-dns',
  title: 'ExternalDNS',
  asOf: '2026-10',
  pages: [privateClusters],
  required: [{ service: 'route53', why: 'record sets' }],
  conditional: [{ service: 'sts', when: 'it uses an IAM role for its service account' }],
  neverPrivate: [],
};

export const secretsStoreDriver: WorkloadRecord = {
  id: 'secrets-store-csi-driver',
  title: 'The AWS provider of the Secrets Store CSI Driver',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-eks-installation.html'],
  required: [{ service: 'secretsmanager', why: 'secrets' }],
  conditional: [
    { service: 'ssm', when: 'it mounts parameters' },
    { service: 'sts', when: 'it uses IAM roles for service accounts' },
    { service: 'eks-auth', when: 'it uses EKS Pod Identity' },
  ],
  neverPrivate: [],
};
