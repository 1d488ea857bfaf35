import * as fc from 'fast-check';

/** An endpoint service behind a Network Load Balancer, and who asks for it, told by what decides. */
export interface PlannedService {
  readonly serviceState: 'Available' | 'Failed' | 'Pending';
  readonly balancerState: 'active' | 'failed' | 'provisioning' | 'active_impaired';
  /** Whether groups of the load balancer count for what endpoints bring; they do where AWS says nothing (S20). */
  readonly enforced: 'on' | 'off' | null;
  /** What the groups of the load balancer admit; null where it has none. */
  readonly groups: readonly (readonly PlannedRule[])[] | null;
  readonly listeners: readonly PlannedListener[];
  readonly crossZone: boolean | null;
  readonly targets: readonly PlannedTarget[];
  /** Whether the load balancer stands in the VPC of the client. */
  readonly isInOwnVpc: boolean;
  readonly protocol: 6 | 17;
  readonly port: number;
}

export interface PlannedRule {
  readonly protocol: 'tcp' | 'udp' | '-1';
  readonly from: number;
  readonly to: number;
  /** A block, or the group that the client carries. */
  readonly peer: string;
}

export interface PlannedListener {
  readonly port: number;
  readonly protocol: 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP';
  readonly forwards: boolean;
}

export interface PlannedTarget {
  readonly zone: 'a' | 'b';
  readonly state: 'healthy' | 'unhealthy' | 'draining';
}

export const clientAddress = '10.0.1.10';

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

const port = fc.constantFrom(443, 443, 443, 444, 8443);

const rule: fc.Arbitrary<PlannedRule> = fc.record({
  protocol: fc.constantFrom('tcp', 'tcp', 'udp', '-1'),
  from: fc.constantFrom(0, 443, 444),
  to: fc.constantFrom(443, 444, 65535),
  peer: fc.constantFrom('10.0.0.0/8', '10.0.1.10/32', '10.0.1.11/32', '10.0.9.0/28', '0.0.0.0/0', 'sg-app'),
});

export const services: fc.Arbitrary<PlannedService> = fc.record({
  serviceState: often<PlannedService['serviceState']>('Available', 'Failed', 'Pending'),
  balancerState: often<PlannedService['balancerState']>(
    'active',
    'failed',
    'provisioning',
    'active_impaired',
  ),
  enforced: fc.constantFrom('on', 'on', 'on', 'off', null),
  groups: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    {
      weight: 8,
      arbitrary: fc.array(fc.array(rule, { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    },
  ),
  listeners: fc.uniqueArray(
    fc.record({
      port,
      protocol: fc.constantFrom<PlannedListener['protocol']>('TCP', 'TCP', 'TLS', 'UDP', 'TCP_UDP'),
      forwards: often(true, false),
    }),
    { minLength: 1, maxLength: 3, selector: (each) => each.port },
  ),
  crossZone: fc.constantFrom(true, false, false, null),
  targets: fc.array(
    fc.record({
      zone: fc.constantFrom('a', 'b'),
      state: often<PlannedTarget['state']>('healthy', 'unhealthy', 'draining'),
    }),
    { maxLength: 2 },
  ),
  isInOwnVpc: often(false, true),
  protocol: fc.constantFrom(6, 6, 6, 17),
  port,
});
