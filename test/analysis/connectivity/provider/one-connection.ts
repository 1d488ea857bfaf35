/** One connection from a client through an endpoint to a load balancer's target, with nothing of the analysis. */
import { clientAddress, type PlannedRule, type PlannedService } from './random-services.ts';

export interface Fate {
  readonly verdict: 'reachable' | 'blocked' | 'unknown';
  /** Reasons, sorted. */
  readonly blockers: readonly string[];
}

/** What becomes of a client's connection, whose endpoint has its interface in zone a and lets it pass. */
export function connect(plan: PlannedService): Fate {
  const blockers: string[] = [];
  let isOpen = false;
  if (plan.serviceState === 'Failed') blockers.push('endpoint-service-not-available');
  if (plan.serviceState === 'Pending') isOpen = true;
  if (plan.balancerState === 'failed') blockers.push('load-balancer-not-active');
  if (plan.balancerState === 'provisioning') isOpen = true;

  if (plan.groups !== null && plan.enforced !== 'off') {
    const rules = plan.groups.flat().filter((rule) => isAbout(rule, plan));
    const admitsByAddress = rules.some(({ peer }) => peer.includes('/') && holds(peer));
    const admitsByName = rules.some(({ peer }) => peer === 'sg-app');
    if (!admitsByAddress && admitsByName && plan.isInOwnVpc) isOpen = true;
    else if (!admitsByAddress) {
      const isEmpty = plan.groups.length === 1 && plan.groups[0]?.length === 0;
      blockers.push(isEmpty ? 'security-group-empty' : 'security-group-denied');
    }
  }

  const wanted = plan.protocol === 6 ? ['TCP', 'TLS', 'TCP_UDP'] : ['UDP', 'TCP_UDP'];
  const listener = plan.listeners.find(
    ({ port, protocol }) => port === plan.port && wanted.includes(protocol),
  );
  if (!listener) blockers.push('load-balancer-listener-none');
  else if (!listener.forwards) blockers.push('load-balancer-target-group-none');
  else {
    const registered = plan.targets.filter(({ state }) => state !== 'draining');
    const near = registered.filter(({ zone }) => plan.crossZone === true || zone === 'a');
    if (registered.length === 0) blockers.push('load-balancer-targets-none');
    else if (plan.crossZone === null) isOpen = true;
    else if (near.length === 0) blockers.push('load-balancer-targets-none');
    else if (near.every(({ state }) => state !== 'healthy')) isOpen = true;
  }
  const verdict = blockers.length > 0 ? 'blocked' : isOpen ? 'unknown' : 'reachable';
  return { verdict, blockers: blockers.sort() };
}

function isAbout({ protocol, from, to }: PlannedRule, plan: PlannedService): boolean {
  if (protocol === '-1') return true;
  const isSame = protocol === (plan.protocol === 6 ? 'tcp' : 'udp');
  return isSame && from <= plan.port && plan.port <= to;
}

function holds(block: string): boolean {
  const [network = '', length = '0'] = block.split('/');
  const shift = 2 ** (32 - Number(length));
  return Math.floor(numberOf(network) / shift) === Math.floor(numberOf(clientAddress) / shift);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, octet) => 256 * sum + Number(octet), 0);
}
