import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

const configuration = z.object({
  Key: text,
  Values: list(z.union([z.object({ Value: text }), z.string()])),
});

export const dhcpOptionsSchema = z.object({
  DhcpOptionsId: z.string(),
  OwnerId: text,
  DhcpConfigurations: list(configuration),
  Tags: tags,
});

export class DhcpOptions extends Resource<z.infer<typeof dhcpOptionsSchema>> {
  override get type(): string {
    return 'AWS::EC2::DHCPOptions';
  }

  override get id(): string {
    return this.raw.DhcpOptionsId;
  }

  /** The pushed name servers; empty when the set names none (DNS4). */
  get domainNameServers(): Fact<readonly string[]> {
    const lacking = ({ Key, Values }: z.infer<typeof configuration>) => {
      if (!Key) return 'Key of an option';
      const isTold = (value: NonNullable<typeof Values>[number]) =>
        typeof value === 'string' || Boolean(value.Value);
      return Values?.every(isTold) === true ? null : `Values of ${Key}`;
    };
    return map(this.requiredItems('DhcpConfigurations', lacking), (configurations) =>
      configurations
        .filter((configuration) => configuration.Key === 'domain-name-servers')
        .flatMap((configuration) => configuration.Values ?? [])
        .flatMap((value) => (typeof value === 'string' ? value : (value.Value ?? []))),
    );
  }
}
