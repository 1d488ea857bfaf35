import type { Network } from '../../model/network.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { endpointKeys } from './request-way.ts';

/** Keys that the way of a request gives it, in lower case. */
const keysOfWays: readonly string[] = ['aws:sourceip', ...endpointKeys];

/** Whether a policy may look at the way by which a request comes: else it says the same of all ways. */
export function readsWay(network: Network, policy: PolicyDocument): boolean {
  return network.memoOf(policy, 'reads way', () => {
    const text = JSON.stringify(policy).toLowerCase();
    return keysOfWays.some((key) => text.includes(key));
  });
}
