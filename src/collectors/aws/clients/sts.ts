import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetCallerIdentityCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new STSClient(config), commands);
}

/** The region that the environment or the profile sets. @throws when neither does. */
export async function configuredRegion(profile: string | null): Promise<string> {
  const client = new STSClient(profile === null ? {} : { profile });
  try {
    return await client.config.region();
  } finally {
    client.destroy();
  }
}
