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
  'overlapping prefix lists',
  'propagated route',
  'propagated inside local',
  'static inside local',
  'filtered or Route Server',
  'blackhole',
  'no route',
  'main route table',
  // Gateways and endpoints.
  'gateway endpoint',
  'endpoint not available',
  'endpoint state unknown',
  'endpoint protocol',
  'port of a resource',
  'groups of a resource gateway',
  'public address at internet gateway',
  'private source at internet gateway',
  'private destination at internet gateway',
  'NAT gateway onward',
  'NAT gateway onward broken',
  'NAT gateway not available',
  'NAT64',
  'zone of a regional NAT gateway',
  'appliance',
  'appliance that checks addresses',
  'edge table',
  'Block Public Access',
  'excluded from Block Public Access',
  'Block Public Access unknown',
  'VPN gateway not attached',
  'VPN gateway outside its VPC',
  'reply by the VPN gateway',
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
  // Network ACLs, and filters together.
  'ACL outward denied',
  'ACL inward denied',
  'deny before allow',
  'allow before deny',
  'ports of an ACL entry',
  'reply denied',
  'reply partially allowed',
  'same subnet',
  'senders differ',
  'refused together',
] as const;

export type DecidingRule = (typeof decidingRules)[number];

/** Told about each rule that made a difference. */
export type Note = (rule: DecidingRule) => void;
