import { GetKeyPolicyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetKeyPolicyCommand,
  ListKeysCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new KMSClient(config), commands);
}
