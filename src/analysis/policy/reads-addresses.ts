import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/** Whether the policy of an endpoint may look at the address of the sender. */
export function readsAddresses(network: Network, { policy }: VpcEndpoint): boolean {
  if (!policy.known) return false;
  return network.memoOf(policy.value, 'reads addresses', () =>
    JSON.stringify(policy.value).toLowerCase().includes('sourceip'),
  );
}
