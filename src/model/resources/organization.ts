import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { type ParsedPolicy, parsePolicy } from '../policy-document.ts';
import { parseArn } from '../scope.ts';
import { flag, list, Resource, text } from './resource.ts';

export const organizationSchema = z.object({ Id: z.string(), MasterAccountId: text });

/** An organization, as each of its accounts can describe it. */
export class Organization extends Resource<z.infer<typeof organizationSchema>> {
  override get type(): string {
    return 'AWS::Organizations::Organization';
  }

  override get id(): string {
    return this.raw.Id;
  }

  get managementAccount(): string | null {
    return this.raw.MasterAccountId ?? null;
  }
}

const summary = z.object({ Id: text, Arn: text, Name: text, Type: text, AwsManaged: flag });

export const organizationPolicySummarySchema = z.object({ ...summary.shape, Id: z.string() });

/** That there is a policy of the organization, without what it says. */
export class OrganizationPolicySummary extends Resource<z.infer<typeof organizationPolicySummarySchema>> {
  override get type(): string {
    return 'AWS::Organizations::Policy';
  }

  override get id(): string {
    return this.raw.Id;
  }

  /** `SERVICE_CONTROL_POLICY`, `RESOURCE_CONTROL_POLICY`, …; null where the list does not say. */
  get policyType(): string | null {
    return this.raw.Type ?? null;
  }
}

export const organizationPolicySchema = z.object({
  PolicyId: z.string(),
  PolicySummary: summary.nullish(),
  Content: z.union([z.string(), z.looseObject({})]).nullish(),
});

/** A policy of the organization, with what it says. */
export class OrganizationPolicy extends Resource<z.infer<typeof organizationPolicySchema>> {
  #policy: Fact<ParsedPolicy> | undefined;

  override get type(): string {
    return 'AWS::Organizations::Policy';
  }

  override get id(): string {
    return this.raw.PolicyId;
  }

  override get name(): string | null {
    return this.raw.PolicySummary?.Name ?? null;
  }

  get policyType(): string | null {
    return this.raw.PolicySummary?.Type ?? null;
  }

  get policy(): Fact<ParsedPolicy> {
    this.#policy ??= map(this.required('Content'), parsePolicy);
    return this.#policy;
  }
}

export const organizationPolicyTargetsSchema = z.object({
  PolicyId: z.string(),
  Targets: list(z.object({ TargetId: text, Arn: text, Type: text })),
});

/** A root, organizational unit or account to which a policy is attached. */
export interface PolicyTarget {
  readonly id: string;
  readonly type: string;
  /** The id of its organization, and the account that manages this; null where its ARN does not say. */
  readonly organization: string | null;
  readonly managementAccount: string | null;
}

/** What a policy of the organization is attached to. */
export class OrganizationPolicyTargets extends Resource<z.infer<typeof organizationPolicyTargetsSchema>> {
  override get type(): string {
    return 'AWS::Organizations::Policy';
  }

  override get id(): string {
    return this.raw.PolicyId;
  }

  get targets(): Fact<readonly PolicyTarget[]> {
    return map(this.required('Targets'), (targets) =>
      targets.flatMap(({ TargetId, Type, Arn }) => {
        if (!TargetId) return [];
        const arn = parseArn(Arn ?? '');
        const organization = arn?.resource.split('/').find((part) => part.startsWith('o-')) ?? null;
        return { id: TargetId, type: Type ?? '', organization, managementAccount: arn?.account ?? null };
      }),
    );
  }
}

export const organizationParentsSchema = z.object({
  ChildId: z.string(),
  Parents: list(z.object({ Id: text, Type: text })),
});

/** Where an account or organizational unit stands in its organization. */
export class OrganizationParents extends Resource<z.infer<typeof organizationParentsSchema>> {
  override get type(): string {
    return 'AWS::Organizations::OrganizationalUnit';
  }

  override get id(): string {
    return this.raw.ChildId;
  }

  /** The id of the unit or root above it, of which there is one. */
  get parent(): string | null {
    return this.raw.Parents?.[0]?.Id ?? null;
  }
}
