import {
  GetResourcePolicyCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetResourcePolicyCommand,
  ListSecretsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new SecretsManagerClient(config), commands);
}
