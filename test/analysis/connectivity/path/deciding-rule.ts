/**
 * The rules that decide packets. A packet is counted for a rule where the rule made a difference: another rule
 * in its place would have decided this packet otherwise at that point of its way.
 */
export const decidingRules = [
  // Routes.
  'longest prefix',
  'static before prefix list',
  'static before propagated',
  'prefix list before propagated',
  'propagated route',
  'propagated inside local',
  'static inside local',
  'overlapping prefix lists',
  'filtered or Route Server',
  'blackhole',
  'no route',
  'main route table',
  // Gateways and endpoints.
  'gateway endpoint',
  'endpoint not available',
  'endpoint state unknown',
  'endpoint protocol',
  'public address at internet gateway',
  'private source at internet gateway',
  'private destination at internet gateway',
  'NAT gateway onward',
  'NAT gateway onward broken',
  'NAT gateway not available',
  'peering not active',
  'peering not transitive',
  'return route missing',
  'return route open',
  'no interface',
  // Security groups.
  'group without rules',
  'egress denied',
  'ingress denied',
  'protocol or port of a permission',
  'prefix list in a group',
  'egress reference',
  'ingress reference',
  'reference through peering',
  'reference across Regions',
  // Network ACLs.
  'ACL outward denied',
  'ACL inward denied',
  'deny before allow',
  'allow before deny',
  'ports of an ACL entry',
  'reply denied',
  'reply partially allowed',
  'same subnet',
  'senders differ',
] as const;

export type DecidingRule = (typeof decidingRules)[number];

export type Note = (rule: DecidingRule) => void;
