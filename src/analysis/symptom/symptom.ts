/** How a connection failed, as a program tells of it. */
export const symptomKinds = ['no-such-name', 'timeout', 'refused', 'tls', 'denied', 'rejected'] as const;
export type SymptomKind = (typeof symptomKinds)[number];

/** The kind of policy that AWS names in a denial. */
export const deniers = [
  'vpc-endpoint',
  'identity-based',
  'resource-based',
  'service-control',
  'resource-control',
  'session',
  'permissions-boundary',
] as const;

/** What a denial says of the policy: that one of this kind has a Deny, or that none of this kind has an Allow. */
export interface Denial {
  readonly policy: (typeof deniers)[number];
  readonly isExplicit: boolean;
}

/** A host or address in a text, with the port that stands by it. */
export interface Place {
  readonly host: string;
  readonly port: number | null;
}

/** What a pasted text says: as far as it says it. */
export interface Symptom {
  readonly kind: SymptomKind | null;
  readonly denial: Denial | null;
  /** Where the packets were meant to go; null where only an action or nothing tells. */
  readonly target: Place | null;
  /** Addresses to which that name was taken to lead, where the text shows that. */
  readonly dialled: readonly string[];
  /** The DNS server that was asked. */
  readonly dnsServer: string | null;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly action: string | null;
  readonly resource: string | null;
  readonly principal: string | null;
  readonly region: string | null;
  /** Ids of interfaces, instances and subnets that may be the sender. */
  readonly senders: readonly string[];
  /** The address from which the packets came. */
  readonly senderAddress: string | null;
  readonly vpcs: readonly string[];
  readonly endpoints: readonly string[];
}
