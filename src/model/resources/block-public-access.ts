import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { Resource, tags, text } from './resource.ts';

export const blockPublicAccessOptionsSchema = z.object({
  AwsAccountId: text,
  AwsRegion: text,
  State: text,
  InternetGatewayBlockMode: text,
});

/** What an account lets through its internet gateways in a Region (R24). */
export class BlockPublicAccessOptions extends Resource<z.infer<typeof blockPublicAccessOptionsSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCBlockPublicAccessOptions';
  }

  override get id(): string {
    return this.raw.AwsAccountId ?? '';
  }

  override get account(): string | null {
    return this.raw.AwsAccountId ?? this.scope.account;
  }

  override get region(): string | null {
    return this.raw.AwsRegion ?? this.scope.region;
  }

  /** Lower case: `off`, `block-bidirectional`, `block-ingress`. */
  get mode(): Fact<string> {
    return map(this.required('InternetGatewayBlockMode'), (mode) => mode.toLowerCase());
  }

  /** Whether the mode is being changed. */
  get isChanging(): Fact<boolean> {
    return map(this.optional('State'), (state) => state?.toLowerCase() === 'update-in-progress');
  }
}

export const blockPublicAccessExclusionSchema = z.object({
  ExclusionId: z.string(),
  InternetGatewayExclusionMode: text,
  ResourceArn: text,
  State: text,
  Tags: tags,
});

/** A VPC or subnet that is exempt from its account's mode (R24). */
export class BlockPublicAccessExclusion extends Resource<z.infer<typeof blockPublicAccessExclusionSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCBlockPublicAccessExclusion';
  }

  override get id(): string {
    return this.raw.ExclusionId;
  }

  /** Lower case: `allow-bidirectional`, `allow-egress`. */
  get mode(): Fact<string> {
    return map(this.required('InternetGatewayExclusionMode'), (mode) => mode.toLowerCase());
  }

  /** The id of the VPC or subnet. */
  get resourceId(): string | null {
    return this.raw.ResourceArn?.split('/').at(-1) ?? null;
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('State'), (state) => state.toLowerCase());
  }
}
