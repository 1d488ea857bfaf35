import type { WorkloadRecord } from './workload-record.ts';

export const lambda: WorkloadRecord = {
  id: 'lambda',
  title: 'Lambda functions',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-endpoints.html'],
  // Lambda itself loads code and writes logs outside of the VPC: what functions call stands under `uses`.
  required: [],
  conditional: [{ service: 'lambda', when: 'the function calls the API of Lambda' }],
  neverPrivate: [],
};

export const secretsRotation: WorkloadRecord = {
  id: 'secrets-rotation',
  title: 'Functions that rotate secrets',
  asOf: '2026-10',
  pages: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotation-function-network-access.html',
  ],
  required: [{ service: 'secretsmanager', why: 'the secret that is rotated' }],
  conditional: [],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'interface',
        pattern: { description: /^AWS Lambda VPC ENI-SecretsManager\w*Rotation/ },
      },
      shows: 'its interface is of a function with the name that Secrets Manager gives to those that rotate',
    },
  ],
};
