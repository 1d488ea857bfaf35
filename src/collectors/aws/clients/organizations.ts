import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(new OrganizationsClient(config), commands);
}
