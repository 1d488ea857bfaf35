import * as z from 'zod';
import { type Fact, flatMap, known, unknown } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

export const instanceSchema = z.object({
  InstanceId: z.string(),
  VpcId: text,
  SubnetId: text,
  State: z.object({ Name: text }).nullish(),
  Placement: z.object({ AvailabilityZone: text }).nullish(),
  NetworkInterfaces: list(z.object({ NetworkInterfaceId: text })),
  PlatformDetails: text,
  IamInstanceProfile: z.object({ Arn: text }).nullish(),
  Tags: tags,
});

export class Instance extends Resource<z.infer<typeof instanceSchema>> {
  override get type(): string {
    return 'AWS::EC2::Instance';
  }

  override get id(): string {
    return this.raw.InstanceId;
  }

  override get vpcId(): string | null {
    return this.raw.VpcId ?? null;
  }

  /** The ARN of the profile by which programs on it take a role; null where it has none. */
  get profileArn(): Fact<string | null> {
    return flatMap(this.optional('IamInstanceProfile'), (profile) =>
      profile && !profile.Arn
        ? unknown(this.missing(`no Arn of the IamInstanceProfile on ${this.id}`))
        : known(profile?.Arn ?? null),
    );
  }

  /** What AWS bills for the operating system: `Linux/UNIX`, `Windows`, `Red Hat Enterprise Linux`. */
  get platform(): Fact<string> {
    return this.required('PlatformDetails');
  }
}
