import {
  GetResourceConfigurationCommand,
  ListResourceConfigurationsCommand,
  ListResourceGatewaysCommand,
  ListServiceNetworkResourceAssociationsCommand,
  ListServiceNetworkVpcAssociationsCommand,
  VPCLatticeClient,
} from '@aws-sdk/client-vpc-lattice';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetResourceConfigurationCommand,
  ListResourceConfigurationsCommand,
  ListResourceGatewaysCommand,
  ListServiceNetworkResourceAssociationsCommand,
  ListServiceNetworkVpcAssociationsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new VPCLatticeClient(config), commands);
}
