import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { SdkCredentials } from '../service-client.ts';

type Provider = () => Promise<SdkCredentials>;

/** The credentials of a profile, or those that the environment gives: the standard chain, with SSO. */
export function fromChain(profile: string | null): Provider {
  return fromNodeProviderChain(profile === null ? {} : { profile });
}

export interface Role {
  readonly arn: string;
  readonly externalId: string | null;
  readonly region: string;
  readonly endpointUrl: string | null;
}

/** The temporary credentials of a role that `base` may assume. */
export function fromRole(base: Provider, { arn, externalId, region, endpointUrl }: Role): Provider {
  return fromTemporaryCredentials({
    masterCredentials: base,
    params: {
      RoleArn: arn,
      RoleSessionName: 'vpce-lint',
      ...(externalId === null ? {} : { ExternalId: externalId }),
    },
    clientConfig: { region, ...(endpointUrl === null ? {} : { endpoint: endpointUrl }) },
  });
}
