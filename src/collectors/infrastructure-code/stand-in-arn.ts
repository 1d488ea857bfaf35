import type { Scope } from '../../model/scope.ts';

/** The ARN of something with a name that its owner chose; null where account or region are not known. */
export function arnOfNamed(
  { partition, account, region }: Scope,
  service: string,
  name: string,
): string | null {
  if (account === null || region === null) return null;
  return `arn:${partition}:${service}:${region}:${account}:${name}`;
}

/**
 * What a resource goes by that has no ARN yet: one that tells its service, and ends in what the code calls the
 * resource. Nobody can ask about it by an ARN, but what stands in its policy can be judged.
 */
export function standInArn({ partition, account, region }: Scope, service: string, address: string): string {
  return `arn:${partition}:${service}:${region ?? ''}:${account ?? ''}:${address}`;
}

/** The ARN of a role, managed policy or instance profile, which stand in no region; null where the account is not known. */
export function arnOfIdentity(
  { partition, account }: Scope,
  kind: 'role' | 'policy' | 'instance-profile',
  path: string,
  name: string,
): string | null {
  return account === null ? null : `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}
