import { type Fact, known } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { BucketPolicy, ResourcePolicy } from '../../model/resources/resource-policy.ts';
import { parseArn } from '../../model/scope.ts';
import { readable } from './endpoint-policy.ts';

/** A resource with a policy of its own. */
export interface PolicyHolder {
  readonly resource: BucketPolicy | ResourcePolicy;
  readonly arn: string;
  /** The service that the resource belongs to, as ARNs name it. */
  readonly service: string;
  /** The field in which the policy stands. */
  readonly field: 'Policy' | 'ResourcePolicy';
  /** Null where the resource has no policy. */
  readonly policy: Fact<PolicyDocument | null>;
}

/** Every resource policy in the input. */
export function resourcePolicies(network: Network): readonly PolicyHolder[] {
  return [...network.all('bucketPolicies').map(ofBucket), ...network.all('resourcePolicies').map(ofResource)];
}

function ofBucket(resource: BucketPolicy): PolicyHolder {
  return {
    resource,
    arn: `arn:${resource.scope.partition}:s3:::${resource.id}`,
    service: 's3',
    field: 'Policy',
    policy: readable(resource, resource.policy),
  };
}

function ofResource(resource: ResourcePolicy): PolicyHolder {
  const { raw } = resource;
  const service = parseArn(resource.id)?.service ?? '';
  // Secrets Manager answers for a secret without a policy, and leaves the field out; others have no such answer.
  const without =
    service === 'secretsmanager' &&
    (raw.ResourcePolicy === undefined || raw.ResourcePolicy === null) &&
    !resource.isInDoubt('ResourcePolicy');
  return {
    resource,
    arn: resource.id,
    service,
    field: 'ResourcePolicy',
    policy: without ? known(null) : readable(resource, resource.policy),
  };
}
