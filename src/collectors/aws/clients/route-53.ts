import {
  ListHostedZonesByVPCCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  ListHostedZonesByVPCCommand,
  ListResourceRecordSetsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new Route53Client(config), commands);
}
