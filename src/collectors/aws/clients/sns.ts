import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetTopicAttributesCommand,
  ListTopicsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new SNSClient(config), commands);
}
