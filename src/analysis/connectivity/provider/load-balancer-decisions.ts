import type { LoadBalancer } from '../../../model/resources/load-balancer.ts';
import type { NetworkInterface } from '../../../model/resources/network-interface.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import { type Decision, decide, type Flight } from '../flight.ts';

/** An interface of an endpoint, with its subnet where that is known. */
export interface ServedInterface {
  readonly endpoint: VpcEndpoint;
  readonly target: NetworkInterface;
  readonly subnet: Subnet | null;
}

/** What a load balancer is called in messages. */
export function calledIn({ id, name }: LoadBalancer): string {
  return name === null ? id : `load balancer ${name}`;
}

/** Something about a load balancer that is not known. */
export function open(
  flight: Flight,
  balancer: LoadBalancer,
  what: string,
  missing: Flight['missing'],
): Flight {
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'load-balancer-unknown',
    message: `of ${calledIn(balancer)} is not known ${what}`,
    at: balancer.at(),
    missing,
  });
}

/** Something of a load balancer that takes nothing. */
export function stop(
  flight: Flight,
  balancer: LoadBalancer,
  {
    reason,
    message,
    at = balancer.at(),
  }: Pick<Decision, 'reason' | 'message'> & Partial<Pick<Decision, 'at'>>,
): Flight {
  return decide(flight, { plane: 'filter', decision: 'block', reason, message, at });
}
