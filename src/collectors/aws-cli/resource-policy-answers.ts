/** Policies of resources whose answers name what they belong to without an ARN. */
import { parseArn, partitionOfRegion } from '../../model/scope.ts';
import type { AnswerList, Fields } from './answer-list.ts';
import { scopeOfPath } from './scope-evidence.ts';
import { subjectOfPolicy } from './subject.ts';

/** The policy of a repository of ECR: its region stands in the path alone. */
export function readRepositoryPolicy(
  answer: Fields,
  path: string,
  pointer: string,
): readonly AnswerList[] | null {
  const { registryId, repositoryName, policyText } = answer;
  if (typeof registryId !== 'string' || typeof repositoryName !== 'string') return null;
  const { region } = scopeOfPath(path);
  const ARN = `arn:${partitionOfRegion(region)}:ecr:${region ?? ''}:${registryId}:repository/${repositoryName}`;
  return [policyOf(ARN, policyText, answer, pointer)];
}

/** An API of API Gateway, which gives its policy as text with its quotes escaped once more. */
export function readApiPolicy(answer: Fields, path: string, pointer: string): readonly AnswerList[] | null {
  const { id, endpointConfiguration, policy } = answer;
  if (typeof id !== 'string' || typeof endpointConfiguration !== 'object') return null;
  if (typeof policy !== 'string') return null;
  const text = policy.replaceAll('\\"', '"').replaceAll('\\/', '/');
  const named = parseArn(subjectOfPolicy(text, answer, path).id);
  const scope = scopeOfPath(path);
  const region = scope.region ?? named?.region ?? null;
  const account = scope.account ?? named?.account ?? '';
  const ARN = `arn:${partitionOfRegion(region)}:execute-api:${region ?? ''}:${account}:${id}`;
  return [policyOf(ARN, text, answer, pointer)];
}

function policyOf(ARN: string, policy: unknown, answer: Fields, pointer: string): AnswerList {
  const items = [{ ...answer, ARN, ResourcePolicy: policy }];
  return { family: 'resourcePolicies', pointer, items, whole: true };
}
