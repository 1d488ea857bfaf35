import * as containers from './containers.ts';
import * as builds from './data-and-builds.ts';
import * as functions from './functions.ts';
import * as instances from './instances.ts';
import * as kubernetes from './kubernetes.ts';
import type { WorkloadRecord } from './workload-record.ts';

/** Every kind of workload by family; where two need the same service, the first is named. */
export const workloadFamilies: Readonly<Record<string, readonly WorkloadRecord[]>> = {
  Kubernetes: [
    kubernetes.eks,
    kubernetes.loadBalancerController,
    kubernetes.eksServiceAccounts,
    kubernetes.eksPodIdentity,
    kubernetes.karpenter,
    kubernetes.clusterAutoscaler,
    kubernetes.externalDns,
    kubernetes.secretsStoreDriver,
  ],
  Containers: [
    containers.ecsFargate,
    containers.ecsFargate13,
    containers.ecsEc2,
    containers.ecsAgent,
    containers.ecsExec,
    containers.batchOnFargate,
    containers.batchOnEc2,
    containers.ecrPull,
    containers.publicImagePull,
    containers.dockerHubPull,
  ],
  Instances: [
    instances.ssmAgent,
    instances.sessionManager,
    instances.cloudWatchAgent,
    instances.codeDeployAgent,
  ],
  Functions: [functions.lambda, functions.secretsRotation],
  'Data and builds': [
    builds.emr,
    builds.glue,
    builds.mwaa,
    builds.sageMakerStudio,
    builds.codeBuild,
    builds.codeArtifact,
  ],
};

export const workloads: readonly WorkloadRecord[] = Object.values(workloadFamilies).flat();
