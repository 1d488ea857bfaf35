import type { IncludeTopic } from './include-topic.ts';

/** Which accounts, regions and facts are to be collected. */
export interface Selection {
  /** Named profiles of the AWS configuration; empty for the standard chain of credentials. */
  readonly profiles: readonly string[];
  /** Empty for the one that the environment or the profile sets. */
  readonly regions: readonly string[];
  /** The region of the environment, where the SDK does not look for it. */
  readonly defaultRegion: string | null;
  /** Every region that is enabled for the account. */
  readonly allRegions: boolean;
  readonly roleArns: readonly string[];
  /** The role to assume in each account of the organization. */
  readonly roleName: string;
  readonly externalId: string | null;
  /** Accounts of the organization to collect from; `only` empty for all. */
  readonly organization: { readonly only: readonly string[]; readonly except: readonly string[] } | null;
  readonly vpcs: readonly string[];
  /** `Key=Value` of VPCs. */
  readonly tags: readonly string[];
  readonly endpointUrl: string | null;
  readonly topics: ReadonlySet<IncludeTopic>;
}
