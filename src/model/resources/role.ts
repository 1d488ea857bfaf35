import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { type ParsedPolicy, parsePolicy } from '../policy-document.ts';
import { flag, list, Resource, tags, text } from './resource.ts';

const document = z.union([z.string(), z.looseObject({})]).nullish();

export const roleSchema = z.object({
  Arn: z.string(),
  RoleName: text,
  RolePolicyList: list(z.object({ PolicyName: text, PolicyDocument: document })),
  AttachedManagedPolicies: list(z.object({ PolicyName: text, PolicyArn: text })),
  InstanceProfileList: list(z.object({ Arn: text })),
  PermissionsBoundary: z.object({ PermissionsBoundaryArn: text }).nullish(),
  Tags: tags,
});

/** A policy that stands in a resource, and where. */
export interface HeldDocument {
  readonly policy: ParsedPolicy;
  /** JSON pointer below the resource. */
  readonly path: string;
}

/** A role with the policies that are its own. */
export class Role extends Resource<z.infer<typeof roleSchema>> {
  override get type(): string {
    return 'AWS::IAM::Role';
  }

  override get id(): string {
    return this.raw.Arn;
  }

  /** The policies that stand in the role itself. */
  get inlinePolicies(): Fact<readonly HeldDocument[]> {
    return map(this.required('RolePolicyList'), (policies) =>
      policies.map(({ PolicyDocument }, index) => ({
        policy: parsePolicy(PolicyDocument),
        path: `/RolePolicyList/${index}/PolicyDocument`,
      })),
    );
  }

  /** The ARNs of the managed policies that are attached to it. */
  get attachedPolicies(): Fact<readonly string[]> {
    return map(this.required('AttachedManagedPolicies'), (policies) =>
      policies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
    );
  }

  /** The ARNs of the instance profiles that hold it. */
  get profileArns(): Fact<readonly string[]> {
    return map(this.required('InstanceProfileList'), (profiles) => profiles.flatMap(({ Arn }) => Arn ?? []));
  }

  /** The ARN of the managed policy that bounds it; null where none does. */
  get permissionsBoundary(): Fact<string | null> {
    return map(this.optional('PermissionsBoundary'), (boundary) => boundary?.PermissionsBoundaryArn ?? null);
  }
}

export const managedPolicySchema = z.object({
  Arn: z.string(),
  PolicyName: text,
  PolicyVersionList: list(z.object({ Document: document, IsDefaultVersion: flag, VersionId: text })),
});

/** A managed policy, of which one version is in force. */
export class ManagedPolicy extends Resource<z.infer<typeof managedPolicySchema>> {
  override get type(): string {
    return 'AWS::IAM::ManagedPolicy';
  }

  override get id(): string {
    return this.raw.Arn;
  }

  /** The version in force; null where the list shows none. */
  get inForce(): Fact<HeldDocument | null> {
    return map(this.required('PolicyVersionList'), (versions) => {
      const index = versions.findIndex(({ IsDefaultVersion }) => IsDefaultVersion === true);
      const version = versions[index];
      if (version === undefined) return null;
      return { policy: parsePolicy(version.Document), path: `/PolicyVersionList/${index}/Document` };
    });
  }
}
