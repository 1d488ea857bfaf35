import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { Resource, text } from './resource.ts';

export const profileAssociationSchema = z.object({
  Id: z.string(),
  ProfileId: text,
  ResourceId: text,
  Status: text,
});

/** What joins a Route 53 Profile to a VPC, which then sees the names that the Profile carries (DNS32). */
export class ProfileAssociation extends Resource<z.infer<typeof profileAssociationSchema>> {
  override get type(): string {
    return 'AWS::Route53Profiles::ProfileAssociation';
  }

  override get id(): string {
    return this.raw.Id;
  }

  override get vpcId(): string | null {
    return this.raw.ResourceId ?? null;
  }

  override get untoldVpc(): string | null {
    return this.vpcId === null ? 'ResourceId' : null;
  }

  get profileId(): Fact<string> {
    return this.required('ProfileId');
  }

  /** Whether the association is there, or about to be. */
  get isInEffect(): Fact<boolean> {
    return map(this.required('Status'), (status) => !['deleting', 'deleted'].includes(status.toLowerCase()));
  }
}
