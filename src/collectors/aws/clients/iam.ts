import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetAccountAuthorizationDetailsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new IAMClient(config), commands);
}
