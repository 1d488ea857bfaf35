import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetQueueAttributesCommand,
  ListQueuesCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new SQSClient(config), commands);
}
